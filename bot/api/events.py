"""What happens on a platform, as intake takes it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Author:
    """Who did something. `key` names the account ("room:anna"); `locale` is the language they read."""

    key: str
    name: str
    locale: str | None = None
    moderator: bool = False


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put a reaction on a message. `source` is the platform's own mark of this one reaction."""

    event_id: str
    message_ref: str
    emoji: str
    author: Author
    source: str


@dataclass(frozen=True, slots=True)
class Unreacted:
    """A reaction was taken back by the one who put it there."""

    event_id: str
    account_key: str
    source: str


@dataclass(frozen=True, slots=True)
class ReactionsCleared:
    """Every reaction on a message was removed by somebody else. It withdraws nobody."""

    event_id: str
    message_ref: str


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message was removed."""

    event_id: str
    message_ref: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Somebody typed to the bot: a command as text, or (when `direct`) anything."""

    event_id: str
    author: Author
    channel_ref: str
    text: str
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Invoked:
    """Somebody gave a command through the platform's own command form."""

    event_id: str
    author: Author
    channel_ref: str
    command: str
    input: Mapping[str, str] = field(default_factory=dict)
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """Somebody pressed a button of a form step or a preview; `input` holds the fields of that step."""

    event_id: str
    author: Author
    channel_ref: str
    draft_id: str
    button: str
    input: Mapping[str, str] = field(default_factory=dict)
    direct: bool = False


Asked = Typed | Invoked | Submitted
"""Events that get an answer; `direct` says that it was asked of the bot alone, not in a channel."""

Event = Reacted | Unreacted | ReactionsCleared | MessageDeleted | Typed | Invoked | Submitted


@dataclass(frozen=True, slots=True)
class Batch:
    """Events in the order they happened, and how far the platform has then been read.

    `gap` says that events before these may have been missed: standing reactions are compared anew.
    """

    platform: str
    events: Sequence[Event]
    cursor: str | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class StandingReaction:
    """A reaction that stands on a message now.

    `at` is known on some platforms only; `mine` marks the bot's own, which invites others.
    """

    author: Author
    emoji: str
    source: str
    at: datetime | None = None
    mine: bool = False
