"""A clock time as said, and the time of day that it means.

"19:30" says it all; "half acht" leaves open which half of the day. That is settled, in this order, by the part of
the day said with it, by the other end of the range, and else by when people meet; only the last is a guess.
"""

import re
from datetime import time

from msgspec import Struct

from bot.domain.announcement.model import Notice, Times
from bot.domain.announcement.words import DAYPART, DAYPART_HOURS, NUMBERS, daypart_of, number, one_of

_HALF_DAY, _DAY = 12 * 60, 24 * 60
_ASSUMED_AFTERNOON = range(60, 9 * 60)
_EVENING, _EARLY_MORNING = 18 * 60, 6 * 60

HOUR_WORDS = {word: value for word, value in NUMBERS.items() if value <= 12}
_SHIFT_WORDS = {"kwart": 15, "vijf": 5, "tien": 10, "twintig": 20, "5": 5, "10": 10, "20": 20}
_DAYPART = DAYPART.replace(" ", "[ ]")  # the pattern below is verbose
_SUFFIX = r"[ ]?(?:uur\b|u\b\.?|h\b)"
CLOCK = re.compile(
    rf"""(?<!\w)(?<![0-9][.,:/])
    (?:
        (?P<hour>[0-9]{{1,2}})(?:(?P<mark>[:.])|[ ]?[uh][ ]?)(?P<minute>[0-9]{{2}})(?::00)?
            (?![0-9]|[.,:/][0-9])(?P<suffix>{_SUFFIX})?
      | (?P<four>[0-9]{{4}}){_SUFFIX}
      | (?:(?P<shift>{one_of(_SHIFT_WORDS)})[ ](?:minuten[ ])?(?P<side>voor|over)[ ])?(?P<half>half[ ])?
            (?P<whole>{one_of(HOUR_WORDS)}|[0-9]{{1,2}})(?P<uur>{_SUFFIX})?(?!\w|[.,:/][0-9]|[ ]?%)
    )
    (?:,?[ ](?P<daypart>{_DAYPART}))?""",
    re.VERBOSE,
)


class Clock(Struct, frozen=True):
    """A clock time as said: `minutes` since midnight, of the first half of the day when that is left open.

    `literal` says that it was written as 24-hour time, `settled` that not even a part of the day elsewhere in the
    text changes it, `clear` that nothing but a clock time looks like this, `hours_only` that it could be a duration.
    """

    start: int
    end: int
    said: str
    minutes: int
    literal: bool
    settled: bool
    clear: bool
    dotted: bool
    hours_only: bool
    possible: bool
    daypart: str | None


def clock_of(found: re.Match[str]) -> Clock:
    """Give the clock time in a match of `CLOCK`."""
    daypart = daypart_of(found["daypart"]) if found["daypart"] else None
    if found["whole"]:
        return _spoken(found, daypart)
    digits = found["four"] or found["hour"] + found["minute"]
    hour, minute = int(digits[:-2]), int(digits[-2:])
    dotted = found["mark"] == "." and not found["suffix"]
    return Clock(
        *found.span(),
        said=found[0],
        minutes=hour * 60 + minute,
        literal=True,
        settled=len(digits) == 4,
        clear=not dotted,
        dotted=dotted,
        hours_only=False,
        possible=minute < 60 and hour * 60 + minute <= _DAY,
        daypart=daypart,
    )


def _spoken(found: re.Match[str], daypart: str | None) -> Clock:
    hour = number(found["whole"])
    literal = hour > 12 or found["whole"].startswith("0")
    shift = _SHIFT_WORDS[found["shift"]] if found["shift"] else 0
    minutes = hour * 60 - (30 if found["half"] else 0) + (-shift if found["side"] == "voor" else shift)
    telling = bool(found["half"]) or found["shift"] == "kwart" or (bool(found["shift"]) and bool(found["uur"]))
    return Clock(
        *found.span(),
        said=found[0],
        # the hour before one o'clock is called after twelve
        minutes=minutes if literal else (minutes - 60) % _HALF_DAY + 60,
        literal=literal,
        settled=literal,
        clear=(telling and hour <= 12) or daypart is not None,
        dotted=False,
        hours_only=bool(found["uur"]) and not telling,
        possible=hour <= 24 and (hour <= 12 or not telling),
        daypart=daypart,
    )


def as_time(minutes: int) -> time:
    """Give the time of day, `minutes` after midnight; 24:00 is midnight."""
    return time(minutes // 60 % 24, minutes % 60)


def shown(at: time) -> str:
    """Give `at` as a notice shows it: 19:30."""
    return f"{at:%H:%M}"


def times_of(first: Clock, last: Clock | None, daypart: str | None = None) -> Times:
    """Give the times that a clock time, or a range of two, means.

    `daypart` is the part of the day said elsewhere (with the date, or before in the sentence). The result's notices
    are `time-daypart-assumed`, `time-daypart-mismatch` and `end-before-start`; with the last one the end is None.
    """
    start, notices = _start(first, last, daypart)
    if last is None:
        return Times(as_time(start), None, tuple(notices))
    end = _end(start, last)
    if end > start or (start >= _EVENING and end <= _EARLY_MORNING):
        return Times(as_time(start), as_time(end), tuple(notices))
    values = {"start": shown(as_time(start)), "end": shown(as_time(end))}
    return Times(as_time(start), None, (*notices, Notice("end-before-start", values)))


def _start(first: Clock, last: Clock | None, daypart: str | None) -> tuple[int, list[Notice]]:
    said = first.daypart or daypart
    if said:
        fitting = _in_daypart(first, said, settled=first.settled and not first.daypart)
        if fitting is not None:
            return fitting, []
        return first.minutes, [Notice("time-daypart-mismatch", {"said": f"{first.said.strip()} ({said})"})]
    settled = first.minutes if first.literal else _settled_by_end(first, last)
    if settled is not None:
        return settled, []
    if first.minutes not in _ASSUMED_AFTERNOON:
        return first.minutes, []
    minutes = first.minutes + _HALF_DAY
    return minutes, [Notice("time-daypart-assumed", {"said": first.said.strip(), "time": shown(as_time(minutes))})]


def _settled_by_end(first: Clock, last: Clock | None) -> int | None:
    """Give the only reading of `first` that goes with an end that is itself beyond doubt, or None."""
    if last is None or not (last.literal or last.daypart):
        return None
    end = _end(0, last)
    earlier = [minutes for minutes in _readings(first) if minutes < end]
    shared = _in_daypart(first, last.daypart) if last.daypart else None
    if shared in earlier:
        return shared
    return earlier[0] if len(earlier) == 1 else None


def _end(start: int, last: Clock) -> int:
    """Give the end as the first reading of `last` after `start`, or its early one past midnight."""
    if last.daypart:
        fitting = _in_daypart(last, last.daypart)
        return last.minutes if fitting is None else (fitting or _DAY)
    if last.literal:
        return last.minutes or _DAY
    return next((minutes for minutes in _readings(last) if minutes > start), last.minutes)


def _readings(clock: Clock) -> tuple[int, ...]:
    """Give what `clock` can mean: in the first and in the second half of the day."""
    return (clock.minutes, clock.minutes + _HALF_DAY) if clock.minutes < 13 * 60 else (clock.minutes,)


def _in_daypart(clock: Clock, daypart: str, *, settled: bool = False) -> int | None:
    """Give the reading of `clock` that lies in `daypart`, or None."""
    hours = DAYPART_HOURS[daypart]
    readings = (clock.minutes,) if settled else _readings(clock)
    return next((minutes % _DAY for minutes in readings if minutes // 60 % 24 in hours), None)
