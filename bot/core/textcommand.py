"""Commands typed as text: /sessie toon 3, !sessie afzeggen sessie: 3 reden: "de zaal is bezet"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.core.commands import BoundCommand
from bot.core.i18n import LOCALES
from bot.core.registry import Registry

MARKS = ("/", "!")
_TOKEN = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')


@dataclass(frozen=True, slots=True)
class Parsed:
    """A command with what was typed for each of its inputs."""

    command: BoundCommand
    input: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No command is called like this; `nearest` is what was perhaps meant."""

    typed: str
    nearest: str | None


class TextCommands:
    """Reads typed text as commands, by any of their names."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._by_name = registry.by_name

    def is_command(self, text: str) -> bool:
        """Whether text is meant for the bot."""
        return text.lstrip().startswith(MARKS)

    def parse(self, text: str) -> Parsed | Unknown:
        """Read a command; the longest name that fits counts."""
        words = text.strip()[1:].split()
        for length in range(min(len(words), 4), 0, -1):
            command = self._by_name.get(" ".join(words[:length]).casefold())
            if command is not None:
                rest = re.sub(r"^\s*\S+" + r"\s+\S+" * (length - 1) + r"\s*", "", text.strip()[1:], count=1)
                return Parsed(command, self._arguments(command, rest))
        return self._unknown(text.strip())

    def _unknown(self, typed: str) -> Unknown:
        words = typed[1:].casefold().split()
        for length in (2, 1):
            close = get_close_matches(" ".join(words[:length]), self._by_name, n=1, cutoff=0.6)
            if close:
                return Unknown(typed, "/" + close[0])
        return Unknown(typed, None)

    def _arguments(self, command: BoundCommand, rest: str) -> dict[str, str]:
        """Divide the rest over the inputs: named ones first, others in order, the last takes what is left."""
        names = self._labels(command)
        labels = [
            (name, match)
            for match in _TOKEN.finditer(rest)
            if match[3] and (name := _named(match[3], names)) is not None
        ]
        ends = [match.start() for _, match in labels[1:]] + [len(rest)]
        found: dict[str, str] = {}
        for (name, match), end in zip(labels, ends, strict=False):
            found[name] = f"{found.get(name, '')} {_value(rest[match.end() : end])}".lstrip()
        loose = rest[: labels[0][1].start()] if labels else rest
        return {**_in_order(command, loose, found), **found}

    def _labels(self, command: BoundCommand) -> dict[str, str]:
        texts = [self._registry.texts(command.cog)(locale) for locale in LOCALES]
        labels = {item.name: item.name for item in command.inputs}
        for item in command.inputs:
            for text in texts:
                labels[_bare(text(f"input-{item.name}"))] = item.name
        return labels


def _bare(label: str) -> str:
    """Return a label as people type it: "Nu…" is "nu"."""
    return label.casefold().rstrip(":….? ")


def _named(token: str, names: Mapping[str, str]) -> str | None:
    """Return the input that "naam:" names."""
    return names.get(_bare(token)) if token.endswith(":") else None


def _value(typed: str) -> str:
    """Return what was typed for one input: without its quotes where they are around all of it, else as it stands."""
    typed = typed.strip()
    whole = _TOKEN.fullmatch(typed)
    return next(part for part in whole.groups() if part is not None) if whole else typed


def _in_order(command: BoundCommand, loose: str, found: Mapping[str, str]) -> dict[str, str]:
    """Give each input that was not named its word, in order; the last gets all that is left."""
    given: dict[str, str] = {}
    waiting = [item.name for item in command.inputs if item.name not in found]
    for name in waiting[:-1]:
        match = _TOKEN.search(loose)
        if match is None:
            break
        given[name] = _value(match[0])
        loose = loose[match.end() :]
    if waiting and loose.strip():
        given[waiting[-1]] = _value(loose)
    return given
