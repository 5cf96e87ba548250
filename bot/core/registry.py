"""Which cogs there are, and what each takes care of."""

import importlib
import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from bot.api.cog import Cog
from bot.api.errors import CogError
from bot.api.parameters import OneOf
from bot.core.commands import BoundCommand, bind
from bot.core.i18n import LOCALES, FluentTexts, texts_of

T = TypeVar("T")


class Registry:
    """The cogs of this bot, by what they take care of. Raises CogError for one that is not well formed."""

    def __init__(self, cogs: Iterable[Cog]) -> None:
        self.cogs: dict[str, Cog] = {}
        self.commands: dict[str, BoundCommand] = {}
        self.by_name: dict[str, BoundCommand] = {}
        self.by_subject: dict[str, Cog] = {}
        self.by_due: dict[str, Cog] = {}
        for cog in cogs:
            self._add(cog)

    def texts(self, cog: Cog) -> Callable[[str], FluentTexts]:
        """Return a cog's texts, by locale."""
        return texts_of(Path(inspect.getfile(type(cog))).parent)

    def names(self, command: BoundCommand) -> set[str]:
        """Return what a command can be called: its path, and its name in each language."""
        texts = self.texts(command.cog)
        found = {texts(locale).find(f"command-{command.id}.name") for locale in LOCALES}
        return {command.path, *(name for name in found if name)}

    def _add(self, cog: Cog) -> None:
        _claim(self.cogs, cog.name, cog, cog, "the name")
        for command in bind(cog):
            _claim(self.commands, command.id, command, cog, "the command")
            self._check_texts(command)
            for name in self.names(command):
                _claim(self.by_name, name, command, cog, "the command")
        for kind in cog.subjects:
            _claim(self.by_subject, kind, cog, cog, "the subject")
        for kind in cog.dues:
            _claim(self.by_due, kind, cog, cog, "the planned moment")

    def _check_texts(self, command: BoundCommand) -> None:
        for locale in LOCALES:
            try:
                texts = self.texts(command.cog)(locale)
            except OSError as error:
                raise CogError(f"cog {command.cog.name}: its texts cannot be read: {error}") from error
            choices = [
                f"choice-{value}"
                for item in command.inputs
                if isinstance(item.kind, OneOf)
                for value in item.kind.values
            ]
            needed = [f"command-{command.id}", *(f"input-{item.name}" for item in command.inputs), *choices]
            if command.on_message is not None:
                needed.append(f"command-{command.id}.action")
            for text_id in needed:
                if texts.find(text_id) is None:
                    raise CogError(f"cog {command.cog.name}: {locale}.ftl lacks the text {text_id!r}")


def load_cogs(modules: Iterable[str]) -> list[Cog]:
    """Import the named modules and make their cogs; raise CogError saying which one is broken, and how."""
    return [_load(module) for module in modules]


def _load(name: str) -> Cog:
    try:
        module = importlib.import_module(name)
    except Exception as error:
        raise CogError(f"cog {name!r} cannot be imported: {type(error).__name__}: {error}") from error
    setup = getattr(module, "setup", None)
    if setup is None:
        raise CogError(f"cog {name!r} has no function setup() that returns its Cog")
    try:
        cog = setup()
    except Exception as error:
        raise CogError(f"cog {name!r}: setup() failed: {type(error).__name__}: {error}") from error
    if not isinstance(cog, Cog) or not getattr(cog, "name", ""):
        raise CogError(f"cog {name!r}: setup() must return a Cog with a name")
    return cog


def _claim(taken: dict[str, T], key: str, value: T, cog: Cog, what: str) -> None:
    if key in taken:
        raise CogError(f"cog {cog.name}: {what} {key!r} is taken by another cog")
    taken[key] = value
