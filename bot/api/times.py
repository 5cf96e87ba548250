"""Kinds of input about days and times, read as Dutch organisers write them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from bot.api import guesses
from bot.api.errors import UserError
from bot.api.kinds import Kind, Option, Reading
from bot.domain.announcement import Times, Unreadable, read_date, read_moment, read_times
from bot.domain.wallclock import WallTime, resolve


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


def _understood(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Unreadable as problem:
        raise UserError(f"notice-{problem.code}", **problem.values) from None
