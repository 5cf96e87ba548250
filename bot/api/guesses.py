"""What may be meant by a day or a time that is half typed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from bot.domain.announcement import Times, Unreadable, read_date, read_times
from bot.domain.finding import words

MOST = 5
FRIDAY, SATURDAY = 4, 5
_AHEAD = 2 * 366
"""Days looked at; within two years every date and weekday go together at least once."""

USUAL = tuple(
    Times(time(*start), time(*end))
    for start, end in (
        ((10, 0), (12, 0)),
        ((13, 30), (15, 30)),
        ((19, 0), (21, 0)),
        ((19, 30), (21, 30)),
        ((10, 0), (16, 0)),
    )
)
_LASTS = (timedelta(hours=2), timedelta(hours=1, minutes=30), timedelta(hours=1), timedelta(hours=3))


def days(typed: str, today: date, shown: Sequence[Callable[[date], str]]) -> list[date]:
    """Return the days that may be meant, soonest first, at most five.

    What the reader of announcements understands is meant. Else each typed word begins a word of the day as it is
    `shown`, in the reader's or another language: "vr 13" is the next Friday the thirteenth.
    """
    if not typed.strip():
        return _coming(today)
    try:
        return [read_date(typed, today)]
    except Unreadable:
        wanted = words(typed)
        ahead = (today + timedelta(days=number) for number in range(_AHEAD))
        return list(islice((day for day in ahead if any(_fits(wanted, _words(show, day)) for show in shown)), MOST))


def hours(typed: str) -> list[Times]:
    """Return the times that may be meant; with only a beginning, ends that are usual after it."""
    if not typed.strip():
        return list(USUAL)
    try:
        times = read_times(typed)
    except Unreadable:
        return [times for times in USUAL if f"{times.start:%H:%M} - {times.end:%H:%M}".startswith(typed.strip())]
    return [times] if times.end is not None else [Times(times.start, _after(times.start, by)) for by in _LASTS]


def _coming(today: date) -> list[date]:
    tomorrow = today + timedelta(days=1)
    weekend = [tomorrow + timedelta(days=(wanted - tomorrow.weekday()) % 7) for wanted in (FRIDAY, SATURDAY)]
    return sorted({tomorrow, *weekend, today + timedelta(days=7), today + timedelta(days=14)})


@lru_cache(maxsize=4 * _AHEAD)
def _words(show: Callable[[date], str], day: date) -> list[str]:
    return words(show(day))


def _fits(wanted: Sequence[str], found: Sequence[str]) -> bool:
    """Whether each typed word begins another word of a date, in order; a number must be the whole of it."""
    left: Iterator[str] = iter(found)
    return bool(wanted) and all(any(_begins(part, word) for word in left) for part in wanted)


def _begins(part: str, word: str) -> bool:
    return word == part if part.isdecimal() and len(part) < 4 else word.startswith(part)


def _after(start: time, by: timedelta) -> time:
    return (datetime.combine(date.min, start) + by).time()
