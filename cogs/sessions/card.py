"""A session's card: a pure function of what is stored."""

from collections.abc import Mapping

from bot.api.cards import Card
from bot.api.cog import Texts
from bot.api.content import Block, Count, Fact, Facts, Heading, Items, Tally, content, paragraph, spans, strong
from bot.api.happenings import Happening
from bot.api.phrases import contact, paragraphs
from bot.domain.community import Community
from bot.domain.session import Rsvp, RsvpCounts, Session, SessionDetails, SessionState
from cogs.sessions import words
from cogs.sessions.calendar import calendar_file, description


def card(
    t: Texts,
    session: Session,
    counts: RsvpCounts,
    emoji: Mapping[Rsvp, str],
    community: Community,
    *,
    to_click: bool = True,
) -> Card:
    """Return the card of a session, with the counts that stand; without `to_click` there are no reactions under it."""
    told = session.details
    is_open = session.state in {SessionState.DRAFT, SessionState.ANNOUNCED}
    return Card(
        content(
            Heading(told.title),
            _state(t, session),
            _facts(t, told),
            *paragraphs(told.description or ""),
            *_programme(t, told),
            _tally(t, told, counts, emoji),
            paragraph(t("card-how" if is_open else "card-closed")) if to_click or not is_open else None,
            contact(t, told.contact or community.contact),
            None if session.state is SessionState.OVER else calendar_file(t, session, community),
        ),
        choices=words.choices(t, session, emoji),
        thread=told.title,
        happening=_happening(t, session, community) if session.state is SessionState.ANNOUNCED else None,
    )


def _happening(t: Texts, session: Session, community: Community) -> Happening:
    """Return what a calendar shows of a session: nothing that its card does not say."""
    told = session.details
    about = description(t, session, community)
    return Happening(told.title, told.starts_at, told.ends_at, words.where(t, told), about)


def _facts(t: Texts, told: SessionDetails) -> Facts:
    rows = [
        Fact("📅", t("fact-day"), t.date(told.starts_at)),
        Fact("🕙", t("fact-time"), words.hours(t, told), told.starts_at),
        Fact("📍", t("fact-where"), words.where(t, told)),
    ]
    return Facts(tuple(rows))


def _tally(t: Texts, told: SessionDetails, counts: RsvpCounts, emoji: Mapping[Rsvp, str]) -> Tally:
    """Return how many chose what; what each reaction means stands beside it."""
    answers = words.answers(told, counts)
    rows = tuple(Count(emoji[choice], words.label(t, told, choice), counts.of(choice)) for choice in answers)
    return Tally(t("tally-label"), rows)


def _programme(t: Texts, told: SessionDetails) -> list[Block]:
    if not told.programme:
        return []
    items = tuple(spans(strong(f"{item.at:%H:%M}"), f"  {item.title}") for item in told.programme)
    return [Heading(t("programme-heading"), 2), Items(items)]


def _state(t: Texts, session: Session) -> Block | None:
    match session.state:
        case SessionState.CANCELLED:
            reason = f" {session.cancel_reason}" if session.cancel_reason else ""
            return paragraph(strong(t("state-cancelled")), reason)
        case SessionState.OVER:
            return paragraph(strong(t("state-over")))
        case _:
            return None
