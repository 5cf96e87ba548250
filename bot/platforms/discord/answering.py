"""Showing answers: to who gave a command or pressed a button as Discord's own response, else in their conversation."""

import asyncio
import hashlib
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import discord
import structlog

from bot.api.answers import FormView, Reply, Shown
from bot.api.cog import Texts
from bot.api.content import content, paragraph
from bot.api.errors import Gone, PlatformError, Refused, RetryLater
from bot.api.events import Asked, Invoked, Submitted
from bot.api.platform import Desk
from bot.platforms.discord import forms, refs
from bot.platforms.discord.buttons import WaysOn
from bot.platforms.discord.errors import platform_errors
from bot.platforms.discord.messages import Message, messages
from bot.platforms.discord.mistakes import Mistakes
from bot.platforms.discord.patience import patiently
from bot.platforms.discord.responding import Response
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
        if not isinstance(asked, Invoked | Submitted):
            await self._say(asked.channel_ref, asked.event_id, await self._parts(asked, shown))
            return
        response = self._asked.take(asked.event_id)
        if response is None:
            raise Refused("Discord takes no answer to it any more")
        t, view = self._texts(asked.author.locale), shown.view
        try:
            first, *more = await self._parts(asked, shown)
            window = forms.window(view, t, told=response.in_place) if isinstance(view, FormView) else None
            await self._patiently(lambda: response.answer(first, window))
        except Gone:
            raise  # who asked is not there any more
        except Exception:
            await self._apologise(response, t)
            raise
        for part in more:
            await self._patiently(lambda: response.add(part))  # noqa: B023 - awaited here

    async def _parts(self, asked: Asked, shown: Shown) -> list[Message]:
        command = asked.command if isinstance(asked, Invoked) else None
        return await messages(shown, self._ways_on, self._texts(asked.author.locale), self._texts(None), command)

    async def _apologise(self, response: Response, t: Texts) -> None:
        """Tell somebody that there is no answer: else Discord lets them wait for it."""
        reference = secrets.token_hex(3)
        _log.error("answer_refused", interaction=response.interaction.id, reference=reference)
        sorry = Message(content(paragraph(t("error-broken", reference=reference))))
        await self._patiently(lambda: response.answer(sorry))

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
