"""The web server of the room. It lets anyone act as anyone, so it talks to this machine only."""

import asyncio
import json
import os
from functools import lru_cache
from pathlib import Path

from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler, Middleware
from msgspec import DecodeError

from bot.api.errors import FatalError, Gone, Refused
from bot.api.events import Author
from bot.api.platform import Desk
from bot.platforms.room import files, frames, wire
from bot.platforms.room.adapter import Room
from bot.platforms.room.hub import Window
from bot.platforms.room.loopback import check_loopback
from bot.platforms.room.model import account_key
from bot.platforms.room.wire import Json

PAGE = Path(__file__).parent / "page"
LARGEST_FRAME = 128 * 1024
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class ServedRoom(Room):
    """The room with its page."""

    async def run(self, desk: Desk) -> None:
        """Serve the page until cancelled."""
        await serve(self, desk)


async def serve(room: Room, desk: Desk) -> None:
    """Serve the room until cancelled."""
    check_loopback(room.settings.host)
    runner = web.AppRunner(application(room, desk), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _listen(runner, room.settings.host, room.settings.port)
        room.listening.set()
        await asyncio.get_running_loop().create_future()
    finally:
        room.listening.clear()
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise FatalError(f"http://{host}:{port}: {reason}. Draait de bot al? Kies anders een andere poort.") from error


def application(room: Room, desk: Desk) -> web.Application:
    """Return the web application of a room."""
    app = web.Application(middlewares=[_guard(room.settings.port)])

    async def index(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")

    async def socket(request: web.Request) -> web.StreamResponse:
        return await _Connection(room, desk).serve(request)

    async def file(request: web.Request) -> web.StreamResponse:
        message = room.timeline.state.messages.get(request.match_info["message"])
        found = message and files.find(message, int(request.match_info["at"]), request.match_info["name"])
        if not found:
            raise web.HTTPNotFound(text="There is no such file.")
        return web.Response(body=found.data, headers=found.headers)

    async def end_windows(_: web.Application) -> None:
        for window in room.hub.windows:
            window.end()

    app.on_shutdown.append(end_windows)
    app.router.add_get("/", index)
    app.router.add_get("/ws", socket)
    app.router.add_get(r"/file/{message}/{at:\d{1,4}}/{name:.+}", file)
    app.router.add_static("/page", PAGE, follow_symlinks=False)
    return app


def _guard(port: int) -> Middleware:
    """Answer only what was asked from a page of this very room, by a name of this machine."""
    hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.host not in hosts:
            raise web.HTTPForbidden(text="This room is reached as http://127.0.0.1 only.")
        origin = request.headers.get("Origin")
        needs_origin = request.path == "/ws"
        if (needs_origin or origin is not None) and origin != f"http://{request.host}":
            raise web.HTTPForbidden(text="This request did not come from the room's own page.")
        response = await handler(request)
        if not response.prepared:
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    return guard


class _Connection:
    """One websocket: reads frames, does what they ask, and sends what the hub queues."""

    def __init__(self, room: Room, desk: Desk) -> None:
        self._room = room
        self._desk = desk
        self._window = Window(room.settings.people[0])

    async def serve(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=20.0, max_msg_size=LARGEST_FRAME)
        await socket.prepare(request)
        sending = asyncio.create_task(self._send_frames(socket))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._take(message.data)
        finally:
            self._room.hub.windows.discard(self._window)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        return socket

    async def _send_frames(self, socket: web.WebSocketResponse) -> None:
        while (frame := await self._window.frames.get()) is not None:
            await socket.send_json(frame)
        await socket.close()

    async def _take(self, text: str) -> None:
        try:
            frame = frames.read(text)
        except (DecodeError, RecursionError):  # the latter for brackets in brackets without end
            self._refuse(None, "refused-unreadable")
            return
        try:
            await self._do(frame)
        except Gone:
            self._refuse(getattr(frame, "ref", None), "refused-gone")
        except Refused:
            self._refuse(getattr(frame, "ref", None), "refused-limit")

    async def _do(self, frame: frames.Frame) -> None:
        match frame:
            case frames.Hello():
                self._hello(frame)
            case frames.Complete() | frames.History() | frames.Actions() if self._sees(frame.channel):
                self._window.tell({**await self._looked_up(frame), "ref": frame.ref})
            case frames.Say() if self._sees(frame.channel):
                # A window whose line broke says it again under the same reference: it was said once.
                if not self._room.knows(frame.ref):
                    self._room.say(self._window.person, frame.channel, frame.text, self._window.locale, frame.ref)
                self._done(frame.ref)
            case frames.React() if self._sees_message(frame.message):
                change = self._room.put_reaction if frame.on else self._room.take_back
                change(self._window.person.id, frame.message, frame.emoji)
                self._done(frame.ref)
            case frames.Submit():
                self._room.submit(self._window.person, frame.draft, frame.button, frame.values, self._window.locale)
                self._done(frame.ref)
            case frames.Follow() if self._sees_message(frame.message):
                self._room.follow(self._window.person, frame.message, frame.index, self._window.locale)
                self._done(frame.ref)
            case frames.Act() if self._sees_message(frame.message):
                await self._act(frame)
            case _:
                self._refuse(frame.ref, "refused-gone")

    def _hello(self, frame: frames.Hello) -> None:
        self._window.person = self._room.people.get(frame.me or "", self._room.settings.people[0])
        self._window.locale = frame.locale
        self._room.hub.windows.add(self._window)
        self._window.tell(self._room.hub.welcome(self._window))

    async def _looked_up(self, frame: frames.Complete | frames.History | frames.Actions) -> Json:
        match frame:
            case frames.Complete():
                items = await self._desk.complete(self._author(), frame.channel, frame.text)
                return {"type": "completions", "items": wire.completions(items)}
            case frames.History():
                channel, hub = frame.channel, self._room.hub
                page = hub.history(self._window, channel, before=frame.before, after=frame.after)
                return {"type": "history", "channel": channel, **page}
            case frames.Actions():
                offered = await self._desk.actions(self._author(), frame.channel)
                return {"type": "actions", "items": wire.actions(offered)}

    async def _act(self, frame: frames.Act) -> None:
        """Do with a message what this person is offered to do with it, and nothing else."""
        channel = self._room.timeline.state.messages[frame.message].channel
        offered = {action.command: action for action in await self._desk.actions(self._author(), channel)}
        if frame.command not in offered:
            raise Gone(f"{frame.command} is not offered")
        self._room.act(self._window.person, frame.message, offered[frame.command], self._window.locale)
        self._done(frame.ref)

    def _author(self) -> Author:
        person = self._window.person
        return Author(account_key(person.id), person.name, self._window.locale, person.moderator)

    def _sees(self, channel: str) -> bool:
        return self._room.hub.may_see(self._window.person, channel)

    def _sees_message(self, message_id: str) -> bool:
        message = self._room.timeline.state.messages.get(message_id)
        return message is not None and self._room.hub.may_see_message(self._window.person, message)

    def _done(self, ref: str) -> None:
        self._window.tell({"type": "done", "ref": ref})

    def _refuse(self, ref: str | None, text_id: str) -> None:
        text = _texts(self._window.locale)[text_id]
        self._window.tell({"type": "refused", "ref": ref, "text": text})


@lru_cache
def _texts(locale: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((PAGE / f"{locale}.json").read_text(encoding="utf-8"))
    return texts
