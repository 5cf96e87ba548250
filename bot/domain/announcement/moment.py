"""One moment in a form field: a day and a time."""

import re
from datetime import date, datetime

from bot.domain.announcement.dates import find_dates, quoted, read_date
from bot.domain.announcement.model import Unreadable
from bot.domain.announcement.text import plain, tidy
from bot.domain.announcement.times import read_times

_LONGEST_FIELD = 200
_JOINS = re.compile(r"(?:^|[ ,]+)(?:op|om|,)?[ ,]*$", re.IGNORECASE)


def read_moment(text: str, today: date) -> datetime:
    """Give the wall-clock moment that a form field says: "vr 13 okt 10 uur", "morgen half acht", "14:30".

    Without a day it is `today`. The result has no zone. Raises Unreadable as `read_date` and `read_times` do; with
    `moment-without-time` for a day alone, `moment-is-period` for two times and `moment-unreadable` for anything else.
    """
    said = tidy(text)[:_LONGEST_FIELD]
    line = plain(said)
    found = find_dates(line, today) or find_dates(line, today, expected_at=(0,))
    if len(found) > 1:
        raise Unreadable("date-ambiguous", {"first": quoted(found[0].said), "second": quoted(found[1].said)})
    day, rest, daypart = today, said, None
    if found:
        start, end = found[0].start, found[0].end
        day, daypart = read_date(said[start:end], today), found[0].daypart
        rest = f"{_JOINS.sub('', said[:start])} {said[end:].lstrip(' ,')}"
        if not any(character.isalnum() for character in rest):
            raise Unreadable("moment-without-time", {"said": quoted(said)})
    try:
        times = read_times(rest, daypart)
    except Unreadable as problem:
        if problem.code != "time-unreadable":
            raise
        raise Unreadable("moment-unreadable", {"said": quoted(said)}) from None
    if times.end is not None:
        raise Unreadable("moment-is-period", {"said": quoted(said)})
    return datetime.combine(day, times.start)
