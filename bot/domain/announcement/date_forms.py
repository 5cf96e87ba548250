"""The ways a date is written, each as a pattern and what it says.

A `Said` is what stands in the text, before it is laid beside a calendar: "vr 13 en za 14 okt" says two days of a
month, perhaps without a year; "volgende week dinsdag" says a day counted from today.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta, weekday
from msgspec import Struct

from bot.domain.announcement.words import (
    DAYPART_NAME,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    number,
    one_of,
)


class Precision(Enum):
    """How a day was named."""

    CALENDAR = "day and month"
    COUNTED = "counted from today"
    RECURRING = "every so often"


class Day(Struct, frozen=True):
    """One day as said: `weekday` and `year` are None when they were left out."""

    day: int
    month: int
    year: int | None
    weekday: int | None


class Said(Struct, frozen=True):
    """A date as it stands in the text, from `start` to `end`: days of a calendar, or already `counted` ones."""

    start: int
    end: int
    days: tuple[Day, ...] = ()
    counted: tuple[date, ...] = ()
    precision: Precision = Precision.CALENDAR
    choice: bool = False
    bare: bool = False
    """Two numbers and no more: "10-12" may be hours or ages too."""


_WEEKDAY_NUMBERS = WEEKDAYS | SHORT_WEEKDAYS
_FULL_WEEKDAY = one_of(WEEKDAYS)
_WEEKDAY = one_of(_WEEKDAY_NUMBERS)
_MONTH = one_of(MONTHS)
_DAY_NUMBER = rf"(?:[0-9]{{1,2}}|{one_of(NUMBERS.keys() - {'een'})})"
_YEAR = r"(?:,? ?(?P<year>[0-9]{4}(?![0-9]| ?- ?[0-9]{4}(?![0-9])| ?uur| ?u\b)|'[0-9]{2}(?![0-9])|2[0-9](?= ?$)))?"
_WITH_WEEKDAY = rf"(?:{_WEEKDAY}(?:{DAYPART_NAME})?(?:\b|(?=[0-9]))\.?,? ?(?:a\.s\.,? ?)?(?:de )?)?"
_ITEM = rf"{_WITH_WEEKDAY}{_DAY_NUMBER}(?:e|ste|de)?"
_JOIN = r"(?:en|&|\+|t/m|t\.m\.|tm|tot en met|tot|-|/|of)"
_STARTS = r"(?<!\w)(?<![0-9][.,:/-])"

_ISO = re.compile(
    r"(?<![\w-])(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:t(?=[0-9]{2}:)|(?![0-9-]))"
)
_NUMERIC = re.compile(
    rf"{_STARTS}(?P<weekday>{_WITH_WEEKDAY})(?P<day>[0-9]{{1,2}})(?P<mark> ?[-/.] ?)(?P<month>[0-9]{{1,2}})"
    r"(?:(?P=mark)(?P<year>[0-9]{4}|'?[0-9]{2}))?(?![0-9]|[-/.:,][0-9]| ?(?:uur|u|h)\b)"
)
_DAY_MONTH = re.compile(
    rf"{_STARTS}(?P<days>{_ITEM}(?:(?:, ?{_ITEM}){{0,5}},? ?{_JOIN} ?{_ITEM})?) ?(?:van )?"
    rf"(?P<month>{_MONTH})(?!\w)\.?{_YEAR}"
)
_DAY_ITEM = re.compile(rf"(?P<weekday>{_WITH_WEEKDAY})(?P<day>{_DAY_NUMBER})")
_NTH_WEEKDAY = re.compile(
    rf"\b(?P<nth>{one_of(ORDINALS)}) (?P<weekday>{_FULL_WEEKDAY})(?:{DAYPART_NAME})?"
    rf" (?:van|in) (?P<month>{_MONTH})\b{_YEAR}"
)
_RECURRING = re.compile(
    rf"\b(?:elke|iedere|alle)(?: (?:{one_of(ORDINALS)}|week|maand|andere))?(?: op)? (?P<weekday>{_FULL_WEEKDAY})"
    rf"(?:{DAYPART_NAME})?(?: van de maand)?\b"
    rf"|\b(?P<nth>{one_of(ORDINALS)}) (?P<nth_weekday>{_FULL_WEEKDAY})(?:{DAYPART_NAME})? van de maand\b"
)
_COUNT = (
    r"(?:(?:volgende|deze|vorige) week|a\.?s\.?|aanstaande|aankomende|komende|eerstvolgende|deze|volgende|vorige"
    r"|afgelopen)"
)
_COUNTED_WEEKDAY = re.compile(
    rf"(?<!\w)(?:(?P<count>{_COUNT}),? (?P<weekday>{_WEEKDAY})|(?P<full>{_FULL_WEEKDAY}))(?:{DAYPART_NAME})?(?!\w)"
    rf"(?: (?P<after>volgende week|over een week|deze week|aanstaande|a\.s\.|a\.s|as)(?!\w))?"
)
# Not the morning ("in de morgen", "goede morgen") and not the future ("de wereld van morgen").
_NEAR = re.compile(
    r"(?<!van )(?<!voor )(?<!de )(?<!\w)"
    rf"(?P<word>overmorgen|morgen|vandaag|van(?={DAYPART_NAME}))(?:{DAYPART_NAME})?(?!\w)"
)
_NEAR_DAYS = {"van": 0, "vandaag": 0, "morgen": 1, "overmorgen": 2}


def _weekday_number(said: str) -> int | None:
    """Give the weekday that `said` ("vrijdagavond, de ") begins with, or None."""
    found = re.match(_WEEKDAY, said)
    return _WEEKDAY_NUMBERS[found[0]] if found else None


def _year_number(said: str | None) -> int | None:
    if not said:
        return None
    digits = said.strip("'")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _iso(found: re.Match[str], _today: date) -> Said:
    day = Day(int(found["day"]), int(found["month"]), int(found["year"]), None)
    return Said(*found.span(), days=(day,))


def _numeric(found: re.Match[str], _today: date) -> Said:
    weekday_said, year = _weekday_number(found["weekday"]), _year_number(found["year"])
    day = Day(int(found["day"]), int(found["month"]), year, weekday_said)
    bare = year is None and (weekday_said is None or "." in found["mark"])
    return Said(*found.span(), days=(day,), bare=bare)


def _day_month(found: re.Match[str], _today: date) -> Said:
    month, year = MONTHS[found["month"]], _year_number(found["year"])
    days = tuple(
        Day(number(item["day"]), month, year, _weekday_number(item["weekday"]))
        for item in _DAY_ITEM.finditer(found["days"])
    )
    return Said(*found.span(), days=days, choice=" of " in found["days"])


def _nth_weekday(found: re.Match[str], today: date) -> Said:
    nth, month = ORDINALS[found["nth"]], MONTHS[found["month"]]
    year = _year_number(found["year"])
    step = relativedelta(day=1 if nth > 0 else 31, weekday=weekday(WEEKDAYS[found["weekday"]], nth))
    days = [date(each, month, 1) + step for each in ([year] if year else [today.year, today.year + 1])]
    return Said(*found.span(), counted=(next((day for day in days if year or day >= today), days[-1]),))


def _recurring(found: re.Match[str], today: date) -> Said:
    coming = _coming(WEEKDAYS[found["weekday"] or found["nth_weekday"]], today)
    return Said(*found.span(), counted=(coming,), precision=Precision.RECURRING)


def _coming(number_of_weekday: int, start: date) -> date:
    """Give the first such weekday from `start` on, `start` included."""
    return start + timedelta(days=(number_of_weekday - start.weekday()) % 7)


def _counted_weekday(found: re.Match[str], today: date) -> Said:
    wanted = _WEEKDAY_NUMBERS[found["weekday"] or found["full"]]
    monday, tomorrow = today - timedelta(days=today.weekday()), today + timedelta(days=1)
    this_week, next_week = monday + timedelta(days=wanted), monday + timedelta(days=7 + wanted)
    coming = _coming(wanted, tomorrow)
    count = found["after"] or found["count"] or ""
    readings: dict[str, tuple[date, ...]] = {
        "": (_coming(wanted, today),),
        "deze week": (this_week,),
        "deze": (_coming(wanted, today),),
        "volgende week": (next_week,),
        # "volgende dinsdag" is the coming one to some and the one of next week to others.
        "volgende": tuple(dict.fromkeys((next_week, coming))),
        "over een week": (coming + timedelta(days=7),),
        "vorige week": (this_week - timedelta(days=7),),
        "vorige": (coming - timedelta(days=14 if wanted == today.weekday() else 7),),
    }
    readings["afgelopen"] = readings["vorige"]
    days = readings.get(count, (coming,))
    return Said(*found.span(), counted=days, precision=Precision.COUNTED, choice=len(days) > 1)


def _near(found: re.Match[str], today: date) -> Said:
    day = today + timedelta(days=_NEAR_DAYS[found["word"]])
    return Said(*found.span(), counted=(day,), precision=Precision.COUNTED)


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Said]], ...] = (
    (_ISO, _iso),
    (_NUMERIC, _numeric),
    (_DAY_MONTH, _day_month),
    (_NTH_WEEKDAY, _nth_weekday),
    (_RECURRING, _recurring),
    (_COUNTED_WEEKDAY, _counted_weekday),
    (_NEAR, _near),
)
"""The forms, the most telling first: what one form has read, the next does not see."""


def read_form(
    pattern: re.Pattern[str], reader: Callable[[re.Match[str], date], Said], plain: str, today: date
) -> Iterator[Said]:
    """Give what `pattern` finds in `plain`; a day beyond the calendar's last year is left out."""
    for found in pattern.finditer(plain):
        try:
            yield reader(found, today)
        except (OverflowError, ValueError):
            yield Said(*found.span())
