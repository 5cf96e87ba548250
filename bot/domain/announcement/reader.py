"""Reading a whole announcement: from pasted text to the facts of a session."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import wallclock
from bot.domain.announcement.changes import read_changes
from bot.domain.announcement.clock import shown as shown_time
from bot.domain.announcement.contact import read_contact
from bot.domain.announcement.dates import shown as shown_day
from bot.domain.announcement.description import read_description
from bot.domain.announcement.model import Announcement, Notice, Times
from bot.domain.announcement.page import Part, read_page
from bot.domain.announcement.places import read_where
from bot.domain.announcement.programme import Programme, read_programme
from bot.domain.announcement.session_date import find_session_date
from bot.domain.announcement.session_time import SessionTime, find_session_time
from bot.domain.announcement.title import find_title
from bot.domain.session import ProgrammeItem
from bot.domain.wallclock import WallTime


def read_announcement(text: str, today: date, zone: ZoneInfo) -> Announcement:
    """Read `text`, an announcement in Dutch as people paste it; never raises.

    A date without a year is the next one from `today` on, `today` included; times are on the clocks of `zone`. What
    is missing, contradicts itself or had to be assumed is in the result's `warnings`.
    """
    page = read_page(text, today)
    title = find_title(page)
    day = find_session_date(page, title)
    programme = read_programme(page, day.daypart)
    found = find_session_time(page, day, programme.lines)
    times, time_notices = _session_times(found, programme, day.day)
    starts_at, ends_at, clock_notices = _moments(day.day, times, zone)
    where = read_where(page, day, title)
    return Announcement(
        title=title.text,
        starts_at=starts_at,
        ends_at=ends_at,
        place=where.place,
        online=where.online,
        contact=read_contact(entry.line for entry in page if entry.part is not Part.FURNITURE),
        programme=_with_doors(programme, found),
        warnings=_distinct([*read_changes(page), *day.notices, *time_notices, *programme.notices, *clock_notices]),
        description=read_description(page, title, programme.lines, where.lines),
    )


def _session_times(found: SessionTime, programme: Programme, day: date | None) -> tuple[Times | None, list[Notice]]:
    """Give the times that were found, or else those of the programme."""
    notices = list(found.notices)
    times = found.times
    if times is None and programme.start is not None:
        times = Times(programme.start, None)
        notices.append(Notice("time-from-programme", {"time": shown_time(programme.start)}))
    elif times is None and day is not None and not notices:
        notices.append(Notice("time-missing", {"date": shown_day(day)}))
    if times and times.end is None and programme.end is not None and programme.end > times.start:
        times = Times(times.start, programme.end)
    return times, notices


def _moments(
    day: date | None, times: Times | None, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None, list[Notice]]:
    """Give start and end as instants, and what the clocks do to them."""
    if day is None or times is None:
        return None, None, []
    starts_at, notices = _moment(day, times.start, zone)
    if times.end is None:
        return starts_at, None, notices
    end_day = day if times.end > times.start else day + timedelta(days=1)
    ends_at, end_notices = _moment(end_day, times.end, zone)
    notices += end_notices
    if ends_at.timestamp() <= starts_at.timestamp():
        # Only where the clocks go forward over the start: it has moved past the end.
        values = {"start": f"{starts_at:%H:%M}", "end": f"{ends_at:%H:%M}"}
        return starts_at, None, [*notices, Notice("end-before-start", values)]
    return starts_at, ends_at, notices


def _moment(day: date, at: time, zone: ZoneInfo) -> tuple[datetime, list[Notice]]:
    moment = wallclock.resolve(datetime.combine(day, at), zone)
    values = {"time": shown_time(at), "date": shown_day(day)}
    if moment.wall_time is WallTime.SKIPPED:
        return moment.at, [Notice("time-skipped", {**values, "moved": f"{moment.at:%H:%M}"})]
    if moment.wall_time is WallTime.REPEATED:
        return moment.at, [Notice("time-repeated", values)]
    return moment.at, []


def _with_doors(programme: Programme, found: SessionTime) -> tuple[ProgrammeItem, ...]:
    """Give the programme with the moment the doors open, where the text says that apart from the programme."""
    known = {item.at for item in programme.items}
    doors = tuple(ProgrammeItem(at, "Inloop") for at in found.doors if at not in known)
    return doors + programme.items


def _distinct(notices: list[Notice]) -> tuple[Notice, ...]:
    """Give every notice once, in order."""
    distinct: list[Notice] = []
    for notice in notices:
        if notice not in distinct:
            distinct.append(notice)
    return tuple(distinct)
