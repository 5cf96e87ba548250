"""Showing answers: to who gave a command or pressed a button as Discord's own response, else in their conversation."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence

import discord
import structlog
from msgspec.structs import replace

from bot.api.answers import Answer, FormView, Reply, Shown
from bot.api.cog import Texts
from bot.api.content import content, paragraph
from bot.api.errors import Gone, Refused, RetryLater
from bot.api.events import Asked, Invoked, Submitted
from bot.api.platform import Desk
from bot.platforms.discord import refs
from bot.platforms.discord.commands.mentions import Mentions
from bot.platforms.discord.errors import platform_errors
from bot.platforms.discord.interactions import forms
from bot.platforms.discord.interactions.buttons import FollowUps
from bot.platforms.discord.interactions.messages import Message, messages
from bot.platforms.discord.interactions.mistakes import Mistakes
from bot.platforms.discord.interactions.responding import Response
from bot.platforms.discord.interactions.waiting import Waiting
from bot.platforms.discord.patience import patiently
from bot.platforms.discord.writing.markup import nonce_of
from bot.platforms.reply_queues import ReplyQueues

TOGETHER = 64
"""How many answers are on their way at the same time: Discord counts them towards no limit of the bot."""

_log = structlog.get_logger(__name__)


class Answers:
    """Answers on their way."""

    def __init__(
        self, waiting: Waiting, follow_ups: FollowUps, mentions: Mentions, client: Callable[[], discord.Client]
    ) -> None:
        """`client` returns the client that is connected; it raises PlatformError where there is none."""
        self._asked = waiting
        self._follow_ups = follow_ups
        self._mentions = mentions
        self._client = client
        self._queues = ReplyQueues(self._show)
        self._slots = asyncio.Semaphore(TOGETHER)
        self._desk: Desk | None = None
        self._mistakes = Mistakes()

    @property
    def waiting(self) -> int:
        """How many answers are not shown yet."""
        return self._queues.waiting

    def put(self, reply: Reply) -> None:
        """Let an answer be shown; to what was typed, after earlier ones in the same conversation."""
        asked = reply.asked
        self._queues.put(asked.event_id if isinstance(asked, Invoked | Submitted) else asked.channel_ref, reply)

    async def run(self, desk: Desk) -> None:
        """Show answers until cancelled; what is not shown then still waits."""
        self._desk = desk
        await self._queues.run()

    async def finish(self) -> None:
        """Show what waits."""
        await self._queues.finish()

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
            # What is decided about goes only with the draft: else nobody could mend it, or decide again.
            stays = isinstance(asked, Submitted) and isinstance(view, Answer) and shown.closes is None
            await self._patiently(lambda: response.answer(first, window, beside=stays))
        except Gone:
            raise  # who asked is not there any more
        except Exception:
            await self._apologise(response, t)
            raise
        for part in more:
            await self._patiently(lambda: response.add(part))  # noqa: B023 - awaited here

    async def _parts(self, asked: Asked, shown: Shown) -> list[Message]:
        command = asked.command if isinstance(asked, Invoked) else None
        own, public = self._texts(asked.author.locale), self._texts(None)
        parts = await messages(shown, self._follow_ups, own, public, command)
        return [part.pressable(self._mentions) for part in parts]

    async def _apologise(self, response: Response, t: Texts) -> None:
        """Tell somebody that there is no answer: else Discord lets them wait for it."""
        reference = secrets.token_hex(3)
        _log.error("answer_refused", interaction=response.interaction.id, reference=reference)
        sorry = Message(content(paragraph(t("error-broken", reference=reference))))
        await self._patiently(lambda: response.answer(sorry, beside=True))

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
            nonce = nonce_of(f"{event_id}:{number}")
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
