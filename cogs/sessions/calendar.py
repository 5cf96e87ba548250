"""A session as a calendar has it: the file that puts it there, and what it says."""

from bot.api import content as contents
from bot.api.cog import Texts
from bot.api.content import File
from bot.api.fitting import shortened
from bot.api.phrases import contact
from bot.domain.community import Community
from bot.domain.session import Session, SessionState
from cogs.sessions.forms import programme_text

DESCRIPTION_LIMIT = 1000
"""Characters of a session's description that go in a calendar."""


def calendar_file(t: Texts, session: Session, community: Community) -> File:
    """Return the file that puts a session in somebody's calendar, or takes a cancelled one out of it."""
    from cogs.sessions.ical import calendar  # noqa: PLC0415 - its library is big: it is loaded with the first card

    label = t("calendar-remove" if session.state is SessionState.CANCELLED else "calendar-add")
    name = t("calendar-name", number=session.number)
    return contents.file(name, "text/calendar", calendar(t, session, community), label)


def description(t: Texts, session: Session, community: Community) -> str:
    """Return in plain text what a session is about, its programme and whom one can ask."""
    told = session.details
    reach = contact(t, told.contact or community.contact)
    parts = (
        shortened(told.description or "", DESCRIPTION_LIMIT),
        programme_text(told.programme),
        contents.plain_spans(reach.spans) if reach else "",
    )
    return "\n\n".join(part for part in parts if part)
