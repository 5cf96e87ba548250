"""Reads markdown as Discord's clients do, taking it for markup sooner than they would."""

import re
from dataclasses import dataclass, field

_LINE_RULES = [
    ("heading", re.compile(r" *#{1,3}\s+(?=\S)")),
    ("small print", re.compile(r" *-#\s+(?=\S)")),
    ("item", re.compile(r" *(?:[-*+]|\d+\.)\s")),
    ("quote", re.compile(r" *>(?:>>)? ")),
]
_CODE = re.compile(r"(`+)(?!`)(.*?[^`])\1(?!`)", re.DOTALL)
_FENCED = re.compile(r"```.+?```", re.DOTALL)
_ADDRESS = re.compile(r"<([^: >]+:/[^ >]+)>")
_BARE_ADDRESS = re.compile(r"\w+://[^\s<]+")
_MASKED = re.compile(r"\[((?:\\.|[^\]\\])+)\]\(<?([^\s)>]+)>?\)", re.DOTALL)
_CALLS = [
    ("mention", re.compile(r"<(?:@[!&]?|#)\d+>|@(?:everyone|here)")),
    ("moment", re.compile(r"<t:-?\d+(?::[a-zA-Z])?>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[\w+~-]+:")),
    ("command", re.compile(r"</[^>]+:\d+>|<id:\w+>")),
    ("contact", re.compile(r"<[^\s<>@]+@[^\s<>]+>|<\+[\d ()-]+>")),
]
_STYLES = [
    ("strong", "**"),
    ("underline", "__"),
    ("struck", "~~"),
    ("spoiler", "||"),
    ("emphasis", "*"),
    ("emphasis", "_"),
]


@dataclass
class Read:
    """What somebody sees: the text, the links in it, what else was found, and the styles of each run of text."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    runs: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def say(self, text: str, styles: tuple[str, ...]) -> None:
        self.text += text
        if self.runs and self.runs[-1][1] == styles:
            text = self.runs.pop()[0] + text
        self.runs.append((text, styles))


def read(markdown: str) -> Read:
    seen = Read()
    _inline(markdown, (), seen)
    return seen


def _inline(text: str, styles: tuple[str, ...], seen: Read) -> None:
    at, fresh = 0, not styles
    while at < len(text):
        if fresh and (length := _line_rule(text, at, seen)):
            at += length
            continue
        fresh = False
        if text[at] == "\\" and at + 1 < len(text) and not (text[at + 1].isalnum() or text[at + 1].isspace()):
            seen.say(text[at + 1], styles)
            at += 2
            continue
        if (length := _token(text, at, styles, seen) or _styled(text, at, styles, seen)) > 0:
            at += length
            continue
        fresh = text[at] == "\n"
        seen.say(text[at], styles)
        at += 1


def _line_rule(text: str, at: int, seen: Read) -> int:
    for kind, rule in _LINE_RULES:
        if found := rule.match(text, at):
            seen.found.append(kind)
            return found.end() - at
    return 0


def _token(text: str, at: int, styles: tuple[str, ...], seen: Read) -> int:
    if found := _FENCED.match(text, at):
        seen.found.append("fenced")
    elif found := _CODE.match(text, at):
        seen.say(found[2], (*styles, "code"))
    elif (found := _ADDRESS.match(text, at)) or (found := _BARE_ADDRESS.match(text, at)):
        to = found[found.lastindex or 0]
        seen.links.append((to, to))
        seen.say(to, (*styles, "link"))
    elif found := _MASKED.match(text, at):
        before = len(seen.text)
        _inline(found[1], (*styles, "link"), seen)
        seen.links.append((seen.text[before:], found[2]))
    else:
        for kind, rule in _CALLS:
            if found := rule.match(text, at):
                seen.found.append(kind)
                break
    return found.end() - at if found else 0


def _styled(text: str, at: int, styles: tuple[str, ...], seen: Read) -> int:
    for style, mark in _STYLES:
        if not text.startswith(mark, at):
            continue
        end = _end(text, at + len(mark), mark)
        if end > at + len(mark):
            _inline(text[at + len(mark) : end], (*styles, style), seen)
            return end + len(mark) - at
    return 0


def _end(text: str, at: int, mark: str) -> int:
    """Return where a style ends: at its mark, with no more of the same after it; -1 for nowhere."""
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text.startswith(mark, at) and not text.startswith(mark[0], at + len(mark)):
            return at
        at += 1
    return -1
