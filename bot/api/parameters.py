"""Kinds of input. One annotation serves slash options, text arguments and form fields alike.

A kind reads what was typed and writes a value back the way one would type it. Use them as
`Annotated[str, Text(most=80)]`; `X | None = None` makes an input optional.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from bot.api import guesses
from bot.api.errors import UserError
from bot.api.texts import Texts
from bot.domain.announcement import Times, Unreadable, read_date, read_moment, read_times
from bot.domain.finding import fold
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
    """Where, when and in which words something is read; `texts` are the cog's, the reader's language first."""

    now: datetime
    zone: ZoneInfo
    texts: tuple[Texts, ...] = ()

    @property
    def today(self) -> date:
        """The date on the community's wall calendar."""
        return self.now.astimezone(self.zone).date()

    @property
    def t(self) -> Texts:
        """The texts in the reader's language."""
        return self.texts[0]


class Kind:
    """A kind of input: subclass it and say how it is read and written."""

    field_kind: ClassVar[FieldKind] = "text"
    """How a form asks for it."""

    named_only: bool = False
    """Whether it must be named where a command is typed ("bladzijde: 2"), and never takes a word by its place."""

    most: int | None = None
    """How many characters it takes, None where that does not matter."""

    source: str | None = None
    """What the cog's `options` hook is asked for, where it knows what there is to choose from."""

    def read(self, typed: str, reading: Reading) -> Any:
        """Return the value that was typed; raise UserError where it cannot be one."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """Return a value the way one would type it."""
        return str(value)

    def options(self, t: Texts) -> Sequence[Option]:
        """Return what there is to choose from, where that is always the same."""
        return ()

    def suggest(self, typed: str, reading: Reading) -> Sequence[Option]:
        """Return what may be meant by what is typed so far: each as one would type it, labelled for the reader."""
        return ()

    def understood(self, typed: str, reading: Reading) -> str | None:
        """Say in the reader's language how it is read, where that is not plain; raise UserError as `read` does."""
        return None

    def example(self, t: Texts) -> str:
        """Return something one could type."""
        return "…"


@dataclass(frozen=True)
class Text(Kind):
    """Text of at most `most` characters; `long` gives it several lines."""

    most: int | None = 200
    long: bool = False

    @property
    def field_kind(self) -> FieldKind:  # type: ignore[override]
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
class Day(Kind):
    """A date as Dutch organisers write it: "vr 13 okt", "13-10-2026", "volgende week dinsdag"."""

    most: int | None = 100

    def read(self, typed: str, reading: Reading) -> date:
        """Return the date; without a year it is the next such date."""
        day: date = _understood(lambda: read_date(typed, reading.today))
        return day

    def write(self, value: date) -> str:
        """Return the date in numbers."""
        return value.strftime("%d-%m-%Y")

    def suggest(self, typed: str, reading: Reading) -> Sequence[Option]:
        """Return the days that may be meant, each with its weekday; coming ones where nothing is typed."""
        shown = [texts.date for texts in reading.texts]
        return [Option(self.write(day), reading.t.date(day)) for day in guesses.days(typed, reading.today, shown)]

    def understood(self, typed: str, reading: Reading) -> str | None:
        """Return the date in words."""
        return reading.t.date(self.read(typed, reading))


@dataclass(frozen=True)
class Hours(Kind):
    """From when to when: "10-12u", "10:00 - 12:00", "half acht tot negen uur"."""

    most: int | None = 100

    def read(self, typed: str, reading: Reading) -> Times:
        """Return start and end."""
        times: Times = _understood(lambda: read_times(typed))
        if times.end is None:
            raise UserError("error-no-end", typed=typed)
        return times

    def write(self, value: Times) -> str:
        """Return the times."""
        return " - ".join(f"{moment:%H:%M}" for moment in (value.start, value.end) if moment is not None)

    def suggest(self, typed: str, reading: Reading) -> Sequence[Option]:
        """Return the times that may be meant; usual ones where nothing is typed."""
        written = [self.write(times) for times in guesses.hours(typed)]
        return [Option(hours, hours) for hours in written]

    def understood(self, typed: str, reading: Reading) -> str | None:
        """Return the times in numbers, with what was assumed."""
        times = self.read(typed, reading)
        assumed = [reading.t(f"notice-{notice.code}", **notice.values) for notice in times.notices]
        return ". ".join([self.write(times), *assumed])


@dataclass(frozen=True)
class TimeOfDay(Kind):
    """One time on the clock: "10:00", "half acht"."""

    most: int | None = 100

    def read(self, typed: str, reading: Reading) -> time:
        """Return the time."""
        times: Times = _understood(lambda: read_times(typed))
        if times.end is not None:
            raise UserError("error-one-time", typed=typed)
        return times.start

    def write(self, value: time) -> str:
        """Return the time in numbers."""
        return f"{value:%H:%M}"

    def understood(self, typed: str, reading: Reading) -> str | None:
        """Return the time in numbers; None where it was typed so."""
        written = self.write(self.read(typed, reading))
        return None if written == typed.strip() else written


@dataclass(frozen=True)
class When(Kind):
    """A moment to come: "vr 13 okt 10 uur", "morgen half acht"; a time alone is today."""

    most: int | None = 100

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

    def understood(self, typed: str, reading: Reading) -> str | None:
        """Return the moment in words."""
        moment = self.read(typed, reading)
        return f"{reading.t.date(moment)}, {reading.t.time(moment)}"


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no."""

    field_kind: ClassVar[FieldKind] = "flag"

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
    field_kind: ClassVar[FieldKind] = "choice"

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
    field_kind: ClassVar[FieldKind] = "choice"

    def read(self, typed: str, reading: Reading) -> str:
        """Return what was picked."""
        return typed.strip()


@dataclass(frozen=True)
class Ref(Kind):
    """Something of the community by its number; the cog's `options` hook names what is likely meant."""

    source: str
    field_kind: ClassVar[FieldKind] = "choice"

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


def _understood(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Unreadable as problem:
        raise UserError(f"notice-{problem.code}", **problem.values) from None
