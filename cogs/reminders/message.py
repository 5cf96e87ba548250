"""What a reminder says: what counts now, to somebody who answered something."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.api.answers import FollowUp
from bot.api.cog import Texts
from bot.api.content import Content, Fact, Facts, content, paragraph, strong
from bot.api.phrases import contact
from bot.domain.community import Contact
from bot.domain.reminder import is_today
from bot.domain.session import Rsvp, Session, SessionDetails

ABOUT_AN_HOUR = range(50, 71)
"""Minutes that people call an hour."""


def reminder(t: Texts, session: Session, choice: Rsvp, now: datetime, fallback: Contact) -> Content:
    """Return a reminder of a session that has not begun yet, for who chose `choice`."""
    told = session.details
    return content(
        paragraph(strong(_lead(t, told, now))),
        _facts(t, told, choice),
        paragraph(_answered(t, told, choice)),
        contact(t, told.contact or fallback),
    )


def ways_on(t: Texts, session: Session, choice: Rsvp) -> tuple[FollowUp, ...]:
    """Return what who chose `choice` may say or ask next."""
    options = session.details.options
    about = {"session": str(session.number)}
    if choice is not Rsvp.MAYBE and choice in options:
        ways = [FollowUp(t("way-not"), "afmelden", about)]
    else:
        ways = [_way_to_say(t, option, about) for option in options if option is not choice]
    if choice is Rsvp.ONLINE and choice in options:
        ways.append(FollowUp(t("way-all"), "sessie-toon", about))
    return (*ways, FollowUp(t("button-off"), "herinneringen-uit"))


def for_all(t: Texts, session: Session, now: datetime, fallback: Contact) -> Content:
    """Return a reminder for who reads along in public: nothing in it is about any one person."""
    told = session.details
    return content(
        paragraph(strong(_lead(t, told, now))),
        _facts(t, told, None),
        paragraph(t("for-all", number=session.number), "\n", t("for-all-why")),
        contact(t, told.contact or fallback),
    )


def _way_to_say(t: Texts, option: Rsvp, about: Mapping[str, str]) -> FollowUp:
    if option is Rsvp.NO:
        return FollowUp(t("way-no"), "afmelden", about)
    return FollowUp(t(f"way-{option}"), "aanmelden", {**about, "choice": option.value})


def _lead(t: Texts, told: SessionDetails, now: datetime) -> str:
    minutes = -((now - told.starts_at.astimezone(UTC)) // timedelta(minutes=1))
    if minutes in ABOUT_AN_HOUR:
        return t("lead-hour", title=told.title)
    if minutes < ABOUT_AN_HOUR.start:
        return t("lead-minutes", title=told.title, minutes=minutes)
    today = is_today(told.starts_at, now, told.zone)
    return t("lead-today", title=told.title) if today else t("lead-tomorrow", title=told.title)


def _facts(t: Texts, told: SessionDetails, choice: Rsvp | None) -> Facts:
    hours = f"{t.time(told.starts_at)} - {t.time(told.ends_at)}"
    return Facts(
        (
            Fact("📅", t("fact-day"), t.date(told.starts_at)),
            Fact("🕙", t("fact-time"), hours, told.starts_at),
            Fact("💻" if choice is Rsvp.ONLINE else "📍", t("fact-where"), _where(t, told, choice)),
        )
    )


def _where(t: Texts, told: SessionDetails, choice: Rsvp | None) -> str:
    """Return where somebody goes; who has yet to choose, or must choose again, reads where one can go."""
    if choice is Rsvp.ONLINE and choice in told.options:
        return t("where-online")
    if told.place and told.online and choice is not Rsvp.PLACE:
        return t("where-hybrid", place=told.place)
    return told.place or t("where-online")


def _answered(t: Texts, told: SessionDetails, choice: Rsvp) -> str:
    if choice is Rsvp.MAYBE:
        return t("said-maybe")
    if choice not in told.options:
        return t("said-something-else")
    return t("said-place", place=told.place) if choice is Rsvp.PLACE else t("said-online")
