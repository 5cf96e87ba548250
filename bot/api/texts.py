"""Texts in one language, as cogs ask for them."""

import datetime as dt
from typing import Any, Protocol


class Texts(Protocol):
    """A cog's texts in one language, with the bot's own beneath them."""

    locale: str

    def __call__(self, text_id: str, /, **values: Any) -> str:
        """Return a text with its variables filled in."""

    def find(self, text_id: str, /, **values: Any) -> str | None:
        """Return a text, or None where there is none."""

    def date(self, day: dt.date) -> str:
        """Return weekday and date in words: "vrijdag 13 oktober 2026"."""

    def time(self, moment: dt.datetime | dt.time) -> str:
        """Return wall-clock time: "10:00"."""
