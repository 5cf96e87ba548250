"""What a test can do and see on any platform: the same for the room, Matrix and Discord.

A platform joins the contract suite by a fixture that gives a `Chat`. People are named by the roles in `PEOPLE`;
channels by their purpose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

PEOPLE = ("ouder", "jongere", "professional", "moderator")
PLACES = ("announcements", "ideas", "moderation", "bot")
"""Where one can talk: channels by their purpose, and with the bot alone."""


@dataclass(frozen=True)
class Seen:
    """A message as somebody sees it. `reactions` count people, not the bot; `offered` are the bot's own.

    `follow_ups` are the labels of what it offers to ask next, `files` the names of the files in it.
    """

    ref: str
    text: str
    by_bot: bool
    private: bool
    edited: bool
    reactions: Mapping[str, int]
    offered: tuple[str, ...]
    buttons: tuple[str, ...]
    follow_ups: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeenForm:
    """A form step as somebody sees it; `readings` say how what was typed in a field is understood."""

    ref: str
    title: str
    step: int
    steps: int
    values: Mapping[str, str]
    errors: Mapping[str, str]
    notes: tuple[str, ...]
    buttons: tuple[str, ...]
    readings: Mapping[str, str] = field(default_factory=dict)


class Chat(Protocol):
    """A chat platform with the bot on it, driven from outside."""

    forms: bool
    """Whether it shows forms; where not, questions are asked in words, and what people typed stays in their sight."""

    tells_when: bool
    """Whether it tells when each reaction was made, also of those that the bot missed."""

    names_channels: bool
    """Whether the bot knows channels by name, so that one can say elsewhere which is meant."""

    async def say(self, person: str, text: str, *, to: str = "announcements") -> None:
        """Say something in a channel, or with `to="bot"` to the bot alone."""

    async def react(self, person: str, message: Seen, emoji: str) -> None:
        """Put a reaction on a message."""

    async def unreact(self, person: str, message: Seen, emoji: str) -> None:
        """Take one's reaction back."""

    async def clear_reactions(self, message: Seen) -> None:
        """Remove every reaction on a message, the bot's own too, as a moderator can."""

    async def delete(self, message: Seen) -> None:
        """Delete a message, as a moderator can."""

    async def follow(self, person: str, message: Seen, label: str) -> None:
        """Ask what a message offers to ask next, by its label."""

    async def act(self, person: str, message: Seen, label: str) -> None:
        """Do something with a message that a command offers, by its label."""

    def file(self, message: Seen, name: str) -> bytes:
        """Return what is in a file of a message."""

    def thread(self, message: Seen) -> str:
        """Return the thread of a message as a place to say things in and to look at."""

    async def press(self, person: str, message: Seen, button: str) -> None:
        """Press a button under a message."""

    async def fill_in(self, person: str, form: SeenForm, values: Mapping[str, str], button: str = "next") -> None:
        """Fill in a form step and press one of its buttons."""

    def seen(self, person: str, where: str = "announcements") -> Sequence[Seen]:
        """Return the messages somebody sees in a channel, or with "bot" in their talk with the bot."""

    def form(self, person: str) -> SeenForm | None:
        """Return the form that is open for somebody."""

    def reading(self, locale: str) -> "Chat":
        """Return the same chat, driven by people who read another language."""

    @property
    def now(self) -> datetime:
        """The moment it is for the bot, in UTC."""

    async def later(self, by: timedelta) -> None:
        """Let time pass, and everything happen that falls due; what does so while the bot is stopped, waits."""

    async def settled(self) -> None:
        """Return when the bot has taken in and delivered everything there is."""

    async def stop_bot(self) -> None:
        """Stop the bot; people go on."""

    async def start_bot(self, *, after_gap: bool = False) -> None:
        """Start the bot again; with `after_gap` the platform does not say what happened meanwhile."""
