"""A time zone as calendars want it told (RFC 5545, VTIMEZONE): the changes of clock around a session.

A change begins at the time that the clock shows before it. What icalendar 7.3 derives from a zone begins summer time an
hour late: 03:00 instead of 02:00 in Amsterdam.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=32)
def timezone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """Return the rules of a zone for some years, both included. The result is shared: it is not to be changed."""
    told = Timezone()
    told.add("TZID", zone.key)
    # A year begins and ends up to a day earlier or later than in UTC.
    start, end = datetime(first_year, 1, 1, tzinfo=UTC) - _DAY, datetime(last_year + 1, 1, 1, tzinfo=UTC) + _DAY
    told.add_component(_observance(start, start, zone))
    for at in _changes(start, end, zone):
        told.add_component(_observance(at - _SECOND, at, zone))
    return told


def _observance(before: datetime, at: datetime, zone: ZoneInfo) -> TimezoneStandard | TimezoneDaylight:
    """Return what holds from `at` on; it begins on the wall clock that hung there `before`."""
    earlier, now = before.astimezone(zone), at.astimezone(zone)
    told = TimezoneDaylight() if now.dst() else TimezoneStandard()
    told.add("DTSTART", at.astimezone(UTC).replace(tzinfo=None) + (earlier.utcoffset() or timedelta()))
    told.add("TZOFFSETFROM", earlier.utcoffset())
    told.add("TZOFFSETTO", now.utcoffset())
    told.add("TZNAME", now.tzname())
    return told


def _changes(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the moments at which the clocks of a zone change; they do so at most once a day."""
    day = start
    while day < end:
        if _offset(day, zone) != _offset(day + _DAY, zone):
            low, high = day, day + _DAY
            while high - low > _SECOND:
                middle = low + (high - low) // _SECOND // 2 * _SECOND
                low, high = (middle, high) if _offset(middle, zone) == _offset(day, zone) else (low, middle)
            yield high
        day += _DAY


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
