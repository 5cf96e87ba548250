"""Showing answers: to who gave a command or pressed a button as Discord's own response, else in their conversation."""

import asyncio
import hashlib
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import discord
import structlog

from bot.api.answers import FormView, Reply, Shown
from bot.api.cog import Texts
from bot.api.errors import PlatformError, Refused, RetryLater
from bot.api.events import Invoked, Submitted
from bot.api.platform import Desk
from bot.platforms.discord import forms, refs
from bot.platforms.discord.buttons import WaysOn
from bot.platforms.discord.errors import platform_errors
from bot.platforms.discord.messages import Message, messages
from bot.platforms.discord.mistakes import Mistakes
from bot.platforms.discord.patience import patiently
from bot.platforms.discord.waiting import Waiting

TOGETHER = 64
"""How many answers are on their way at the same time: Discord counts them towards no limit of the bot."""

PATIENCE_S = 600.0
"""For how long an answer is tried again: after that nobody waits for it."""

NONCE_LIMIT = 25

_log = structlog.get_logger(__name__)


class Answers:
    """Answers on their way."""

    def __init__(self, waiting: Waiting, ways_on: WaysOn, client: Callable[[], discord.Client]) -> None:
        """`client` returns the client that is connected; it raises PlatformError where there is none."""
        self._asked = waiting
        self._ways_on = ways_on
        self._client = client
        self._queues: dict[str, deque[Reply]] = {}
        self._slots = asyncio.Semaphore(TOGETHER)
        self._group: asyncio.TaskGroup | None = None
        self._desk: Desk | None = None
        self._mistakes = Mistakes()

    @property
    def waiting(self) -> int:
        """How many answers are not shown yet."""
        return sum(len(queue) for queue in self._queues.values())

    def put(self, reply: Reply) -> None:
        """Let an answer be shown; to what was typed, after earlier ones in the same conversation."""
        asked = reply.asked
        place = asked.event_id if isinstance(asked, Invoked | Submitted) else asked.channel_ref
        queue = self._queues.setdefault(place, deque())
        queue.append(reply)
        if len(queue) == 1 and self._group is not None:
            self._group.create_task(self._empty(place))

    async def run(self, desk: Desk) -> None:
        """Show answers until cancelled; what is not shown then still waits."""
        self._desk = desk
        try:
            async with asyncio.TaskGroup() as self._group:
                for place in self._queues:
                    self._group.create_task(self._empty(place))
                await asyncio.Event().wait()
        finally:
            self._group = None

    async def finish(self) -> None:
        """Show what waits."""
        for place in list(self._queues):
            await self._empty(place)

    async def _empty(self, place: str) -> None:
        queue = self._queues[place]
        while queue:
            await self._try(queue[0])
            queue.popleft()
        del self._queues[place]

    async def _try(self, reply: Reply) -> None:
        """Show one answer, all of it, however often that fails; after a while nobody waits for it."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._show(reply)
        except (PlatformError, TimeoutError) as error:
            _log.warning("answer_not_shown", asked=reply.asked.event_id, error=str(error))
        except Exception as error:  # noqa: BLE001 - one broken answer must not keep others from being shown
            _log.error("answer_broken", asked=reply.asked.event_id, exc_info=error)

    async def _show(self, reply: Reply) -> None:
        asked, shown = reply.asked, self._with_mistakes(reply)
        t, public = self._texts(asked.author.locale), self._texts(None)
        command = asked.command if isinstance(asked, Invoked) else None
        parts = await messages(shown, self._ways_on, t, public, command)
        if not isinstance(asked, Invoked | Submitted):
            await self._say(asked.channel_ref, asked.event_id, parts)
            return
        response = self._asked.take(asked.event_id)
        if response is None:
            raise Refused("Discord takes no answer to it any more")
        first, *more = parts
        view = shown.view
        window = forms.window(view, t, told=response.in_place) if isinstance(view, FormView) else None
        await self._patiently(lambda: response.answer(first, window))
        for part in more:
            await self._patiently(lambda: response.add(part))  # noqa: B023 - awaited here

    def _with_mistakes(self, reply: Reply) -> Shown:
        """Return what is shown; where a form opens again, with what was wrong with it."""
        asked, view = reply.asked, reply.shown.view
        if not isinstance(view, FormView):
            return reply.shown
        if isinstance(asked, Submitted) and asked.button == "open":
            return replace(reply.shown, view=self._mistakes.told_again(view))
        self._mistakes.note(view)
        return reply.shown

    async def _say(self, channel_ref: str, event_id: str, parts: Sequence[Message]) -> None:
        """Answer somebody where they said something to the bot alone."""
        for number, part in enumerate(parts, 1):
            nonce = hashlib.sha256(f"{event_id}:{number}".encode()).hexdigest()[:NONCE_LIMIT]
            await self._patiently(lambda: self._post(channel_ref, part, nonce))  # noqa: B023 - awaited here

    async def _post(self, channel_ref: str, message: Message, nonce: str) -> None:
        channel = self._client().get_partial_messageable(refs.channel_of(channel_ref))
        with platform_errors():
            await channel.send(view=message.view(), files=message.files(), nonce=nonce)

    async def _patiently(self, show: Callable[[], Awaitable[None]]) -> None:
        async def in_turn() -> None:
            async with self._slots:
                await show()

        await patiently(in_turn)

    def _texts(self, locale: str | None) -> Texts:
        if self._desk is None:
            raise RetryLater(1.0)
        return self._desk.texts(locale)
