"""Commands as the bot knows them: what each takes, read off the handler's signature."""

import dataclasses
import inspect
from collections.abc import Collection, Mapping
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from bot.api.answers import Preview
from bot.api.cog import Cog, Command, Form, Right, Texts
from bot.api.errors import CogError, UserError
from bot.api.events import Author
from bot.api.kinds import Kind, Reading
from bot.api.parameters import Flag

FIELDS_A_STEP = 5
"""A Discord modal takes five fields; so does every platform."""


class Input(Struct, frozen=True):
    """One thing a command takes."""

    name: str
    kind: Kind
    required: bool
    in_form: bool


class BoundCommand(Struct, frozen=True):
    """A command of a cog, ready to run."""

    id: str
    path: str
    cog: Cog
    command: Command
    inputs: tuple[Input, ...]
    form: tuple[str, type[Form]] | None
    previews: bool
    """Whether it shows what it would do before it does it."""

    @property
    def right(self) -> Right:
        """Who may give it."""
        return self.command.right

    def allows(self, author: Author) -> bool:
        """Whether somebody may give it."""
        return self.right is Right.EVERYONE or author.moderator

    @property
    def on_message(self) -> str | None:
        """Which input takes the text of a message, where the command can be done with one."""
        return self.command.on_message

    def asked(self, wanting: Mapping[str, UserError]) -> tuple[str, ...]:
        """Return the inputs a form must ask for: all of the command's form, and what is missing or wrong.

        Where the form comes filled in, it is first asked what it is about.
        """
        if self.command.prefill is not None:
            about = tuple(item.name for item in self.inputs if not item.in_form and item.name in wanting)
            if about:
                return about
        return tuple(item.name for item in self.inputs if item.in_form or item.name in wanting)

    def fills_in_after(self, asked: Collection[str]) -> bool:
        """Whether these inputs say what a form is about that is still to be filled in."""
        return self.command.prefill is not None and all(
            not item.in_form or item.name not in asked for item in self.inputs
        )

    def read(self, typed: Mapping[str, str], reading: Reading) -> tuple[dict[str, Any], dict[str, UserError]]:
        """Read what was typed; return the values, and the errors by input."""
        values: dict[str, Any] = {}
        errors: dict[str, UserError] = {}
        for item in self.inputs:
            text = typed.get(item.name, "")
            if text.strip() or isinstance(item.kind, Flag):
                try:
                    values[item.name] = item.kind.read(text, reading)
                except UserError as error:
                    errors[item.name] = error
            elif item.required:
                errors[item.name] = UserError("error-missing")
        return values, errors

    def arguments(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the handler's keyword arguments for these values."""
        plain = {item.name: values[item.name] for item in self.inputs if not item.in_form and item.name in values}
        if self.form is None:
            return plain
        name, form = self.form
        fields = {item.name: values[item.name] for item in self.inputs if item.in_form and item.name in values}
        return {**plain, name: form(**fields)}

    def write(self, form: Form) -> dict[str, str]:
        """Return a form's values the way one would type them."""
        values = {item.name: getattr(form, item.name) for item in self.inputs if item.in_form}
        return self.typed({name: value for name, value in values.items() if value is not None})

    def typed(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return values the way one would type them."""
        return {item.name: item.kind.write(values[item.name]) for item in self.inputs if item.name in values}


def name_of(command: BoundCommand, texts: Texts) -> str:
    """Return what a command is called in the language of its cog's `texts`."""
    return texts.find(f"command-{command.id}.name") or command.path


def bind(cog: Cog) -> list[BoundCommand]:
    """Return the commands of a cog; raise CogError where a signature cannot be understood."""
    found = inspect.getmembers(type(cog), lambda member: isinstance(member, Command))
    return [_bind(cog, name, command) for name, command in found]


def _bind(cog: Cog, name: str, command: Command) -> BoundCommand:
    where = f"cog {cog.name}: {name}"
    hints = _hints(where, command.handler)
    taken = list(inspect.signature(command.handler).parameters.values())
    if len(taken) < 2 or not inspect.iscoroutinefunction(command.handler):
        raise CogError(f"{where}: a handler begins with: async def {name}(self, ctx: Context")
    inputs: list[Input] = []
    form: tuple[str, type[Form]] | None = None
    for parameter in taken[2:]:
        hint = hints.get(parameter.name)
        if isinstance(hint, type) and issubclass(hint, Form):
            form = (parameter.name, hint)
            inputs += _form_inputs(cog, hint)
            continue
        kind = _kind(hint)
        if kind is None:
            raise CogError(
                f"{where}: parameter {parameter.name!r} needs a kind of input, such as Annotated[str, Text()]"
            )
        required = parameter.default is inspect.Parameter.empty
        inputs.append(Input(parameter.name, kind, required, in_form=False))
    if command.on_message is not None and all(item.name != command.on_message for item in inputs):
        raise CogError(f"cog {cog.name}: {name}: on_message names {command.on_message!r}, which is no input of it")
    command_id = command.path.replace(" ", "-")
    return BoundCommand(command_id, command.path, cog, command, tuple(inputs), form, _previews(hints.get("return")))


def _previews(returned: Any) -> bool:
    return Preview in (returned, *get_args(returned))


def _form_inputs(cog: Cog, form: type[Form]) -> list[Input]:
    if not dataclasses.is_dataclass(form):
        raise CogError(f"cog {cog.name}: form {form.__name__} must be a dataclass")
    hints = _hints(f"cog {cog.name}: form {form.__name__}", form)
    inputs = []
    for field in dataclasses.fields(form):
        kind = _kind(hints[field.name])
        if kind is None:
            raise CogError(f"cog {cog.name}: form {form.__name__}: field {field.name!r} needs a kind of input")
        inputs.append(Input(field.name, kind, field.default is dataclasses.MISSING, in_form=True))
    return inputs


def _hints(where: str, annotated: Any) -> dict[str, Any]:
    try:
        return get_type_hints(annotated, include_extras=True)
    except (NameError, AttributeError, TypeError, SyntaxError) as error:
        raise CogError(f"{where}: its annotations cannot be read: {error}") from error


def _kind(hint: Any) -> Kind | None:
    """Find the kind in `Annotated[X, kind]`, also within `Annotated[X, kind] | None`."""
    for part in (hint, *get_args(hint)):
        for extra in getattr(part, "__metadata__", ()):
            if isinstance(extra, Kind):
                return extra
    return None
