"""What is said about a session in words: when, where, and what can be answered."""

from collections.abc import Mapping

from bot.api.cards import Choice
from bot.api.cog import Texts
from bot.domain.session import Rsvp, RsvpCounts, Session, SessionDetails


def choices(t: Texts, session: Session, emoji: Mapping[Rsvp, str]) -> tuple[Choice, ...]:
    """Return what can be answered to a session, each with its reaction and the command that says it quietly."""
    return tuple(_choice(t, session, option, emoji[option]) for option in session.details.options)


def _choice(t: Texts, session: Session, option: Rsvp, emoji: str) -> Choice:
    about = {"session": str(session.number)}
    command, given = ("afmelden", about) if option is Rsvp.NO else ("aanmelden", {**about, "choice": option.value})
    return Choice(emoji, option.value, label(t, session.details, option), command, given)


def label(t: Texts, told: SessionDetails, choice: Rsvp) -> str:
    """Return an answer in words; one that cannot be given any more says so."""
    if choice not in told.options:
        return t(f"rsvp-earlier-{choice.value}")
    if choice is Rsvp.PLACE and told.place:
        return t("rsvp-place-in", place=told.place)
    return t(f"rsvp-{choice.value}")


def answers(told: SessionDetails, counts: RsvpCounts) -> tuple[Rsvp, ...]:
    """Return what can be answered, and what somebody answered before it fell away."""
    return (*told.options, *(choice for choice in Rsvp if choice not in told.options and counts.of(choice)))


def when(t: Texts, told: SessionDetails) -> str:
    """Return day and time in one line."""
    return f"{t.date(told.starts_at)}, {hours(t, told)}"


def hours(t: Texts, told: SessionDetails) -> str:
    """Return from when to when, on the wall clock."""
    text = f"{t.time(told.starts_at)} - {t.time(told.ends_at)}"
    return text if told.ends_at.date() == told.starts_at.date() else t("next-day", hours=text)


def where(t: Texts, told: SessionDetails) -> str:
    """Return the place, online, or both."""
    if told.place and told.online:
        return t("where-hybrid", place=told.place)
    return told.place or t("where-online")


def line(t: Texts, session: Session) -> str:
    """Return a session in one line, for lists."""
    told = session.details
    return t(
        "session-line",
        number=session.number,
        title=told.title,
        day=t.date(told.starts_at),
        hours=hours(t, told),
        where=where(t, told),
    )
