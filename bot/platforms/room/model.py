"""What the room knows: its people, its channels, its messages."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

BOT_ID = "bot"
BOT_NAME = "Wat-als bot"


class Person(Struct, frozen=True):
    """Somebody one can be in the room."""

    id: str
    name: str
    moderator: bool = False


class RoomChannel(Struct, frozen=True):
    """A channel; `purpose` is what the bot uses it for. Only moderators see a `private` one."""

    id: str
    name: str
    topic: str
    purpose: str
    private: bool = False


class Message(Struct):
    """A message on the timeline. `private_to` names the only person who sees it.

    `thread` is where people talk about it, `preview` a card that it shows as it would look. One that is `gone`
    stays only as the way to its thread; a `closed` one takes reactions that count for nothing any more.
    """

    id: str
    n: int
    channel: str
    author: str
    at: str
    content: Mapping[str, Any]
    private_to: str | None = None
    key: str | None = None
    choices: Sequence[Mapping[str, str]] = ()
    card: bool = False
    draft: str | None = None
    buttons: Sequence[Mapping[str, str]] = ()
    follow_ups: Sequence[Mapping[str, Any]] = ()
    preview: Mapping[str, Any] | None = None
    edited: bool = False
    closed: bool = False
    gone: bool = False
    thread: str | None = None
    reactions: dict[str, list[str]] = {}


class Thread(Struct):
    """Where people talk about a message; it outlives the message.

    `about` is the message that leads to it. `count` and `last` (the number of the latest) are of what everybody
    sees in it.
    """

    id: str
    channel: str
    about: Message
    title: str
    count: int = 0
    last: int = 0


def direct_channel(person_id: str) -> str:
    """Return the id of the channel in which a person and the bot talk alone."""
    return f"dm:{person_id}"


def thread_channel(message_id: str) -> str:
    """Return the id of the channel in which people talk about a message."""
    return f"thread:{message_id}"


def account_key(person_id: str) -> str:
    """Return the key under which the bot knows a person."""
    return f"room:{person_id}"


def person_of(account: str) -> str:
    """Return the person behind an account key."""
    return account.removeprefix("room:")
