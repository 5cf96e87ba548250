"""Commands as data, in every language the bot speaks: for a platform that lists them and helps to fill them in."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.api.kinds import FieldKind

Words = Mapping[str, str]
"""What something is called, by language ("nl", "en")."""


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One of the fixed values of an input."""

    value: str
    labels: Words


@dataclass(frozen=True, slots=True)
class InputShape:
    """An input of a command.

    `helps` lacks a language where there is nothing to say beyond the label. `suggests` says that `Desk.suggest` knows
    what may be meant by what is typed so far; `in_form` that it is a field of the command's form.
    """

    name: str
    labels: Words
    helps: Words
    kind: FieldKind
    required: bool
    in_form: bool
    choices: tuple[ChoiceShape, ...] = ()
    suggests: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True)
class CommandShape:
    """A command; `names` are its paths ("sessie nieuw").

    With `on_message` it can also be done with a message, under the labels `actions`: that input takes its text.
    """

    id: str
    names: Words
    summaries: Words
    moderators_only: bool
    inputs: tuple[InputShape, ...]
    on_message: str | None = None
    actions: Words | None = None
