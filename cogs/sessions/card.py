"""A session's card: a pure function of what is stored."""

from collections.abc import Mapping, Sequence

from bot.api.cards import Card, Choice
from bot.api.cog import Texts
from bot.api.content import Block, Count, Fact, Facts, Heading, Items, Tally, content, paragraph, spans, strong
from bot.api.phrases import contact, linked
from bot.domain.community import Contact
from bot.domain.session import Rsvp, RsvpCounts, Session, SessionDetails, SessionState


def choices(t: Texts, told: SessionDetails, emoji: Mapping[Rsvp, str]) -> tuple[Choice, ...]:
    """Return what can be answered to a session, each with its reaction."""
    return tuple(Choice(emoji[option], option.value, label(t, told, option)) for option in told.options)


def label(t: Texts, told: SessionDetails, choice: Rsvp) -> str:
    """Return an answer in words."""
    if choice is Rsvp.PLACE and told.place:
        return t("rsvp-place-in", place=told.place)
    return t(f"rsvp-{choice.value}")


def card(t: Texts, session: Session, counts: RsvpCounts, emoji: Mapping[Rsvp, str], fallback: Contact) -> Card:
    """Return the card of a session, with the counts that stand."""
    told = session.details
    offered = choices(t, told, emoji)
    is_open = session.state in {SessionState.DRAFT, SessionState.ANNOUNCED}
    return Card(
        content(
            Heading(told.title),
            _state(t, session),
            facts(t, told),
            linked(told.description) if told.description else None,
            *programme(t, told),
            tally(t, offered, counts),
            paragraph(t("card-how")) if is_open else None,
            contact(t, told.contact or fallback),
        ),
        choices=offered,
        thread=told.title,
    )


def facts(t: Texts, told: SessionDetails) -> Facts:
    """Return when and where."""
    rows = [
        Fact("📅", t("fact-day"), t.date(told.starts_at)),
        Fact("🕙", t("fact-time"), hours(t, told)),
        Fact("📍", t("fact-where"), where(t, told)),
    ]
    return Facts(tuple(rows))


def hours(t: Texts, told: SessionDetails) -> str:
    """Return from when to when, on the wall clock."""
    text = f"{t.time(told.starts_at)} - {t.time(told.ends_at)}"
    return text if told.ends_at.date() == told.starts_at.date() else t("next-day", hours=text)


def where(t: Texts, told: SessionDetails) -> str:
    """Return the place, online, or both."""
    if told.place and told.online:
        return t("where-hybrid", place=told.place)
    return told.place or t("where-online")


def tally(t: Texts, offered: Sequence[Choice], counts: RsvpCounts) -> Tally:
    """Return how many chose what; what each reaction means stands beside it."""
    rows = tuple(Count(choice.emoji, choice.label, counts.of(Rsvp(choice.value))) for choice in offered)
    return Tally(t("tally-label"), rows)


def programme(t: Texts, told: SessionDetails) -> list[Block]:
    """Return the programme, where there is one."""
    if not told.programme:
        return []
    items = tuple(spans(strong(f"{item.at:%H:%M}"), f"  {item.title}") for item in told.programme)
    return [Heading(t("programme-heading"), 2), Items(items)]


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


def _state(t: Texts, session: Session) -> Block | None:
    match session.state:
        case SessionState.CANCELLED:
            reason = f" {session.cancel_reason}" if session.cancel_reason else ""
            return paragraph(strong(t("state-cancelled")), reason)
        case SessionState.OVER:
            return paragraph(strong(t("state-over")))
        case _:
            return None
