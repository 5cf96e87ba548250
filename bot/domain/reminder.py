"""When people are reminded of a session, and when it is too late for that."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.wallclock import resolve


class Reminder(StrEnum):
    """The reminders of a session."""

    DAY = "day"
    HOUR = "hour"


EARLIEST, LATEST = time(9), time(21)
"""Between these, on the session's own clock, people are reminded of what comes tomorrow."""

HOUR_BEFORE = timedelta(hours=1)
APART = timedelta(hours=3)
"""Two reminders of one session do not come closer together than this."""


def moment(reminder: Reminder, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Return when a session that starts at `starts_at` is reminded of, in its zone.

    The hour before is an hour by any clock. The day before is the calendar day before, at the time the session
    starts by the clock on the wall, but never so early or so late that it wakes anybody.
    """
    if reminder is Reminder.HOUR:
        return (starts_at.astimezone(UTC) - HOUR_BEFORE).astimezone(zone)
    wall = starts_at.astimezone(zone).replace(tzinfo=None)
    at = min(max(wall.time(), EARLIEST), LATEST)
    return resolve(datetime.combine(wall.date() - timedelta(days=1), at), zone).at


def comes_in_time(reminder: Reminder, starts_at: datetime, now: datetime) -> bool:
    """Whether a reminder that goes out now is of use: not once the session began, nor shortly before the next one."""
    left = starts_at.astimezone(UTC) - now.astimezone(UTC)
    return left > (HOUR_BEFORE + APART if reminder is Reminder.DAY else timedelta(0))


def is_today(starts_at: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a session starts on the calendar day it is now in its zone."""
    return starts_at.astimezone(zone).date() == now.astimezone(zone).date()


def day_begins(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Return when the day of a session begins: until then it is tomorrow."""
    return resolve(datetime.combine(starts_at.astimezone(zone).date(), time()), zone).at
