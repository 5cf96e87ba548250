"""Kinds of input. One annotation serves slash options, text arguments and form fields alike.

A kind reads what was typed and writes a value back the way one would type it. Use them as
`Annotated[str, Text(most=80)]`; `X | None = None` makes an input optional. Days and times are in `bot.api.times`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.api.errors import UserError
from bot.api.kinds import FieldKind, Kind, Option, Reading
from bot.api.texts import Texts
from bot.domain.finding import fold

_YES = frozenset({"ja", "j", "yes", "y", "true", "1", "aan", "on"})
_NO = frozenset({"nee", "n", "no", "false", "0", "uit", "off", ""})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True)
class Text(Kind):
    """Text of at most `most` characters; `long` gives it several lines."""

    most: int | None = 200
    long: bool = False

    @property
    def field_kind(self) -> FieldKind:
        """How a form asks for it."""
        return "long" if self.long else "text"

    def read(self, typed: str, reading: Reading) -> str:
        """Return the text without outer white space."""
        if self.most is not None and len(typed) > self.most:
            raise UserError("error-too-long", most=self.most, length=len(typed))
        return typed.strip()

    def write(self, value: str) -> str:
        """Return the text."""
        return value


@dataclass(frozen=True)
class Email(Text):
    """An e-mail address."""

    def read(self, typed: str, reading: Reading) -> str:
        """Return the address."""
        text = super().read(typed, reading)
        if _EMAIL.fullmatch(text) is None:
            raise UserError("error-email", typed=text)
        return text


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no."""

    @property
    def field_kind(self) -> FieldKind:
        """How a form asks for it."""
        return "flag"

    def read(self, typed: str, reading: Reading) -> bool:
        """Return whether it is a yes."""
        word = typed.strip().casefold()
        if word not in _YES | _NO:
            raise UserError("error-yes-no", typed=typed)
        return word in _YES

    def write(self, value: bool) -> str:
        """Return "ja" or nothing."""
        return "ja" if value else ""

    def suggest(self, typed: str, reading: Reading) -> Sequence[Option]:
        """Return yes and no."""
        answers = (reading.t("flag-yes"), reading.t("flag-no"))
        return [Option(answer, answer) for answer in answers if answer.startswith(fold(typed))]


@dataclass(frozen=True)
class OneOf(Kind):
    """One of fixed values, typed as it is or by its label in any language: the text `choice-<value>`."""

    values: tuple[str, ...]
    named_only: bool = False

    @property
    def field_kind(self) -> FieldKind:
        """How a form asks for it."""
        return "choice"

    def read(self, typed: str, reading: Reading) -> str:
        """Return the value."""
        wanted = fold(typed)
        for value in self.values:
            labels = (texts(f"choice-{value}") for texts in reading.texts)
            if wanted in {value, *map(fold, labels)}:
                return value
        raise UserError("error-not-a-choice", typed=typed)

    def options(self, t: Texts) -> Sequence[Option]:
        """Return the values, labelled."""
        return [Option(value, t(f"choice-{value}")) for value in self.values]

    def suggest(self, typed: str, reading: Reading) -> Sequence[Option]:
        """Return the labels, which read as their values."""
        return [Option(option.label, option.label) for option in self.options(reading.t)]

    def example(self, t: Texts) -> str:
        """Return the label of the first."""
        return t(f"choice-{self.values[0]}")


@dataclass(frozen=True)
class Pick(Kind):
    """One of what the cog's `options` hook offers for `source`; the handler checks that it is."""

    source: str
    named_only: bool = False

    @property
    def field_kind(self) -> FieldKind:
        """How a form asks for it."""
        return "choice"

    def read(self, typed: str, reading: Reading) -> str:
        """Return what was picked."""
        return typed.strip()


@dataclass(frozen=True)
class Ref(Kind):
    """Something of the community by its number; the cog's `options` hook names what is likely meant."""

    source: str

    @property
    def field_kind(self) -> FieldKind:
        """How a form asks for it."""
        return "choice"

    def read(self, typed: str, reading: Reading) -> int:
        """Return the number."""
        return _number(typed)

    def example(self, t: Texts) -> str:
        """Return a number."""
        return "3"


@dataclass(frozen=True)
class Page(Kind):
    """Which page of a long list (see `bot.api.paging`)."""

    named_only: bool = True

    def read(self, typed: str, reading: Reading) -> int:
        """Return the number, counted from one."""
        return max(1, _number(typed))


def _number(typed: str) -> int:
    digits = typed.strip().removeprefix("#")
    if not digits.isdecimal() or len(digits) > 9:
        raise UserError("error-not-a-number", typed=typed)
    return int(digits)
