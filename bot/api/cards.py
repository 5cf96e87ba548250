"""Cards: how a subject looks in a channel."""

from collections.abc import Mapping

from msgspec import Struct

from bot.api.content import Content
from bot.api.happenings import Happening


class Choice(Struct, frozen=True):
    """A reaction that means something: its emoji, what it stands for, and how that reads.

    `command`, with its `input` as typed, says the same quietly: where a platform has buttons it offers that too.
    """

    emoji: str
    value: str
    label: str
    command: str = ""
    input: Mapping[str, str] = {}


class Card(Struct, frozen=True):
    """A card as it should look now: a pure function of stored state.

    `thread` names the place beside it where people can talk about it; None for none. `tags` say in a word what it is
    about, where a channel sorts by that. `happening` is what a platform's own calendar shows of it; None takes it out.
    """

    content: Content
    choices: tuple[Choice, ...] = ()
    thread: str | None = None
    tags: tuple[str, ...] = ()
    happening: Happening | None = None
