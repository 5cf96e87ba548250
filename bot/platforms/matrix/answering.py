"""Showing answers: in the thread of the command where others may see them, else to the person alone."""

import asyncio

import structlog
from msgspec import Struct

from bot.api.answers import Answer, Reply
from bot.api.errors import Refused
from bot.api.events import Typed, Unreadable
from bot.platforms.matrix import refs
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.markup import message_content
from bot.platforms.matrix.own import SHORTCUTS
from bot.platforms.matrix.posting import Poster
from bot.platforms.matrix.sync import patiently
from bot.platforms.reply_queues import ReplyQueues

TOGETHER = 16
"""How many people are answered at the same time; each gets their answers in order."""

ELSEWHERE = "📬"
"""What the bot marks a command in a room with, whose answer is in the person's own conversation."""

_log = structlog.get_logger(__name__)


class _Place(Struct, frozen=True):
    room_id: str
    thread: str | None
    alone: bool


class Answers:
    """Answers on their way. They wait here while the homeserver is away; reading goes on meanwhile."""

    def __init__(self, client: Client, directs: Directs, poster: Poster) -> None:
        self._client = client
        self._directs = directs
        self._poster = poster
        self._queues = ReplyQueues(lambda reply: patiently(lambda: self._in_turn(reply)))
        self._slots = asyncio.Semaphore(TOGETHER)

    @property
    def waiting(self) -> int:
        """How many answers are not shown yet."""
        return self._queues.waiting

    def put(self, reply: Reply) -> None:
        """Let an answer be shown after earlier ones to the same person."""
        self._queues.put(reply.asked.author.key, reply)

    async def run(self) -> None:
        """Show answers until cancelled; what is not shown then still waits."""
        await self._queues.run()

    async def finish(self) -> None:
        """Show what waits."""
        await self._queues.finish()

    async def _in_turn(self, reply: Reply) -> None:
        async with self._slots:
            await self._show(reply)

    async def _show(self, reply: Reply) -> None:
        """Show one answer, all of it; what was shown of it before is not shown twice."""
        asked, view = reply.asked, reply.shown.view
        if not isinstance(view, Answer) or not isinstance(asked, Typed | Unreadable):
            return
        try:
            place = await self._place(reply, asked, public=view.public)
        except Refused as error:
            _log.warning("answer_refused", asked=asked.event_id, error=str(error))
            await self._say_where(reply, asked, asked.author.key)
            return
        parts = (view.content, *view.more)
        for number, part in enumerate(parts, 1):
            key = f"answer:{asked.event_id}:{number}"
            content = message_content(part, notice=not place.alone, key=key, asked=asked.event_id)
            if number == len(parts) and view.shortcuts:
                content[SHORTCUTS] = {shortcut.emoji: shortcut.text for shortcut in view.shortcuts}
            event_id = await self._poster.post(place.room_id, place.thread, content, part, key)
        for shortcut in view.shortcuts:
            await self._react(place.room_id, event_id, shortcut.emoji)
        if place.alone and not asked.direct and isinstance(asked, Typed):
            await self._react(asked.channel_ref, asked.corrects or asked.event_id, ELSEWHERE)
            if await self._directs.awaits(place.room_id, refs.user_of(asked.author.key)):
                await self._say_where(reply, asked, place.room_id)

    async def _say_where(self, reply: Reply, asked: Typed | Unreadable, once: str) -> None:
        """Say beside a command, once, where its answer is, to who must do something to read it."""
        said = reply.shown.elsewhere
        if said is not None:
            _, thread = refs.parts(asked.thread_ref)
            key = f"elsewhere:{once}"
            content = message_content(said, notice=True, key=key, asked=asked.event_id)
            await self._poster.post(asked.channel_ref, thread, content, said, key)

    async def _place(self, reply: Reply, asked: Typed | Unreadable, *, public: bool) -> _Place:
        _, thread = refs.parts(asked.thread_ref)
        if asked.direct:
            return _Place(asked.channel_ref, None, alone=True)
        if public or reply.shown.in_company:
            return _Place(asked.channel_ref, thread, alone=False)
        room_id = await self._directs.room_with(refs.user_of(asked.author.key), asked=True)
        return _Place(room_id, None, alone=True)

    async def _react(self, room_id: str, event_id: str, emoji: str) -> None:
        await self._client.react(room_id, event_id, emoji, f"react:{event_id}:{emoji}")
