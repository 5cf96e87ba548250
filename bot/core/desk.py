"""What a platform may ask while somebody is typing: it is read from what is kept, and changes nothing."""

from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property
from typing import TypeVar

from msgspec.structs import replace

from bot.api.answers import Completion, MessageAction
from bot.api.cog import Context, Texts
from bot.api.events import Author
from bot.api.kinds import Option
from bot.api.shapes import CommandShape
from bot.core.catalogue import Catalogue
from bot.core.clock import Clock
from bot.core.completion import Completer
from bot.core.i18n import LOCALES, texts_of
from bot.core.offering import offered
from bot.core.registry import Registry
from bot.core.roles import recognised
from bot.core.scopes import everybody
from bot.core.shapes import shapes
from bot.domain.tx import Tx
from storage import communities
from storage.database import Database

T = TypeVar("T")

MOST = 25
"""Suggestions at a time (Discord's limit)."""


class FrontDesk:
    """Answers a platform (see `bot.api.platform.Desk`)."""

    def __init__(self, database: Database, registry: Registry, clock: Clock) -> None:
        self._database = database
        self._registry = registry
        self._clock = clock
        self._catalogue = Catalogue(registry)
        self._completer = Completer(registry)
        self._language = LOCALES[0]

    async def complete(self, author: Author, channel_ref: str, text: str) -> Sequence[Completion]:
        """Return ways to finish a command that is being typed."""
        return await self._asked(author, channel_ref, lambda ctx: self._completer.complete(ctx, text))

    async def actions(self, author: Author, channel_ref: str) -> Sequence[MessageAction]:
        """Return what somebody may do with a message."""

        async def actions(ctx: Context) -> Sequence[MessageAction]:
            return self._catalogue.actions(ctx.author, ctx.t.locale)

        return await self._asked(author, channel_ref, actions)

    @cached_property
    def _shapes(self) -> Sequence[CommandShape]:
        return shapes(self._registry)

    def commands(self) -> Sequence[CommandShape]:
        """Return every command there is."""
        return self._shapes

    async def suggest(self, author: Author, channel_ref: str, command: str, name: str, typed: str) -> Sequence[Option]:
        """Return what may be meant by what is typed so far for an input; nothing where somebody may not give it."""
        return await self._asked(author, channel_ref, lambda ctx: self._suggest(ctx, command, name, typed))

    def texts(self, locale: str | None) -> Texts:
        """Return the bot's own texts in a language, or in that of the community."""
        return texts_of(None)(locale or self._language)

    async def know_language(self, language: str) -> None:
        """Hear which language the community reads."""
        self._language = language

    async def _suggest(self, ctx: Context, command_id: str, name: str, typed: str) -> Sequence[Option]:
        command = self._registry.commands.get(command_id)
        if command is None or not command.allows(ctx.author):
            return ()
        item = next((item for item in command.inputs if item.name == name), None)
        if item is None:
            return ()
        own = replace(ctx, texts=self._registry.texts(command.cog))
        return (await offered(own, command, item, typed))[:MOST]

    async def _asked(
        self, author: Author, channel_ref: str, answer: Callable[[Context], Awaitable[Sequence[T]]]
    ) -> Sequence[T]:
        """Return an answer to somebody who is typing in a channel; nothing where there is no community."""
        platform, now = author.key.partition(":")[0], self._clock.now()

        async def read(tx: Tx) -> Sequence[T]:
            community = await communities.of_channel(tx, platform, channel_ref) or await communities.first(tx)
            if community is None:
                return ()
            known = await recognised(tx, community, author)
            cogs = everybody(self._registry, tx, community, now)
            return await answer(
                Context(tx, community, now, texts_of(None), cogs, author=known, channel_ref=channel_ref)
            )

        return await self._database.read(read)
