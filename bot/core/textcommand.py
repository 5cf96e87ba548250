"""Commands typed as text: /sessie toon 3, !sessie afzeggen sessie: 3 reden: "de zaal is bezet".

A bar between blanks stands between inputs: !watals we luisteren | nu: niemand luistert.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from bot.api.parameters import Ref
from bot.core.commands import BoundCommand, Input
from bot.core.i18n import LOCALES
from bot.core.registry import Registry

MARKS = ("/", "!")
_LONGEST_NAME = 4
_WORD = re.compile(r"\S+")
_TOKEN = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_TYPED_TOKEN = re.compile(r'"[^"]*(?:"|$)|“[^”]*(?:”|$)|\S+')
"""As `_TOKEN`, but quotes may still be open at the end."""
_NUMBER_FIRST = re.compile(r"\s*#?\d+(?=\s+[^\s|])")
_BAR = re.compile(r'"[^"]*"|“[^”]*”|(?P<bar>\|(?!\S))|\S+')
"""Goes from word to word, and knows a bar that is a word by itself. Quotes keep it out."""


class Parsed(Struct, frozen=True):
    """A command with what was typed for each of its inputs."""

    command: BoundCommand
    input: Mapping[str, str]


class Unknown(Struct, frozen=True):
    """No command is called like this."""

    typed: str

    @property
    def words(self) -> tuple[str, ...]:
        """What was typed after the mark, word by word."""
        return tuple(self.typed.strip()[1:].split())


class Typing(Struct, frozen=True):
    """A command of which an input is being typed: `item` is that input, None where there is none left.

    `typed` is what stands there for it, from `start` in the whole text on. `given` have been typed before it.
    """

    command: BoundCommand
    item: Input | None
    typed: str
    start: int
    given: frozenset[str]


class TextCommands:
    """Reads typed text as commands, by any of their names."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._by_name = registry.by_name
        self._labels: dict[str, tuple[Mapping[str, str], re.Pattern[str]]] = {}

    def is_command(self, text: str) -> bool:
        """Whether text is meant for the bot."""
        return text.lstrip().startswith(MARKS)

    def command_in(self, text: str, *, alone: bool) -> str | None:
        """Return what is a command, with a mark before it; said to the bot alone, its name needs none."""
        if self.is_command(text):
            return text
        marked = f"{MARKS[-1]}{text}"
        return marked if alone and isinstance(self.parse(marked), Parsed) else None

    def parse(self, text: str) -> Parsed | Unknown:
        """Read a command; the longest name that fits counts."""
        named = self._named(text)
        if named is None:
            return Unknown(text)
        command, end = named
        return Parsed(command, self._arguments(command, text[end:].strip()))

    def typing(self, text: str) -> Typing | None:
        """Return the input that is being typed at the end of a text; None while that is still the command's name."""
        named = self._named(text)
        if named is None or named[1] == len(text):
            return None
        command, end = named
        labels = self._labels_in(command, text[end:])
        if labels:
            name, label_start, label_end = labels[-1]
            before = self._arguments(command, text[end : end + label_start].strip())
            item, start, given = _input(command, name), end + label_end, frozenset(before)
        else:
            item, start, given = _in_place(command, text, end)
        start += len(text[start:]) - len(text[start:].lstrip())
        return Typing(command, item, text[start:].lstrip('"“').rstrip('"”'), start, given)

    def _named(self, text: str) -> tuple[BoundCommand, int] | None:
        """Return the command that a text names, and where its name ends."""
        mark = len(text) - len(text.lstrip())
        words = list(islice(_WORD.finditer(text, mark + 1), _LONGEST_NAME))
        for length in range(len(words), 0, -1):
            command = self._by_name.get(" ".join(word[0] for word in words[:length]).casefold())
            if command is not None:
                return command, words[length - 1].end()
        return None

    def _arguments(self, command: BoundCommand, rest: str) -> dict[str, str]:
        """Divide the rest over the inputs: named ones first, others in order, the last takes what is left."""
        labels = self._labels_in(command, rest)
        ends = [start for _, start, _ in labels[1:]] + [len(rest)]
        found: dict[str, str] = {}
        for (name, _, start), end in zip(labels, ends, strict=False):
            typed = rest[start:end] if end == len(rest) else _without_last_bar(rest[start:end])
            found[name] = f"{found.get(name, '')} {_value(typed)}".lstrip()
        loose = rest[: labels[0][1]] if labels else rest
        return {**_in_order(command, loose, found), **found}

    def _labels_in(self, command: BoundCommand, rest: str) -> list[tuple[str, int, int]]:
        """Return the inputs that are named in a text, each with where its label begins and ends."""
        if command.id not in self._labels:  # most commands nobody types with labels
            found = _labels(self._registry, command)
            self._labels[command.id] = found, _label_pattern(found)
        names, pattern = self._labels[command.id]
        matches = (match for match in pattern.finditer(rest) if bare(match["label"] or "") in names)
        return [(names[bare(match["label"])], *match.span("named")) for match in matches]


def bare(label: str) -> str:
    """Return a label as people type it: "Nu…" is "nu"."""
    return " ".join(label.casefold().rstrip(":….? ").split())


def _labels(registry: Registry, command: BoundCommand) -> dict[str, str]:
    """Return what each input can be called: its name in code, and its label in each language."""
    labels = {bare(item.name): item.name for item in command.inputs}
    for texts in (registry.texts(command.cog)(locale) for locale in LOCALES):
        labels |= {bare(texts(f"input-{item.name}")): item.name for item in command.inputs}
    return labels


def _label_pattern(names: Collection[str]) -> re.Pattern[str]:
    """Return a pattern that goes from word to word, and knows "naam:" where it begins one. Quotes keep it out."""
    longest_first = sorted(names, key=len, reverse=True)
    known = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first) or "(?!)"
    return re.compile(rf'"[^"]*"|“[^”]*”|(?P<named>(?P<label>{known})[….?]*:(?!\S))|\S+', re.IGNORECASE)


def _value(typed: str) -> str:
    """Return what was typed for one input: without its quotes where they are around all of it, else as it stands."""
    typed = typed.strip()
    whole = _TOKEN.fullmatch(typed)
    return next(part for part in whole.groups() if part is not None) if whole else typed


def _by_place(command: BoundCommand, named: Collection[str] = ()) -> Sequence[Input]:
    """Return the inputs that take a word by its place."""
    return [item for item in command.inputs if item.name not in named and not item.kind.named_only]


def _in_order(command: BoundCommand, loose: str, found: Mapping[str, str]) -> dict[str, str]:
    """Give each input that was not named its word, in order; the last gets all that is left.

    With bars, each gets what stands before its bar.
    """
    given: dict[str, str] = {}
    bars = _bars(loose)
    if bars:
        return _divided(command, loose, bars, found)
    waiting = [item.name for item in _by_place(command, found)]
    for name in waiting[:-1]:
        match = _TOKEN.search(loose)
        if match is None:
            break
        given[name] = _value(match[0])
        loose = loose[match.end() :]
    if waiting and loose.strip():
        given[waiting[-1]] = _value(loose)
    return given


def _divided(command: BoundCommand, loose: str, bars: Sequence[int], found: Mapping[str, str]) -> dict[str, str]:
    """Give each input that was not named what stands between two bars, in order; the last gets all that is left.

    What goes by a number needs no bar after it: "3 | de zaal is bezet", "3 de zaal is bezet | of niet".
    """
    waiting = _by_place(command, found)
    given: dict[str, str] = {}
    start = 0
    for item in waiting[:-1]:
        number = _NUMBER_FIRST.match(loose, start) if isinstance(item.kind, Ref) else None
        bar = next((bar for bar in bars if bar >= start), None)
        if number is not None:
            given[item.name], start = _value(number[0]), number.end()
        elif bar is not None:
            given[item.name], start = _value(loose[start:bar]), bar + 1
        else:
            break
    rest = _without_last_bar(loose[start:]) if found else loose[start:]
    if rest.strip() and waiting:
        given[waiting[len(given)].name] = _value(rest)
    return {name: text for name, text in given.items() if text}


def _bars(text: str) -> list[int]:
    """Return where bars stand between inputs."""
    return [match.start() for match in _BAR.finditer(text) if match["bar"]]


def _without_last_bar(text: str) -> str:
    """Return what stands before a label, without the bar between them."""
    bars = _bars(text)
    return text[: bars[-1]] if bars and not text[bars[-1] + 1 :].strip() else text


def _input(command: BoundCommand, name: str) -> Input | None:
    return next((item for item in command.inputs if item.name == name), None)


def _in_place(command: BoundCommand, text: str, start: int) -> tuple[Input | None, int, frozenset[str]]:
    """Return the input whose place the end of a text is, where that place begins, and the inputs before it."""
    waiting = _by_place(command)
    for number, item in enumerate(waiting[:-1]):
        token = _TYPED_TOKEN.search(text, start)
        if token is None or token.end() == len(text):
            return item, start, frozenset(before.name for before in waiting[:number])
        start = token.end()
    return (waiting[-1] if waiting else None), start, frozenset(item.name for item in waiting[:-1])
