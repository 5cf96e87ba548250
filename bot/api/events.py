"""What happens on a platform, as intake takes it in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct


class Author(Struct, frozen=True):
    """Who did something. `key` names the account ("room:anna"); `locale` is the language they read."""

    key: str
    name: str
    locale: str | None = None
    moderator: bool = False


class Reacted(Struct, frozen=True):
    """Somebody put a reaction on a message. `source` is the platform's own mark of this one reaction.

    Where that is the event's own, the reaction counts once, however often it is told.
    """

    event_id: str
    message_ref: str
    emoji: str
    author: Author
    source: str


class Unreacted(Struct, frozen=True):
    """A reaction was taken back by the one who put it there."""

    event_id: str
    account_key: str
    source: str


class ReactionRemoved(Struct, frozen=True):
    """One reaction was removed, by whomever. Unless its sender took it back too, it withdraws nobody.

    Only for platforms whose `source` marks one reaction of one person.
    """

    event_id: str
    source: str


class ReactionsCleared(Struct, frozen=True):
    """Every reaction on a message was removed by somebody else. It withdraws nobody."""

    event_id: str
    message_ref: str


class MessageDeleted(Struct, frozen=True):
    """A message was removed."""

    event_id: str
    message_ref: str


class Typed(Struct, frozen=True):
    """Somebody typed to the bot: a command as text, or (when `direct`, or in a thread) anything.

    `thread_ref` is the thread it was said in, or would begin; empty where a platform has none. `corrects` is the
    event of an earlier command that this is the better version of; `answers` the event under whose answer a shortcut
    was used, which says this; `about` the text of the message that it replies to.
    """

    event_id: str
    author: Author
    channel_ref: str
    text: str
    direct: bool = False
    thread_ref: str = ""
    corrects: str = ""
    answers: str = ""
    about: str = ""


class Unreadable(Struct, frozen=True):
    """Somebody said something to the bot that it has no key for."""

    event_id: str
    author: Author
    channel_ref: str
    direct: bool = False
    thread_ref: str = ""


class Invoked(Struct, frozen=True):
    """Somebody gave a command through the platform's own command form."""

    event_id: str
    author: Author
    channel_ref: str
    command: str
    input: Mapping[str, str] = {}
    direct: bool = False


class Submitted(Struct, frozen=True):
    """Somebody pressed a button of a form step or a preview; `input` holds the fields of that step.

    `step` is which one it was, where a platform may still show one when the form is at another; 0 is the present one.
    The button "open" changes nothing and shows the step as it stands: for a platform that must be asked again for it.
    """

    event_id: str
    author: Author
    channel_ref: str
    draft_id: str
    button: str
    input: Mapping[str, str] = {}
    direct: bool = False
    step: int = 0


class ChannelNamed(Struct, frozen=True):
    """A channel is called so, now or from now on. `name` is what people see, without a mark before it.

    An event about a channel counts once: the same `event_id` again changes nothing.
    """

    event_id: str
    channel_ref: str
    name: str


class ChannelMoved(Struct, frozen=True):
    """People go on in another channel: what was posted in the old one can no longer be changed."""

    event_id: str
    channel_ref: str
    to_ref: str


class Hindered(Struct, frozen=True):
    """The bot cannot do its work in a channel any more: it is out of it, may not speak, or may not tidy up."""

    event_id: str
    channel_ref: str
    what: Literal["out", "silenced", "untidy"]


class Unhindered(Struct, frozen=True):
    """The bot can do its work in a channel again, all of it."""

    event_id: str
    channel_ref: str


Asked = Typed | Unreadable | Invoked | Submitted
"""Events that get an answer; `direct` says that it was asked of the bot alone, not in a channel."""

ChannelEvent = ChannelNamed | ChannelMoved | Hindered | Unhindered
Event = Reacted | Unreacted | ReactionRemoved | ReactionsCleared | MessageDeleted | ChannelEvent | Asked


class Batch(Struct, frozen=True):
    """Events in the order they happened, and how far the platform has then been read.

    `gap` says that events before these may have been missed: standing reactions are compared anew.
    """

    platform: str
    events: Sequence[Event]
    cursor: str | None = None
    gap: bool = False


class StandingReaction(Struct, frozen=True):
    """A reaction that stands on a message now.

    `at` is known on some platforms only; `mine` marks the bot's own, which invites others.
    """

    author: Author
    emoji: str
    source: str
    at: datetime | None = None
    mine: bool = False
