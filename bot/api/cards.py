"""Cards: how a subject looks in a channel."""

from dataclasses import dataclass

from bot.api.content import Content


@dataclass(frozen=True, slots=True)
class Choice:
    """A reaction that means something: its emoji, what it stands for, and how that reads."""

    emoji: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it should look now: a pure function of stored state.

    `thread` names the place beside it where people can talk about it; None for none.
    """

    content: Content
    choices: tuple[Choice, ...] = ()
    thread: str | None = None
