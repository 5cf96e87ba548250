"""The texts of a folder in one language, each read when it is first asked for.

Reading Fluent is slow, and of a thousand texts few are asked for before somebody is answered.
"""

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from threading import Lock

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Message

from bot.api.content import TO_TYPE

_ENTRY = re.compile(r"^-?[A-Za-z][\w-]*(?= *=)", re.MULTILINE)
_REFERENCE = re.compile(r"\{\s*(?:-[A-Za-z]|[A-Za-z][\w-]*\s*[.}])")
"""One text in another: the whole file is then read at once."""


class Book:
    """The texts of a folder in one language."""

    def __init__(self, folder: Path, locale: str) -> None:
        # No isolation marks: they would end up in the codes and numbers that people copy.
        self.bundle = FluentBundle([locale], use_isolating=False)
        self._reading = Lock()
        written = source(folder, locale)
        self._unread = {} if _REFERENCE.search(written) else _entries(written)
        if not self._unread:
            self.bundle.add_resource(FluentResource(written))

    def message(self, message_id: str) -> Message | None:
        """Return what is written under an id, None where nothing is."""
        with self._reading:  # texts are asked for in the threads of the database too
            if (written := self._unread.pop(message_id, None)) is not None:
                self.bundle.add_resource(FluentResource(written))
        return self.bundle.get_message(message_id) if self.bundle.has_message(message_id) else None


def source(folder: Path, locale: str) -> str:
    """Return a file of texts, with what can be typed marked; raise OSError where there is none."""
    return (folder / f"{locale}.ftl").read_text(encoding="utf-8").replace("`", TO_TYPE)


@lru_cache
def book(folder: Path, locale: str) -> Book:
    """Return the book of a folder in a language: the same one each time."""
    return Book(folder, locale)


def _entries(written: str) -> dict[str, str]:
    """Return each text by its id; of two with the same, the first counts, as in Fluent."""
    begins = [*((found[0], found.start()) for found in _ENTRY.finditer(written)), ("", len(written))]
    return dict(reversed([(name, written[start:end]) for (name, start), (_, end) in pairwise(begins)]))
