"""Which cogs there are, and what each takes care of."""

import importlib
import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from bot.api.cog import Cog
from bot.api.errors import CogError
from bot.core.commands import BoundCommand, bind, name_of
from bot.core.i18n import LOCALES, FluentTexts, texts_of
from bot.core.textcheck import check_texts
from storage.migrate import OWN, Source

T = TypeVar("T", bound=Cog | BoundCommand)

# Without an underscore, so that what comes before the first one in a table's name is the cog's whole name.
_COG_NAME = re.compile(r"[a-z][a-z0-9]*")
_OURS = Path(__file__).parents[2] / "cogs"
"""What comes with the bot: its texts are checked by its tests, and need not be at each start."""

_COMMAND_NAME = re.compile(r"[^\s/!]+( [^\s/!]+){0,3}")


class Registry:
    """The cogs of this bot, by what they take care of. Raises CogError for one that is not well formed."""

    def __init__(self, cogs: Iterable[Cog]) -> None:
        self.cogs: dict[str, Cog] = {}
        self._texts: dict[str, Callable[[str], FluentTexts]] = {}
        self.commands: dict[str, BoundCommand] = {}
        self.by_name: dict[str, BoundCommand] = {}
        self.by_subject: dict[str, Cog] = {}
        self.by_due: dict[str, Cog] = {}
        for cog in cogs:
            self._add(cog)

    @property
    def kinds(self) -> set[str]:
        """The kinds of subject and of planned moment that a cog takes care of."""
        return {*self.by_subject, *self.by_due}

    def texts(self, cog: Cog) -> Callable[[str], FluentTexts]:
        """Return a cog's texts, by locale."""
        return self._texts[cog.name]

    def names(self, command: BoundCommand) -> set[str]:
        """Return what a command can be called: its path, and its name in each language."""
        texts = self.texts(command.cog)
        return {command.path, *(name_of(command, texts(locale)) for locale in LOCALES)}

    def migrations(self) -> list[Source]:
        """Return the migrations that cogs bring along, each under its cog's name."""
        folders = {name: _folder(cog) / "migrations" for name, cog in self.cogs.items()}
        return [Source(name, folder) for name, folder in folders.items() if folder.is_dir()]

    def _add(self, cog: Cog) -> None:
        if _COG_NAME.fullmatch(cog.name) is None or cog.name == OWN:
            raise CogError(f"cog {cog.name!r}: a name is small letters and digits, such as 'polls'")
        _claim(self.cogs, cog.name, cog, cog, "the name")
        commands = bind(cog)
        for command in commands:
            _check_name(cog, command.path)
        if not _folder(cog).is_relative_to(_OURS):
            check_texts(cog, _folder(cog), commands)
        self._texts[cog.name] = texts_of(_folder(cog))
        for command in commands:
            _claim(self.commands, command.id, command, cog, "the command")
            for name in self.names(command):
                _check_name(cog, name)
                _claim(self.by_name, name, command, cog, "the command")
        for kind in cog.subjects:
            _claim(self.by_subject, kind, cog, cog, "the subject")
        for kind in cog.dues:
            _claim(self.by_due, kind, cog, cog, "the planned moment")


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


def _folder(cog: Cog) -> Path:
    return Path(inspect.getfile(type(cog))).parent


def _check_name(cog: Cog, name: str) -> None:
    if _COMMAND_NAME.fullmatch(name) is None or name != name.casefold():
        raise CogError(f"cog {cog.name}: a command is one to four words in small letters, not {name!r}")


def _claim(taken: dict[str, T], key: str, value: T, cog: Cog, what: str) -> None:
    if key in taken:
        other = taken[key]
        owner = other.cog if isinstance(other, BoundCommand) else other
        raise CogError(f"cog {cog.name}: {what} {key!r} is taken by cog {owner.name}")
    taken[key] = value
