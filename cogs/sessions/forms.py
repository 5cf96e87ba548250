"""What a moderator fills in about a session, and how it becomes a session."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from bot.api.cog import Form
from bot.api.errors import UserError
from bot.api.parameters import Email, Flag, Text
from bot.api.times import Day, Hours
from bot.domain.announcement import Announcement, Times, Unreadable, read_times
from bot.domain.community import Community, Contact
from bot.domain.session import LONGEST, ProgrammeItem, SessionDetails
from bot.domain.wallclock import WallTime, resolve

_PROGRAMME_LINE = re.compile(r"^\s*(\d{1,2}[:.u]\d{2}|\d{1,2}\s*(?:u|uur))\s*(?:uur\b)?[\s:–-]*(.+?)\s*$")


@dataclass(frozen=True)
class SessionForm(Form):
    """A session, in two steps of at most five fields."""

    title: Annotated[str, Text(most=120)]
    day: Annotated[date, Day()]
    hours: Annotated[Times, Hours()]
    place: Annotated[str | None, Text(most=120)] = None
    online: Annotated[bool, Flag()] = False
    description: Annotated[str | None, Text(most=10000, long=True)] = None
    programme: Annotated[str | None, Text(most=2000, long=True)] = None
    email: Annotated[str | None, Email(most=120)] = None
    phone: Annotated[str | None, Text(most=40)] = None


@dataclass(frozen=True)
class PasteForm(Form):
    """An announcement as it was written somewhere else."""

    text: Annotated[str, Text(most=20000, long=True)]


def details(form: SessionForm, community: Community) -> SessionDetails:
    """Return what the form says; raise UserError naming the field that cannot be."""
    if not form.place and not form.online:
        raise UserError("error-nowhere", field="place")
    starts_at = _moment(form.day, form.hours, community, end=False)
    ends_at = _moment(form.day, form.hours, community, end=True)
    if ends_at - starts_at > LONGEST / 2:
        raise UserError(
            "error-ends-before-it-begins",
            field="hours",
            start=f"{form.hours.start:%H:%M}",
            end=f"{form.hours.end:%H:%M}",
        )
    return SessionDetails(
        title=form.title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=form.place,
        online=form.online,
        description=form.description,
        programme=programme(form.programme or ""),
        contact=Contact(form.email, form.phone),
    )


def programme(text: str) -> tuple[ProgrammeItem, ...]:
    """Read a programme, one item a line: "10:00 Opening". Raises UserError for a line without a time."""
    return tuple(_programme_item(line) for line in text.splitlines() if line.strip())


def filled_in(told: SessionDetails) -> SessionForm:
    """Return the form that says what a session says."""
    return SessionForm(
        title=told.title,
        day=told.starts_at.date(),
        hours=Times(told.starts_at.time(), told.ends_at.time()),
        place=told.place,
        online=told.online,
        description=told.description,
        programme=programme_text(told.programme) or None,
        email=told.contact.email,
        phone=told.contact.phone,
    )


def understood(read: Announcement) -> dict[str, str]:
    """Return the form's fields as far as an announcement tells them, the way one would type them."""
    hours = "" if read.starts_at is None else f"{read.starts_at:%H:%M}"
    if read.ends_at is not None:
        hours += f" - {read.ends_at:%H:%M}"
    fields = {
        "title": read.title,
        "day": None if read.starts_at is None else Day().write(read.starts_at.date()),
        "hours": hours,
        "place": read.place,
        "online": Flag().write(read.online),
        "description": read.description,
        "programme": programme_text(read.programme),
        "email": read.contact.email,
        "phone": read.contact.phone,
    }
    return {name: text for name, text in fields.items() if text}


def programme_text(items: tuple[ProgrammeItem, ...]) -> str:
    """Return a programme the way one would type it."""
    return "\n".join(f"{item.at:%H:%M} {item.title}" for item in items)


def _moment(day: date, hours: Times, community: Community, *, end: bool) -> datetime:
    at = hours.start
    if end and hours.end is not None:
        at = hours.end
        if hours.end <= hours.start:
            day += timedelta(days=1)
    moment = resolve(datetime.combine(day, at), community.zone)
    if moment.wall_time is WallTime.SKIPPED:
        raise UserError("error-skipped-hour", field="hours", time=f"{at:%H:%M}")
    return moment.at


def _programme_item(line: str) -> ProgrammeItem:
    found = _PROGRAMME_LINE.match(line)
    if found is None:
        raise UserError("error-programme-line", field="programme", line=line.strip())
    try:
        at = read_times(found[1]).start
    except Unreadable:
        raise UserError("error-programme-line", field="programme", line=line.strip()) from None
    return ProgrammeItem(at, found[2])
