"""The gateway: sessions that are told what happens, over websockets that come and go."""

import asyncio
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from aiohttp import WSMessage, WSMsgType, web

from tests.discord.double import guild_payloads, payloads
from tests.discord.double.state import Json, State

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11
"""What a frame is about."""

HEARTBEAT_MS = 41_250

Told = tuple[str, Json]
"""What a session is told: the name of an event, and what it says."""


class Disorder(Protocol):
    """What may become of what a session is told."""

    def told(self, one: Told) -> Sequence[Told]:
        """Return what is told now, when something is to be told: that, nothing, it twice, something else before."""

    def kept(self) -> Sequence[Told]:
        """Return what is still to be told."""


class Line:
    """One websocket, as long as it lasts."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._socket = socket
        self._request = request
        self._frames: asyncio.Queue[str | int] = asyncio.Queue()
        self.closed_here = False
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None

    def put(self, op: int, data: Any, name: str | None = None, seq: int | None = None) -> None:
        self.put_raw(json.dumps({"op": op, "d": data, "s": seq, "t": name}))

    def put_raw(self, text: str) -> None:
        """Send a frame as it is, also one that nobody can read."""
        self._frames.put_nowait(text)

    def close(self, code: int) -> None:
        """Close it after what was put before."""
        self.closed_here = True
        self._frames.put_nowait(code)

    def cut(self) -> None:
        """Let it break, without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def write(self) -> None:
        """Send what is put, until it is closed."""
        while True:
            frame = await self._frames.get()
            if isinstance(frame, int):
                await self._socket.close(code=frame)
                return
            if self._zlib is None:
                await self._socket.send_str(frame)
            else:
                squeezed = self._zlib.compress(frame.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                await self._socket.send_bytes(squeezed)


@dataclass
class Session:
    """What the bot was told since it identified, and how far it says it heard that."""

    id: str
    intents: int
    check: Callable[[str, Json], None]
    told: list[Told] = field(default_factory=list)
    line: Line | None = None
    heard: int = 0
    disorder: Disorder | None = None

    def mix(self, disorder: Disorder | None) -> None:
        """Let what is told go through this from now on; tell what was kept back before."""
        before, self.disorder = self.disorder, disorder
        for one in before.kept() if before is not None else ():
            self._put(one)

    def tell(self, name: str, data: Json, intent: int | None = None) -> None:
        """Tell something, if it asked for what has this intent; without a line, it is told on its return.

        Where there is a `disorder`, that says what is told now instead.
        """
        if intent is not None and not intent & self.intents:
            return
        self.check(name, data)
        for one in ((name, data),) if self.disorder is None else self.disorder.told((name, data)):
            self._put(one)

    def _put(self, told: Told) -> None:
        self.told.append(told)
        if self.line is not None:
            name, data = told
            self.line.put(DISPATCH, data, name, len(self.told))

    def replay(self, line: Line, after: int) -> None:
        """Go on over another line."""
        self.line = line
        for seq, (name, data) in enumerate(self.told[after:], after + 1):
            line.put(DISPATCH, data, name, seq)
        self._put(("RESUMED", {}))


class Gateway:
    """Where the bot hears what happens. `identified` keeps what it said of itself each time, `resumed` how often."""

    def __init__(self, state: State, check: Callable[[str, Json], None], token: str) -> None:
        self.state = state
        self.token = token
        self.url = ""
        self.sessions: list[Session] = []
        self.identified: list[Json] = []
        self.resumed = 0
        self.allowed_intents = ~0
        self.refusals: list[int] = []
        self._disorder: Callable[[], Disorder] | None = None
        self._check = check
        self._lines: set[Line] = set()
        self._came = asyncio.Condition()

    def tell(self, name: str, data: Json, intent: int | None = None) -> None:
        """Tell every session that asked for it."""
        for session in self.sessions:
            session.tell(name, data, intent)

    @property
    def connected(self) -> bool:
        return any(session.line for session in self.sessions)

    # What a test can let happen

    def mix(self, disorder: Callable[[], Disorder] | None) -> None:
        """Let what is told go through this from now on, one for each session; None puts all in order again."""
        self._disorder = disorder
        for session in self.sessions:
            session.mix(None if disorder is None else disorder())

    def raw(self, text: str) -> None:
        """Send a frame as it is to everybody who listens."""
        for session in self.sessions:
            if session.line is not None:
                session.line.put_raw(text)

    def drop(self, code: int | None = None) -> None:
        """Close every line with a code, or let them break; sessions can be resumed."""
        for line in self._lines:
            line.cut() if code is None else line.close(code)

    def ask_to_reconnect(self) -> None:
        """Ask to come back over another line, as Discord does when it moves a session."""
        for line in self._lines:
            line.put(RECONNECT, None)

    def forget(self) -> None:
        """Forget every session: nobody can resume."""
        for session in self.sessions:
            session.line = None
        self.sessions.clear()

    def invalidate(self) -> None:
        """Say that the session is over, over the line that it has."""
        lines = [session.line for session in self.sessions if session.line]
        self.forget()
        for line in lines:
            line.put(INVALID_SESSION, False)

    def refuse(self, *codes: int) -> None:
        """Close the next lines with these codes when the bot identifies."""
        self.refusals.extend(codes)

    async def joined(self) -> None:
        """Return when the bot listens."""
        async with self._came:
            await self._came.wait_for(lambda: self.connected)

    async def heard(self) -> None:
        """Return when everybody who listens says to have heard all that was told, also what is told meanwhile."""
        async with self._came:
            while behind := [one for one in self.sessions if one.line is not None and one.heard < len(one.told)]:
                for session in behind:
                    session.line.put(HEARTBEAT, None)
                await self._came.wait()

    # Serving

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        line = Line(socket, request)
        self._lines.add(line)
        line.put(HELLO, {"heartbeat_interval": HEARTBEAT_MS})
        writing = asyncio.create_task(line.write())
        try:
            async for message in socket:
                await self._take(line, message)
        finally:
            writing.cancel()
            await asyncio.wait([writing])
            self._lines.discard(line)
            await self._gone(line, socket.close_code)
        return socket

    async def _take(self, line: Line, message: WSMessage) -> None:
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return
        frame = json.loads(message.data)
        match frame["op"]:
            case 1:
                self._beat(line, frame["d"])
            case 2:
                self._identify(line, frame["d"])
            case 6:
                self._resume(line, frame["d"])
        async with self._came:
            self._came.notify_all()

    def _beat(self, line: Line, seq: int | None) -> None:
        line.put(HEARTBEAT_ACK, None)
        for session in self.sessions:
            if session.line is line:
                session.heard = seq or 0

    def _identify(self, line: Line, said: Json) -> None:
        self.identified.append(said)
        if self.refusals:
            line.close(self.refusals.pop(0))
        elif said["token"] != self.token:
            line.close(4004)
        elif said["intents"] & ~self.allowed_intents:
            line.close(4014)
        else:
            self._begin(line, said["intents"])

    def _begin(self, line: Line, intents: int) -> None:
        session = Session(self.state.clock.new_id(), intents, self._check, line=line)
        guilds = [one for one in self.state.guilds.values() if self.state.bot.id in one.members]
        session.tell("READY", self._ready(session, [one.id for one in guilds]))
        for guild in guilds:
            session.tell("GUILD_CREATE", guild_payloads.guild_create(self.state, guild))
        session.mix(None if self._disorder is None else self._disorder())
        self.sessions.append(session)

    def _ready(self, session: Session, guild_ids: list[str]) -> Json:
        return {
            "v": 10,
            "user": payloads.own_user(self.state.bot),
            "guilds": [{"id": one, "unavailable": True} for one in guild_ids],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "application": {"id": self.state.bot.id, "flags": 0},
            "private_channels": [],
            "shard": [0, 1],
        }

    def _resume(self, line: Line, said: Json) -> None:
        session = next((one for one in self.sessions if one.id == said["session_id"]), None)
        if session is None or said["token"] != self.token:
            line.put(INVALID_SESSION, False)
        else:
            self.resumed += 1
            session.replay(line, said["seq"])

    async def _gone(self, line: Line, code: int | None) -> None:
        """Let go of a line. A client that closes it with 1000 or 1001 ends the session too."""
        async with self._came:
            for session in [one for one in self.sessions if one.line is line]:
                session.line = None
                if code in (1000, 1001) and not line.closed_here:
                    self.sessions.remove(session)
            self._came.notify_all()
