"""What a command gives back, and what a platform shows for it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from bot.api.cards import Card, Choice
from bot.api.content import Content
from bot.api.events import Asked
from bot.api.kinds import Option


class FollowUp(Struct, frozen=True):
    """A next thing to ask, offered as a button under an answer: a command by its id, with its input as typed.

    A label that begins with "/" is the command as one types it.
    """

    label: str
    command: str
    input: Mapping[str, str] = {}


def quiet_ways(choices: Sequence[Choice]) -> tuple[FollowUp, ...]:
    """Return what can be said quietly as ways on, for an answer that shows a card where nothing can be clicked."""
    return tuple(FollowUp(choice.label, choice.command, choice.input) for choice in choices if choice.command)


class Shortcut(Struct, frozen=True):
    """A reaction that says the same as typing `text`, offered under what the bot asks."""

    emoji: str
    text: str


class Answer(Struct, frozen=True):
    """Said to the person who asked: to them alone, unless `public`.

    A handler need not count characters: what does not fit in one message goes on in `more`. The `follow_ups`
    stand under the last of them. On a platform without forms the bot itself adds `shortcuts` there instead.
    """

    content: Content
    public: bool = False
    more: tuple[Content, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()


class Preview(Struct, frozen=True):
    """Shows what would happen; it happens on a yes. The command then runs again with `ctx.confirmed`.

    `confirm_id` names the text on the button. Where a card would be posted, `card` is that card: it is shown
    under `content` as it will look.
    """

    content: Content
    confirm_id: str
    card: Card | None = None


class OpenForm(Struct, frozen=True):
    """Opens the form of another command, filled in; `notes` say what to look at."""

    command: str
    input: Mapping[str, str]
    notes: tuple[str, ...] = ()


Result = Answer | Preview | OpenForm


class Button(Struct, frozen=True):
    """A button under a form or a preview."""

    id: Literal["next", "back", "cancel", "confirm"]
    label: str
    style: Literal["primary", "plain", "danger"] = "plain"


class Field(Struct, frozen=True):
    """One field of a form step, as typed so far; `reading` says how that is understood where it may surprise."""

    name: str
    label: str
    kind: Literal["text", "long", "choice", "flag"]
    required: bool
    help: str | None = None
    max: int | None = None
    options: tuple[Option, ...] = ()
    value: str = ""
    error: str | None = None
    reading: str | None = None


class FormView(Struct, frozen=True):
    """One step of a form, at most five fields (a Discord modal's limit)."""

    draft_id: str
    title: str
    step: int
    steps: int
    fields: tuple[Field, ...]
    buttons: tuple[Button, ...]
    intro: str | None = None
    notes: tuple[str, ...] = ()


class PreviewView(Struct, frozen=True):
    """What would happen, with buttons to decide."""

    draft_id: str
    content: Content
    buttons: tuple[Button, ...]
    card: Card | None = None


class Shown(Struct, frozen=True):
    """What a platform shows after an event was taken in.

    `closes` names the draft that is finished with: its form or buttons go. `in_company` says that only moderators
    see the place where it was asked, and that it may be answered there although it is not public. `elsewhere` is what
    can be said there where the answer goes to the person alone, and they must look for it.
    """

    view: Answer | FormView | PreviewView | None
    closes: str | None = None
    in_company: bool = False
    elsewhere: Content | None = None


class Reply(Struct, frozen=True):
    """An answer on its way to the person who asked."""

    asked: Asked
    shown: Shown


class Completion(Struct, frozen=True):
    """A way to finish what is being typed: the whole text it would become, and what it does."""

    insert: str
    label: str
    hint: str = ""


class MessageAction(Struct, frozen=True):
    """Something to do with a message: a command by its id, and which of its inputs takes the message's text."""

    command: str
    label: str
    input: str


class InputInfo(Struct, frozen=True):
    """An input of a command as help describes it."""

    label: str
    help: str | None
    required: bool


class CommandInfo(Struct, frozen=True):
    """A command as help and platforms describe it, in the reader's language.

    `names` are what it is called, the reader's first; `words` is all that is said about it, by language. `example`
    is one as somebody could type it.
    """

    id: str
    path: str
    usage: str
    summary: str
    moderators_only: bool
    cog: str
    parameters: tuple[str, ...] = ()
    intro: str | None = None
    example: str = ""
    inputs: tuple[InputInfo, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
