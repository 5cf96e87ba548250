"""What a check finds, and how it is shown: a line each, that reads well in a narrow window too."""

from enum import StrEnum
from textwrap import fill, indent

from msgspec import Struct
from rich.console import Console
from rich.text import Text


class Mark(StrEnum):
    """How something stands. WRONG: the bot cannot work like this. WARNING: it works, but not as well as it could."""

    RIGHT = "✔"
    WARNING = "!"
    WRONG = "✘"


_COLOURS = {Mark.RIGHT: "green", Mark.WARNING: "yellow", Mark.WRONG: "red"}


class Finding(Struct, frozen=True):
    """How something stands, and what the operator does about it."""

    mark: Mark
    text: str
    mend: str = ""


def right(text: str) -> Finding:
    """Return that something is right."""
    return Finding(Mark.RIGHT, text)


def warning(text: str, mend: str) -> Finding:
    """Return that something could be better."""
    return Finding(Mark.WARNING, text, mend)


def wrong(text: str, mend: str) -> Finding:
    """Return that something is wrong."""
    return Finding(Mark.WRONG, text, mend)


def console() -> Console:
    """Return what shows texts as they are: no markup in them, no colours of its own."""
    return Console(highlight=False, markup=False, emoji=False)


def show(out: Console, finding: Finding) -> None:
    """Show a finding; a long one goes on below itself."""
    out.print(Text(finding.mark, style=f"bold {_COLOURS[finding.mark]}"), beside(out, finding.text), soft_wrap=True)
    if finding.mend:
        out.print(f"  → {beside(out, finding.mend, 4)}", soft_wrap=True)


def beside(out: Console, text: str, by: int = 2) -> str:
    """Return a text broken to stand beside a mark or a number that takes so many columns; its own lines stay."""
    lines = (fill(line, out.width - by, break_long_words=False, break_on_hyphens=False) for line in text.splitlines())
    return indent("\n".join(lines), " " * by).removeprefix(" " * by)
