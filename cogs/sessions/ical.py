"""A session as a calendar file (RFC 5545, RFC 5546): a pure function of what is stored."""

import re
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from bot.api.cog import Texts
from bot.domain.community import Community
from bot.domain.session import Session, SessionState
from cogs.sessions.calendar import description
from cogs.sessions.timezone import timezone
from cogs.sessions.words import where

PRODUCT = "-//Wat als//watals//NL"

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def calendar(t: Texts, session: Session, community: Community) -> bytes:
    """Return a session as an iCalendar object.

    Later versions carry the same UID and a higher SEQUENCE, so that a calendar replaces what it has.
    """
    told = session.details
    cancelled = session.state is SessionState.CANCELLED
    made = Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", PRODUCT)
    made.add("METHOD", "CANCEL" if cancelled else "PUBLISH")
    if told.zone.key != "UTC":
        made.add_component(timezone(told.zone, told.starts_at.year, told.ends_at.year))
    made.add_component(_event(t, session, community, cancelled=cancelled))
    return bytes(made.to_ical())


def _event(t: Texts, session: Session, community: Community, *, cancelled: bool) -> Event:
    told, reach = session.details, session.details.contact or community.contact
    starts_at, ends_at = _moments(session)
    event = Event()
    event.add("UID", session.uid)
    event.add("SEQUENCE", session.revision)
    event.add("DTSTAMP", session.changed_at)
    event.add("LAST-MODIFIED", session.changed_at)
    event.add("DTSTART", starts_at)
    event.add("DTEND", ends_at)
    event.add("SUMMARY", _clean(told.title))
    event.add("LOCATION", _clean(where(t, told)))
    event.add("DESCRIPTION", _clean(description(t, session, community)))
    event.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    if reach:
        event.add("CONTACT", _clean(", ".join(part for part in (reach.email, reach.phone) if part)))
    if community.contact.email:
        event.add("ORGANIZER", _organizer(community.name, community.contact.email))
    return event


def _moments(session: Session) -> tuple[datetime, datetime]:
    """Return start and end on the session's wall clock, or in UTC where the wall clock shows an hour again.

    With a time zone, a calendar takes the first of the two hours that are called the same.
    """
    moments = (session.details.starts_at, session.details.ends_at)
    start, end = (at.astimezone(UTC) for at in moments) if any(at.fold for at in moments) else moments
    return start, end


def _organizer(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(_clean(name).replace('"', "'"))
    return address


def _clean(text: str) -> str:
    """Return text with one kind of line break and without what a calendar may not hold."""
    return _UNSEEN.sub("", "\n".join(text.splitlines()))
