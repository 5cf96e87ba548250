"""Texts in the reader's language: Fluent files beside each cog, the bot's own beneath them.

What can be typed, such as a command, stands between backticks in the files: Typ `/hulp`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.syntax import ast

from bot.api.content import TO_TYPE, Phrase
from bot.core.books import Book, book, source
from bot.domain import announcement

LOCALES = ("nl", "en")
OWN_FOLDERS = (Path(__file__).parent / "texts", Path(announcement.__file__).parent)


class TextError(Exception):
    """A text is missing or lacks one of its variables: a mistake in the program."""


class FluentTexts:
    """The texts of one folder (and the bot's own) in one language; see `bot.api.cog.Texts`."""

    def __init__(self, locale: str, books: tuple[Book, ...]) -> None:
        self.locale = locale
        self._books = books

    def __call__(self, text_id: str, /, **values: Any) -> str:
        """Return a text; "id.attribute" names an attribute. Raises TextError for a mistake in the program."""
        text = self.find(text_id, **values)
        if text is None:
            raise TextError(f"no text {text_id!r} in {self.locale}")
        return text

    def find(self, text_id: str, /, **values: Any) -> str | None:
        """Return a text, or None where there is none."""
        for bundle, pattern in self._patterns(text_id):
            filled = {name: _filled_in(value) for name, value in values.items()}
            formatted, errors = bundle.format_pattern(pattern, filled)
            if errors:
                raise TextError(f"{text_id} in {self.locale}: {errors}")
            text = str(formatted)
            return Phrase(text) if TO_TYPE in text else text
        return None

    def has(self, text_id: str) -> bool:
        """Whether there is a text or attribute; whether it can be filled in is another matter."""
        return any(True for _ in self._patterns(text_id))

    def _patterns(self, text_id: str) -> Iterator[tuple[FluentBundle, Pattern]]:
        """Yield what is written under an id, the cog's own before the bot's."""
        message_id, _, attribute = text_id.partition(".")
        for each in self._books:
            message = each.message(message_id)
            if message is None:
                continue
            pattern = message.attributes.get(attribute) if attribute else message.value
            if pattern is not None:
                yield each.bundle, pattern

    def date(self, day: dt.date) -> str:
        """Return weekday and date in words."""
        return format_date(day, "EEEE d MMMM y", locale=self.locale)

    def time(self, moment: dt.datetime | dt.time) -> str:
        """Return wall-clock time."""
        return f"{moment:%H:%M}"


@lru_cache
def texts_of(folder: Path | None) -> Callable[[str], FluentTexts]:
    """Return a function from locale to the texts of a folder; an unknown locale reads Dutch."""
    folders = OWN_FOLDERS if folder is None else (folder, *OWN_FOLDERS)
    books = {locale: FluentTexts(locale, tuple(book(place, locale) for place in folders)) for locale in LOCALES}
    return lambda locale: books.get(locale, books["nl"])


def text_ids(folder: Path, locale: str) -> set[str]:
    """Return the ids of the texts in a folder's file. Raises OSError, or TextError where a line is no text."""
    entries = FluentResource(source(folder, locale)).body
    for entry in entries:
        if isinstance(entry, ast.Junk):
            line = str(entry.content).strip().splitlines()[0]
            raise TextError(f"{locale}.ftl has something that is no text: {line!r}")
    return {entry.id.name for entry in entries if isinstance(entry, ast.Message)}


def _filled_in(value: Any) -> Any:
    """Return a variable's value as it goes into a text: only our own texts say what can be typed."""
    if isinstance(value, Phrase):
        return value.marked
    return value.replace(TO_TYPE, "") if isinstance(value, str) else value
