"""The folder in which a bot keeps all it has: one bot is at work in it at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.api.errors import FatalError

LOCK = "watals.lock"
"""The file that is locked. It holds nothing, and stays: what counts is who has it locked."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder where there is none, for its owner alone, and keep every other bot out of it meanwhile.

    A process that ends lets go of it, however it ends. Raises FatalError where a bot is at work in it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FatalError(
                f"{folder}: in deze map is al een bot aan het werk. Twee in één map kan niet; stop de andere eerst."
            ) from None
        yield
