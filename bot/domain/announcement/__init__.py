"""The reader of Dutch announcements: pasted text in, the facts of a session out.

`read_announcement` reads a whole text; `read_date`, `read_times` and `read_moment` one field of a form. Texts for the
notices are in `nl.ftl` and `en.ftl` beside this file, under `notice-<code>`. The grammar is a sixth of what the bot
loads at its start: it waits until there is something to read.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.announcement.model import Announcement, Notice, Times, Unreadable

__all__ = [
    "Announcement",
    "Notice",
    "Times",
    "Unreadable",
    "read_announcement",
    "read_date",
    "read_moment",
    "read_times",
]


def read_announcement(text: str, today: date, zone: ZoneInfo) -> Announcement:
    """Read an announcement; see `bot.domain.announcement.reader.read_announcement`."""
    from bot.domain.announcement import reader  # noqa: PLC0415 - see above

    return reader.read_announcement(text, today, zone)


def read_date(text: str, today: date) -> date:
    """Read a day; see `bot.domain.announcement.dates.read_date`."""
    from bot.domain.announcement import dates  # noqa: PLC0415 - see above

    return dates.read_date(text, today)


def read_moment(text: str, today: date) -> datetime:
    """Read a moment; see `bot.domain.announcement.moment.read_moment`."""
    from bot.domain.announcement import moment  # noqa: PLC0415 - see above

    return moment.read_moment(text, today)


def read_times(text: str, daypart: str | None = None) -> Times:
    """Read one or two times; see `bot.domain.announcement.times.read_times`."""
    from bot.domain.announcement import times  # noqa: PLC0415 - see above

    return times.read_times(text, daypart)
