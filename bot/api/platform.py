"""What the bot asks of a chat platform, and what a platform may ask of the bot."""

from collections.abc import AsyncGenerator, AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from bot.api.answers import Completion, FollowUp, MessageAction, Reply
from bot.api.cards import Choice
from bot.api.content import Content
from bot.api.events import Author, Batch, StandingReaction
from bot.api.happenings import Happening
from bot.api.kinds import Option
from bot.api.shapes import CommandShape
from bot.api.texts import Texts


class Traits(Struct, frozen=True):
    """What a platform can and cannot do.

    `key_window`: how long sending again under the
    same key gives the same message. `can_look`: whether `find` can prove that a message never arrived.
    `tidies`: whether the bot can take a superseded reaction away, at least in some channels. `forms`: whether it
    shows forms and buttons; where not, the bot asks one question at a time, and what people typed stays in their sight.
    `calendar`: whether it has a calendar of its own, which `keep_happening` keeps in step.
    """

    key_window: timedelta
    can_look: bool
    tidies: bool
    forms: bool = True
    calendar: bool = False


class Health(Struct, frozen=True):
    """How a platform is doing at this moment.

    `connected`: whether the bot hears what happens there. `silent_s`: seconds since the platform last answered;
    `answer_s`: seconds that its last answer took; each None where that is not known. `waiting`: how many things that
    people did are not taken in yet, and how many answers are not shown.
    """

    connected: bool
    silent_s: float | None = None
    answer_s: float | None = None
    waiting: int = 0


class Outgoing(Struct, frozen=True):
    """A message on its way out; `choices` are the reactions it invites, or if `closed`, invited once.

    `follow_ups` are offered under a message to one person, as under an answer, where the platform has `traits.forms`.
    `title` and `tags` are for a channel whose messages each have a title of their own and are sorted by tag.
    """

    content: Content
    choices: tuple[Choice, ...] = ()
    closed: bool = False
    title: str = ""
    tags: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()


class Desk(Protocol):
    """What a platform may ask while somebody is typing. It changes nothing."""

    async def complete(self, author: Author, channel_ref: str, text: str) -> Sequence[Completion]:
        """Return ways to finish a command that is being typed."""

    async def actions(self, author: Author, channel_ref: str) -> Sequence[MessageAction]:
        """Return what this person may do with a message in a channel."""

    def commands(self) -> Sequence[CommandShape]:
        """Return every command there is."""

    async def suggest(self, author: Author, channel_ref: str, command: str, name: str, typed: str) -> Sequence[Option]:
        """Return what may be meant by what is typed so far for an input, likeliest first."""

    def texts(self, locale: str | None) -> Texts:
        """Return the bot's own texts in a language, or in that of the community."""


class PlatformStore(Protocol):
    """What a platform keeps between two runs of the bot, each under a key of its own. Durable when it returns."""

    async def get(self, key: str) -> str | None:
        """Return what is kept under a key."""

    async def put(self, key: str, value: str) -> None:
        """Keep something under a key, in the place of what was there."""

    async def drop(self, key: str) -> None:
        """Forget what is kept under a key; nothing there is no error."""

    async def all(self, prefix: str) -> Mapping[str, str]:
        """Return all that is kept under keys that begin so."""


class Platform(Protocol):
    """A chat platform. Every method raises `bot.api.errors.PlatformError` when it fails."""

    @property
    def name(self) -> str:
        """What accounts and channels on it are marked with."""

    @property
    def traits(self) -> Traits:
        """What it can do now."""

    @property
    def health(self) -> Health:
        """How it is doing now; asking costs nothing."""

    async def run(self, desk: Desk) -> None:
        """Serve until cancelled."""

    def batches(self, cursor: str | None) -> AsyncGenerator[Batch]:
        """Yield what happens after `cursor`; asking for the next batch acknowledges the one before."""

    async def show(self, reply: Reply) -> None:
        """Show an answer to the person who asked."""

    async def send(self, channel_ref: str, message: Outgoing, key: str) -> str:
        """Post a message and return its reference; the same key within the window gives the same message."""

    async def send_direct(self, account_key: str, message: Outgoing, key: str) -> str:
        """Send a direct message, like `send`."""

    async def find(self, target: str, key: str, since: datetime) -> str | None:
        """Look whether a message sent under `key` to a channel or account since then is there."""

    async def edit(self, message_ref: str, message: Outgoing) -> None:
        """Replace what a message says."""

    def edit_every(self, message_ref: str) -> timedelta:
        """Return the least time between two edits of this message, as old as it is now."""

    async def delete(self, message_ref: str) -> None:
        """Take a message of the bot away; one that is gone is no error."""

    async def open_thread(self, message_ref: str, title: str, earlier: str | None = None) -> str:
        """Open the place beside a message where people talk about it, and return its reference; again is no error.

        It takes messages like a channel. `earlier` is the thread of a message about the same that is gone: where
        it still stands, people go on in it. Raises Refused where there can be none.
        """

    async def keep_happening(self, channel_ref: str, key: str, happening: Happening | None) -> None:
        """Let the platform's calendar, where a channel is, show under a key what happens, or nothing any more.

        Only where `traits.calendar`. The same again costs nothing; `key` finds it again after a crash.
        """

    async def know_moderators(self, account_keys: Collection[str]) -> None:
        """Hear whom the community made moderators, beside those whom the platform itself names."""

    async def know_channels(self, channel_refs: Collection[str]) -> None:
        """Hear which of its channels serve the community; before the first batch, and whenever that changes."""

    async def know_name(self, community: str) -> None:
        """Hear what the community is called now, where the platform shows that."""

    async def react(self, message_ref: str, emoji: str) -> None:
        """Put the bot's own reaction on a message; again is no error."""

    async def take_away(self, message_ref: str, emoji: str, account_key: str) -> None:
        """Take somebody's reaction away, where `traits.tidies`; one that is gone is no error."""

    def reactions(self, message_ref: str) -> AsyncIterator[Sequence[StandingReaction]]:
        """Yield, page by page, the reactions that stand on a message, the bot's own included."""
