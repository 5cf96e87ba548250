"""Commands as data, in every language the bot speaks: for a platform that lists them and helps to fill them in."""

from collections.abc import Mapping

from msgspec import Struct

from bot.api.kinds import FieldKind

Words = Mapping[str, str]
"""What something is called, by language ("nl", "en")."""


class ChoiceShape(Struct, frozen=True):
    """One of the fixed values of an input."""

    value: str
    labels: Words


class InputShape(Struct, frozen=True):
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


class CommandShape(Struct, frozen=True):
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
