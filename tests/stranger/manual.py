"""docs/cogs.md as its reader follows it: files to write and commands to give, in order."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "cogs.md").read_text(encoding="utf-8")
_STEP = re.compile(
    r"(?:^\*\*`(?P<path>[^`]+)`\*\*\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class File:
    """A file to write, seen from the folder one works in."""

    path: str
    text: str

    def write(self, folder: Path) -> None:
        place = folder / self.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(self.text, encoding="utf-8")


@dataclass(frozen=True)
class Commands:
    """Commands to give in a shell."""

    text: str


def steps() -> list[File | Commands]:
    """Return everything the manual says to do."""
    found: list[File | Commands] = []
    for step in _STEP.finditer(TEXT):
        if step["path"] is not None:
            found.append(File(step["path"], step["text"]))
        else:
            assert step["kind"] == "sh", f"neither a file with a name nor commands: {step['text'][:60]}"
            found.append(Commands(step["text"]))
    return found


def files() -> dict[str, File]:
    """Return the files of the manual by their path."""
    return {step.path: step for step in steps() if isinstance(step, File)}
