"""What the torture needs of a platform: people who do things there, what they see, and what can go wrong.

The driver plays the same script on every stage. It starts and kills the bot, which is a process of its own; the
stage lives in the driver's process, beside the platform (a Discord of our own, or a real homeserver).

    async with stage:                            # the platform is up, with its people and channels; no bot yet
        await stage.found(bot)                   # the bot runs; its channels serve the community afterwards
        stage.strike("answers lost", lot)        # from now on, now and then
        await stage.react("ouder", "Dag 1", "📍")
        await stage.ask("ouder", "/aanmelden 1 online")
        stage.lift()
        while not await stage.heard(): ...       # with all faults lifted and the bot there
        stage.sees()
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Protocol, Self

from bot.config import Config

BOT = "bot"
"""What the bot is called among those who react."""

PEOPLE = ("ouder", "jongere", "professional", "opa", "oma", "moderator")
"""Who there is; the last is a moderator of the community."""

CHANNELS = ("announcements", "ideas", "moderation")
"""The community's channels, by what they are for; only the moderator sees the last."""


class Ended(Enum):
    """How asking the bot for something ended, as far as the one who asked can tell."""

    ANSWERED = "answered"
    """The bot did it and said so, or said that it does not: it is done once."""

    KEPT = "kept"
    """There is no answer, but the platform keeps what was asked: it must be done once, now or when the bot returns."""

    UNKNOWN = "unknown"
    """There is no answer, and nobody is told again what was asked: it was done once, or not at all."""


@dataclass(frozen=True)
class Message:
    """A message of the bot that people see: where and what it says now, and who reacted with what.

    `where` is a channel by its purpose, "beside <where>" for a thread in one, or "to <person>" for what the bot told
    one person by itself. Answers are none of these. `reactions` name people, and the bot by `BOT`.
    """

    ref: str
    where: str
    text: str
    reactions: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """What the platform's own calendar shows of a session."""

    title: str
    starts: datetime
    ends: datetime
    place: str


class RunningBot(Protocol):
    """The bot's process, as far as a stage deals with it."""

    @property
    def alive(self) -> bool:
        """Whether the process is there."""

    @property
    def lives(self) -> int:
        """How often it was started."""

    @property
    def config(self) -> Config:
        """What it is started with; its database is there."""

    async def start(self) -> None:
        """Start it, faultless; return at once."""

    async def stop(self) -> None:
        """Let it end in the clean way."""

    async def waits_for(self) -> Sequence[str]:
        """Return what it still has to do, in words; nothing, where it took in and sent all it knows of."""


class Stage(Protocol):
    """A platform with a community on it. People are named as in `PEOPLE`, cards by words that stand on them alone."""

    name: str
    """What the platform is called: "discord" or "matrix"."""

    tells_when: bool
    """Whether it tells when each reaction was made, also of those that the bot missed."""

    faults: Sequence[str]
    """What can go wrong on the line between it and the bot, by name; see `strike`."""

    struck: int
    """How often something went wrong so far because of `strike`."""

    async def __aenter__(self) -> Self:
        """Bring the platform up, with its people and channels."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take it down."""

    def config(self, folder: Path) -> Config:
        """Return the config of the bot that keeps its data in a folder; put there what else it needs (a token)."""

    def inside(self) -> Callable[[], None]:
        """Return what the bot's process does before anything else, so that it finds this platform; it is pickled."""

    async def found(self, bot: RunningBot) -> None:
        """Let the channels serve the community: start the bot or write to its database. Leaves the bot stopped."""

    def at(self, now: datetime) -> None:
        """Hear what time it is by the driver's clock, where the platform can go by it. The bot's may be set wrongly."""

    # What people do. It is done when this returns, whether there is a bot or not.

    async def react(self, person: str, words: str, emoji: str) -> None:
        """Put a reaction on the card that says these words."""

    async def take_back(self, person: str, words: str, emoji: str) -> None:
        """Take one's reaction back."""

    async def clear(self, words: str) -> None:
        """Let the moderator remove every reaction on a card, the bot's own too."""

    async def delete(self, words: str) -> None:
        """Let the moderator delete a card."""

    async def ask(
        self, person: str, command: str, form: Mapping[str, str] | None = None, *, confirmed: bool = False
    ) -> Ended:
        """Give a command (`/aanmelden 1 online`), fill in its form by the names of the fields, say yes to its preview.

        It is given to the bot alone, by the moderator in the channel for moderation. Who gets no answer tries every
        part again, as people do, as long as that can do nothing twice: up to the yes, and the yes itself, which the
        bot takes once. Returns `UNKNOWN` or `KEPT` where the bot died meanwhile, and then leaves it at that.
        """

    # What can go wrong

    def strike(self, fault: str, lot: Random) -> None:
        """Let something go wrong from now on, for some requests or events that the lot chooses."""

    def lift(self) -> None:
        """Let nothing go wrong any more, and what is held go on."""

    # What there is to see

    async def heard(self) -> bool:
        """Return whether the bot was told all that happened and answered all it was asked; it must be there."""

    async def sees(self) -> Sequence[Message]:
        """Return all messages of the bot that anybody sees, oldest first, but for answers."""

    async def calendar(self) -> Sequence[Entry] | None:
        """Return all that the platform's own calendar shows; None where it has none."""

    async def wrong(self) -> Sequence[str]:
        """Return what the platform holds against the bot, in words: requests it may not make, two answers to one."""
