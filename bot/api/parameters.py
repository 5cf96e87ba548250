"""Kinds of input. One annotation serves slash options, text arguments and form fields alike.

A kind reads what was typed and writes a value back the way one would type it. Use them as
`Annotated[str, Text(most=80)]`; `X | None = None` makes an input optional.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, Literal, Protocol
from zoneinfo import ZoneInfo

from bot.api.errors import UserError
from bot.domain.announcement import Times, Unreadable, read_date, read_moment, read_times
from bot.domain.wallclock import WallTime, resolve

FieldKind = Literal["text", "long", "choice", "flag"]

_YES = frozenset({"ja", "j", "yes", "y", "true", "1", "aan", "on"})
_NO = frozenset({"nee", "n", "no", "false", "0", "uit", "off", ""})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose from."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Where and when something is read."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The date on the community's wall calendar."""
        return self.now.astimezone(self.zone).date()


class Kind(Protocol):
    """A kind of input."""

    field_kind: FieldKind
    most: int | None

    def read(self, typed: str, reading: Reading) -> Any:
        """Return the value that was typed; raise UserError where it cannot be one."""

    def write(self, value: Any) -> str:
        """Return a value the way one would type it."""


@dataclass(frozen=True)
class Text:
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
class _Short:
    field_kind: ClassVar[FieldKind] = "text"
    most: ClassVar[int | None] = 100


@dataclass(frozen=True)
class Day(_Short):
    """A date as Dutch organisers write it: "vr 13 okt", "13-10-2026", "volgende week dinsdag"."""

    def read(self, typed: str, reading: Reading) -> date:
        """Return the date; without a year it is the next such date."""
        day: date = _understood(lambda: read_date(typed, reading.today))
        return day

    def write(self, value: date) -> str:
        """Return the date in numbers."""
        return value.strftime("%d-%m-%Y")


@dataclass(frozen=True)
class Hours(_Short):
    """From when to when: "10-12u", "10:00 - 12:00", "half acht tot negen uur"."""

    def read(self, typed: str, reading: Reading) -> Times:
        """Return start and end."""
        times: Times = _understood(lambda: read_times(typed))
        if times.end is None:
            raise UserError("error-no-end", typed=typed)
        return times

    def write(self, value: Times) -> str:
        """Return the times."""
        return " - ".join(f"{moment:%H:%M}" for moment in (value.start, value.end) if moment is not None)


@dataclass(frozen=True)
class TimeOfDay(_Short):
    """One time on the clock: "10:00", "half acht"."""

    def read(self, typed: str, reading: Reading) -> time:
        """Return the time."""
        times: Times = _understood(lambda: read_times(typed))
        if times.end is not None:
            raise UserError("error-one-time", typed=typed)
        return times.start

    def write(self, value: time) -> str:
        """Return the time in numbers."""
        return f"{value:%H:%M}"


@dataclass(frozen=True)
class When(_Short):
    """A moment to come: "vr 13 okt 10 uur", "morgen half acht"; a time alone is today."""

    def read(self, typed: str, reading: Reading) -> datetime:
        """Return the moment, in the community's zone; of a time that comes twice that night, the first."""
        wall: datetime = _understood(lambda: read_moment(typed, reading.today))
        moment = resolve(wall, reading.zone)
        if moment.wall_time is WallTime.SKIPPED:
            raise UserError("error-skipped-time", time=f"{wall:%H:%M}")
        if moment.at.astimezone(UTC) <= reading.now:
            raise UserError("error-moment-is-past", day=f"{wall:%d-%m-%Y}", time=f"{wall:%H:%M}")
        return moment.at

    def write(self, value: datetime) -> str:
        """Return day and time in numbers."""
        return f"{value:%d-%m-%Y %H:%M}"


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    field_kind: ClassVar[FieldKind] = "flag"
    most: ClassVar[int | None] = None

    def read(self, typed: str, reading: Reading) -> bool:
        """Return whether it is a yes."""
        word = typed.strip().casefold()
        if word not in _YES | _NO:
            raise UserError("error-yes-no", typed=typed)
        return word in _YES

    def write(self, value: bool) -> str:
        """Return "ja" or nothing."""
        return "ja" if value else ""


@dataclass(frozen=True)
class OneOf:
    """One of fixed values; their labels are the texts `choice-<value>`."""

    values: tuple[str, ...]
    field_kind: ClassVar[FieldKind] = "choice"
    most: ClassVar[int | None] = None

    def read(self, typed: str, reading: Reading) -> str:
        """Return the value."""
        if typed not in self.values:
            raise UserError("error-not-a-choice", typed=typed)
        return typed

    def write(self, value: str) -> str:
        """Return the value."""
        return str(value)


@dataclass(frozen=True)
class Pick:
    """One of what the cog's `options` hook offers for `source`; the handler checks that it is."""

    source: str
    field_kind: ClassVar[FieldKind] = "choice"
    most: ClassVar[int | None] = None

    def read(self, typed: str, reading: Reading) -> str:
        """Return what was picked."""
        return typed.strip()

    def write(self, value: str) -> str:
        """Return what was picked."""
        return value


@dataclass(frozen=True)
class Ref:
    """Something of the community by its number; the cog's `options` hook names what is likely meant."""

    source: str
    field_kind: ClassVar[FieldKind] = "choice"
    most: ClassVar[int | None] = None

    def read(self, typed: str, reading: Reading) -> int:
        """Return the number."""
        digits = typed.strip().removeprefix("#")
        if not digits.isdecimal() or len(digits) > 9:
            raise UserError("error-not-a-number", typed=typed)
        return int(digits)

    def write(self, value: int) -> str:
        """Return the number."""
        return str(value)


def _understood(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Unreadable as problem:
        raise UserError(f"notice-{problem.code}", **problem.values) from None
