"""What a cog is: commands, and hooks that the bot calls. One package a feature."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from enum import Enum
from typing import ClassVar

from msgspec import Struct

from bot.api.answers import CommandInfo, Result
from bot.api.cards import Card, Choice
from bot.api.content import Block, Fact
from bot.api.events import Author
from bot.api.kinds import Option
from bot.api.texts import Texts as Texts  # noqa: PLC0414 - cogs look for it here
from bot.domain.community import Community
from bot.domain.subject import Due, Period, Subject
from bot.domain.tx import Tx


class Right(Enum):
    """Who may give a command. Checked in one place, before the handler runs."""

    EVERYONE = "everyone"
    MODERATOR = "moderator"


class Scope(Struct, frozen=True):
    """What every hook is handed: an open transaction, the community, the moment, the texts.

    `cogs` are all cogs, each with the scope its hooks run in: where cogs meet. Those scopes lead no further.
    """

    tx: Tx
    community: Community
    now: datetime
    texts: Callable[[str], Texts]
    cogs: tuple[tuple["Cog", "Scope"], ...] = ()

    @property
    def public(self) -> Texts:
        """The texts in the community's language, for what many people read."""
        return self.texts(self.community.language)

    @property
    def t(self) -> Texts:
        """The texts in the language of who reads it."""
        return self.public


class Context(Scope, frozen=True, kw_only=True):
    """What a command is handed, besides its input.

    A handler that makes or withdraws statements adds their subjects to `touched`; they are settled when it returns.
    One that changes a subject itself (a session is moved) adds it to `changed`; then every cog hears of it.
    `direct` says that it was asked of the bot alone, not in a channel. `confirmed` is true when a preview was
    said yes to. `commands` are those the reader may use.
    """

    author: Author
    channel_ref: str
    direct: bool = False
    confirmed: bool = False
    commands: tuple[CommandInfo, ...] = ()
    touched: set[Subject] = set()
    changed: set[Subject] = set()

    @property
    def t(self) -> Texts:
        """The texts in the reader's language."""
        return self.texts(self.author.locale or self.community.language)


class Form:
    """Base of a form: a frozen dataclass whose fields are annotated inputs (see `bot.api.parameters`)."""


Handler = Callable[..., Awaitable[Result]]


class Command(Struct):
    """A handler with what the decorator said about it."""

    path: str
    right: Right
    handler: Handler
    on_message: str | None = None
    prefill: Callable[..., Awaitable[Form]] | None = None
    adds: bool = False

    def filled_by(self, hook: Callable[..., Awaitable[Form]]) -> Callable[..., Awaitable[Form]]:
        """Decorate the method that returns the form as it should be opened."""
        self.prefill = hook
        return hook


def command(
    path: str, *, right: Right = Right.EVERYONE, on_message: str | None = None, adds: bool = False
) -> Callable[[Handler], Command]:
    """Make a method the handler of a command; `path` is its Dutch name ("sessie nieuw").

    With `on_message` it can also be done with a message: that names the input which takes the message's text. Its
    label is the text `command-<id>.action`. `adds` says that it adds something each time it is given, at once: then
    a message that corrects an earlier one does not do it again.
    """
    return lambda handler: Command(path, right, handler, on_message, adds=adds)


class Section(Struct, frozen=True):
    """A cog's part of a digest; lower `order` comes first."""

    order: int
    title: str
    blocks: tuple[Block, ...]


class Cog:
    """A feature. Subclass it, name it, give it commands; fill in the hooks it needs.

    Beside its code are its texts (`nl.ftl`, `en.ftl`) and, where it keeps something, its `migrations/`.
    """

    name: ClassVar[str]
    """Unique among cogs, small letters and digits; its tables are called `<name>_…`."""

    subjects: ClassVar[tuple[str, ...]] = ()
    """The kinds of subject whose statements and cards this cog takes care of."""

    one_choice: ClassVar[bool] = False
    """Whether a later choice about a subject replaces an earlier one: superseded reactions are tidied away."""

    reposts: ClassVar[bool] = False
    """Whether an open card that was deleted on a platform is posted there anew."""

    dues: ClassVar[tuple[str, ...]] = ()
    """The kinds of planned moment this cog takes care of."""

    async def choices(self, scope: Scope, subject: Subject) -> Sequence[Choice]:
        """Return the reactions that mean something on a subject's card."""
        return ()

    async def settle(self, scope: Scope, subject: Subject) -> None:
        """Statements about a subject changed: derive what follows."""

    async def card(self, scope: Scope, subject: Subject) -> Card:
        """Return a subject's card as it should look now."""
        raise NotImplementedError

    async def late(self, scope: Scope, subject: Subject, author: Author, emoji: str) -> None:
        """Answer somebody who reacted to a card that takes no reactions any more; `emoji` is normalised."""

    async def changed(self, scope: Scope, subject: Subject) -> None:
        """Let what depends on a subject of this or another cog follow its change (see `Context.changed`)."""

    async def due(self, scope: Scope, due: Due) -> None:
        """Do what was planned for this moment."""

    async def options(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return what a `Ref` or `Pick` of this source most likely means, likeliest first."""
        return ()

    async def search(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return all that a `Ref` or `Pick` of this source can mean, for who types a word of it.

        Fill it in where `options` names only the most likely.
        """
        return await self.options(scope, source)

    async def settings(self, scope: Scope) -> Sequence[Fact]:
        """Return how this cog is set in the community, for who wants to see all settings."""
        return ()

    async def digest(self, scope: Scope, period: Period) -> Sequence[Section]:
        """Return this cog's part of a digest about a period."""
        return ()
