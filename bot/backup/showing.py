"""How far a backup is, in a terminal."""

from rich.console import Console
from rich.progress import Progress


def bar() -> Progress:
    """Return what shows how far it is, and leaves nothing behind; nothing at all where nobody looks."""
    out = Console(stderr=True)
    return Progress(console=out, transient=True, disable=not out.is_terminal)
