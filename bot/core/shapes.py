"""The commands as data, in every language: for a platform that lists them and helps to fill them in."""

from bot.api.cog import Right
from bot.api.kinds import Kind
from bot.api.shapes import ChoiceShape, CommandShape, InputShape, Words
from bot.core.commands import BoundCommand, Input
from bot.core.i18n import LOCALES
from bot.core.registry import Registry


def shapes(registry: Registry) -> tuple[CommandShape, ...]:
    """Return every command, in alphabetical order of their paths."""
    commands = sorted(registry.commands.values(), key=lambda command: command.path)
    return tuple(_shape(registry, command) for command in commands)


def _shape(registry: Registry, command: BoundCommand) -> CommandShape:
    about = f"command-{command.id}"
    return CommandShape(
        id=command.id,
        names={**dict.fromkeys(LOCALES, command.path), **_words(registry, command, f"{about}.name")},
        summaries=_summaries(registry, command),
        moderators_only=command.right is Right.MODERATOR,
        inputs=tuple(_input(registry, command, item) for item in command.inputs),
        on_message=command.on_message,
        actions=None if command.on_message is None else _words(registry, command, f"{about}.action"),
    )


def _summaries(registry: Registry, command: BoundCommand) -> Words:
    """Return what a command does. A platform may list those for moderators to everybody: they say so."""
    told = _words(registry, command, f"command-{command.id}")
    if command.right is not Right.MODERATOR:
        return told
    texts = registry.texts(command.cog)
    return {locale: texts(locale)("for-moderators", summary=summary) for locale, summary in told.items()}


def _input(registry: Registry, command: BoundCommand, item: Input) -> InputShape:
    return InputShape(
        name=item.name,
        labels=_words(registry, command, f"input-{item.name}"),
        helps=_words(registry, command, f"input-{item.name}.help"),
        kind=item.kind.field_kind,
        required=item.required,
        in_form=item.in_form,
        choices=_choices(registry, command, item.kind),
        suggests=_suggests(item.kind),
        most=item.kind.most,
    )


def _choices(registry: Registry, command: BoundCommand, kind: Kind) -> tuple[ChoiceShape, ...]:
    texts = registry.texts(command.cog)
    labels: dict[str, dict[str, str]] = {}
    for locale in LOCALES:
        for option in kind.options(texts(locale)):
            labels.setdefault(option.value, {})[locale] = option.label
    return tuple(ChoiceShape(value, words) for value, words in labels.items())


def _suggests(kind: Kind) -> bool:
    """Whether there is more to suggest than what is always the same."""
    if kind.source is not None:
        return True
    always_the_same = kind.field_kind in {"choice", "flag"}
    return not always_the_same and type(kind).suggest is not Kind.suggest


def _words(registry: Registry, command: BoundCommand, text_id: str) -> Words:
    """Return a text in each language that has it."""
    texts = registry.texts(command.cog)
    found = {locale: texts(locale).find(text_id) for locale in LOCALES}
    return {locale: str(text) for locale, text in found.items() if text is not None}
