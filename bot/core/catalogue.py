"""The commands as people read them: for help, for completion, for a platform's own command list."""

from collections.abc import Sequence

from babel.lists import format_list

from bot.api.answers import CommandInfo, InputInfo, MessageAction
from bot.api.cog import Right, Texts
from bot.api.events import Author
from bot.core.commands import BoundCommand, Input, name_of
from bot.core.i18n import LOCALES
from bot.core.registry import Registry


class Catalogue:
    """Describes commands in the reader's language."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[tuple[str, str], CommandInfo] = {}

    def visible(self, author: Author, locale: str) -> tuple[CommandInfo, ...]:
        """Return the commands a person may use, in alphabetical order."""
        allowed = (command for command in self._registry.commands.values() if command.allows(author))
        found = [self._info(command, locale) for command in allowed]
        return tuple(sorted(found, key=lambda info: info.path))

    def _info(self, command: BoundCommand, locale: str) -> CommandInfo:
        if (command.id, locale) not in self._known:
            texts = self._registry.texts(command.cog)
            others = [texts(other) for other in LOCALES if other != locale]
            self._known[command.id, locale] = _info(command, texts(locale), others)
        return self._known[command.id, locale]

    def actions(self, author: Author, locale: str) -> tuple[MessageAction, ...]:
        """Return what a person may do with a message."""
        return tuple(
            MessageAction(
                command.id,
                self._registry.texts(command.cog)(locale)(f"command-{command.id}.action"),
                command.on_message,
            )
            for command in self._registry.commands.values()
            if command.on_message is not None and command.allows(author)
        )


def _info(command: BoundCommand, texts: Texts, others: Sequence[Texts]) -> CommandInfo:
    path = name_of(command, texts)
    typed = [item for item in command.inputs if not item.in_form and not item.kind.named_only]
    marks = [_mark(texts(f"input-{item.name}"), required=item.required) for item in typed]
    return CommandInfo(
        id=command.id,
        path=path,
        usage=" ".join([f"/{path}", *marks]),
        summary=texts(f"command-{command.id}"),
        moderators_only=command.right is Right.MODERATOR,
        cog=command.cog.name,
        parameters=tuple(texts(f"input-{item.name}") for item in typed),
        intro=texts.find(f"command-{command.id}.intro"),
        example=_example(path, typed, texts),
        inputs=tuple(_input(item, texts) for item in command.inputs if not item.kind.named_only),
        names=tuple(dict.fromkeys([path, *(name_of(command, other) for other in others)])),
        words=tuple(_said(command, each) for each in (texts, *others)),
    )


def _example(path: str, typed: Sequence[Input], texts: Texts) -> str:
    """Return a whole command as one could type it."""
    *first, last = [item.kind.example(texts) for item in typed] or [""]
    quoted = [f'"{value}"' if " " in value else value for value in first]
    return " ".join([f"/{path}", *quoted, last]).rstrip()


def _mark(label: str, *, required: bool) -> str:
    return f"<{label}>" if required else f"[{label}]"


def _input(item: Input, texts: Texts) -> InputInfo:
    """Describe an input: by its help, or else by what there is to choose from."""
    choices = [option.label for option in item.kind.options(texts)]
    told = texts.find(f"input-{item.name}.help") or format_list(choices, "or", locale=texts.locale) or None
    return InputInfo(texts(f"input-{item.name}"), told, item.required)


def _said(command: BoundCommand, texts: Texts) -> str:
    """Return all that is said about a command in one language."""
    about = (f"command-{command.id}", f"command-{command.id}.intro", *(f"input-{item.name}" for item in command.inputs))
    return " ".join(filter(None, (texts.find(text_id) for text_id in about)))
