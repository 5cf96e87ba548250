"""What is in the database of a community that is years old, table by table.

The last sessions are still to come: their cards are open, as those of all ideas are. Each RSVP, and each support of an
idea, has the statement that it came from.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from bot.domain.idea import SUPPORT_EMOJI, IdeaStatus, Support
from bot.domain.reminder import Reminder, moment
from bot.domain.session import DEFAULT_EMOJI, Rsvp
from storage.moments import to_text

Row = tuple[object, ...]
Table = tuple[str, Iterable[Row]]
"""A table with the columns that are filled, and its rows."""

ANNOUNCEMENTS, IDEAS = "1100000000000000001", "1100000000000000002"
"""The channels on Discord."""

CHANNELS = (
    (1, "discord", ANNOUNCEMENTS, "announcements"),
    (2, "discord", IDEAS, "ideas"),
    (3, "matrix", "!aankondigingen", "announcements"),
    (4, "matrix", "!wat-als", "ideas"),
)
"""Who opens the database with a homeserver gives its rooms, and the open cards in them, the names they have there."""

SEEDS = {"session": tuple(DEFAULT_EMOJI.values()), "idea": tuple(SUPPORT_EMOJI.values())}
THEMES = ("Oorzaken aanpakken", "Hulp thuis", "School en zorg", "Samen beslissen")
RSVPS_EACH = 100

_ZONE = ZoneInfo("Europe/Amsterdam")
_CHOICES = (*Rsvp, Rsvp.PLACE, Rsvp.ONLINE)
_CARD = "card (id, kind, subject_id, channel_id, message_ref, wanted, shown, seeded, compared, state, thread_ref)"
_STATEMENT = (
    "statement (community_id, kind, subject_id, account_key, source, card_id, emoji, choice, seq, changed_seq,"
    " standing)"
)


@dataclass(frozen=True)
class Community:
    """How much there is. Sessions and ideas are numbered by age; the youngest have the highest numbers."""

    sessions: int
    ideas: int
    members: int
    announced: int = 30
    ideas_on_matrix: int = 30
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(minute=0, second=0, microsecond=0))

    @classmethod
    def of(cls, scale: float) -> "Community":
        """Return a community at a scale; at scale 1 there are 100 RSVPs to each of 10,000 sessions."""
        return cls(max(int(10_000 * scale), 60), max(int(100_000 * scale), 60), max(int(8_000 * scale), 200))

    def tables(self) -> Iterator[Table]:
        """Yield all there is."""
        people, sessions, ideas = (range(1, many + 1) for many in (self.members, self.sessions, self.ideas))
        rsvps = [(session, each) for session in sessions for each in range(RSVPS_EACH)]
        yield "channel (id, community_id, platform, ref)", ((at, 1, where, ref) for at, where, ref, _ in CHANNELS)
        yield "purpose (channel_id, purpose)", ((at, purpose) for at, _, _, purpose in CHANNELS)
        yield "moderator (community_id, account_key)", [(1, _account(1))]
        yield "member (id, community_id)", ((member, 1) for member in people)
        yield "account (community_id, member_id, key, name)", ((1, at, _account(at), f"Lid {at}") for at in people)
        yield _SESSION, map(self._session, sessions)
        yield "rsvp (session_id, member_id, choice, arrived_seq)", (self._rsvp(*one) for one in rsvps)
        yield _IDEA, map(self._idea, ideas)
        yield "support (idea_id, member_id, choice)", (row for idea in ideas for row in self._support(idea))
        yield _CARD, chain(*map(self._session_cards, sessions), *map(self._idea_cards, ideas))
        yield "happening (card_id, kept)", ((2 * session, 1) for session in sessions if self._is_to_come(session))
        yield _STATEMENT, (self._answer(*one) for one in rsvps)
        yield _STATEMENT, (row for idea in ideas for row in self._supporting(idea))
        yield (
            "due (key, community_id, kind, subject_id, wall, zone, at)",
            (row for session in sessions if self._is_to_come(session) for row in self._moments(session)),
        )
        yield from self._history()

    # Sessions

    def _is_to_come(self, session: int) -> bool:
        return session > self.sessions - self.announced

    def _starts_at(self, session: int) -> datetime:
        """Return when a session starts: one every two days from now on, and one every seven hours before."""
        ahead = session - (self.sessions - self.announced)
        return (self.now + timedelta(days=2 if ahead > 0 else 7 / 24) * ahead).astimezone(_ZONE)

    def _session(self, session: int) -> Row:
        starts, ends = self._starts_at(session), self._starts_at(session) + timedelta(hours=2)
        state = "announced" if self._is_to_come(session) else "cancelled" if session % 50 == 0 else "over"
        words = (f"Bijeenkomst {session}: {THEMES[session % 4].lower()}", "Utrecht", 1, "We gaan verder. " * 10)
        walls = (one.replace(tzinfo=None).isoformat(timespec="minutes") for one in (starts, ends))
        return (session, session, 1, state, to_text(starts), to_text(ends), *walls, _ZONE.key, *words, "[]",
                f"uid-{session}", to_text(starts))  # fmt: skip

    def _member(self, subject: int, each: int) -> int:
        return (subject * 61 + each * 79) % self.members + 1

    def _rsvp(self, session: int, each: int) -> Row:
        return session, self._member(session, each), _CHOICES[each % 6], session * RSVPS_EACH + each

    def _answer(self, session: int, each: int) -> Row:
        """Return what somebody said about a session: by a reaction, and of those to come in the quiet way."""
        choice, account = _CHOICES[each % 6], _account(self._member(session, each))
        card, ref = 2 * session, message_ref("session", session)
        by: Row = (f"{ref}|{DEFAULT_EMOJI[choice]}", card, DEFAULT_EMOJI[choice])
        if account.startswith("matrix"):
            by = (f"$reactie-{session}-{each}", card + 1, DEFAULT_EMOJI[choice])
        if self._is_to_come(session):
            by = ("said", None, None)
        return _statement("session", session, account, by, choice, seq=session * RSVPS_EACH + each)

    def _session_cards(self, session: int) -> Iterator[Row]:
        state = "open" if self._is_to_come(session) else "closed"
        for card, channel in ((2 * session, 1), (2 * session + 1, 3)):
            yield _card(card, "session", session, channel, state)

    def _moments(self, session: int) -> Iterator[Row]:
        starts = self._starts_at(session)
        times = {f"reminder-{one}": moment(one, starts, _ZONE) for one in Reminder}
        for kind, at in {**times, "session-over": starts + timedelta(hours=2)}.items():
            wall = at.replace(tzinfo=None).isoformat()
            yield f"{kind}:{session}", 1, kind, session, wall, _ZONE.key, to_text(at)

    # Ideas

    def _idea(self, idea: int) -> Row:
        status = tuple(IdeaStatus)[idea % 5]
        note = None if status is IdeaStatus.NEW else "We bespreken dit met de gemeente."
        at = self.now - timedelta(minutes=42) * (self.ideas - idea + 1)
        what_if = f"we eerst vragen wat er nodig is ({idea})?"
        support = [choice for _, _, choice in self._support(idea)]
        counts = (support.count(Support.SUPPORT), support.count(Support.JOIN))
        words = (what_if, "Er wordt veel over ons gepraat. " * 5, THEMES[idea % 4])
        return idea, 1, idea, *words, status, note, to_text(at), *counts

    def _support(self, idea: int) -> Iterator[Row]:
        """Yield who supports an idea: a few, now and then many."""
        for each in range(150 if idea % 1000 == 0 else 20 if idea % 10 == 0 else 3):
            yield idea, self._member(idea, each), Support.JOIN if each % 5 == 1 else Support.SUPPORT

    def _supporting(self, idea: int) -> Iterator[Row]:
        seq = self.sessions * RSVPS_EACH + 200 * idea
        for each, (_, member, choice) in enumerate(self._support(idea)):
            yield _statement("idea", idea, _account(member), (f"said:{idea}", None, None), choice, seq=seq + each)

    def _idea_cards(self, idea: int) -> Iterator[Row]:
        card = 2 * (self.sessions + 1 + idea)
        yield _card(card, "idea", idea, 2, "open")
        if idea > self.ideas - self.ideas_on_matrix:
            yield _card(card + 1, "idea", idea, 4, "open")

    # What was sent and seen

    def _history(self) -> Iterator[Table]:
        """Yield what the bot did lately, and what it told in the course of years."""
        recent = [to_text(self.now - timedelta(minutes=each)) for each in range(min(self.members * 2, 20_000))]
        weeks = range(1, 417)
        yield "seen (platform, event_id, at)", (("discord", f"gezien-{at}", each) for at, each in enumerate(recent))
        yield (
            "outbox (key, kind, platform, target, lane, payload, state, claimed_at, sent_ref)",
            (
                (f"reminder:{at}", "direct", "discord", _account(at + 1), 0, "", "sent", each, f"{at}:{at}")
                for at, each in enumerate(recent)
            ),
        )
        posted = [to_text(self.now - timedelta(weeks=416 - week, days=3)) for week in weeks]
        yield (
            "digest (community_id, number, posted_at)",
            ((1, week, at) for week, at in zip(weeks, posted, strict=True)),
        )
        yield (
            "news (community_id, number, title, body, state, post_at)",
            (
                (1, week, f"Nieuws {week}", "Lees hier verder.", "posted", at)
                for week, at in zip(weeks, posted, strict=True)
            ),
        )
        yield "sequence (name, value)", [("statement", self.sessions * RSVPS_EACH + 200 * (self.ideas + 1))]


_SESSION = (
    "session (id, number, community_id, state, starts_at, ends_at, starts_wall, ends_wall, zone, title, place, online,"
    " description, programme, uid, changed_at)"
)
_IDEA = "idea (id, community_id, number, what_if, now, theme, status, status_note, created_at, supporters, joiners)"


def message_ref(kind: str, subject: int) -> str:
    """Return the message on Discord that is the card of a session or an idea."""
    channel, first = (ANNOUNCEMENTS, 10**18) if kind == "session" else (IDEAS, 11 * 10**17)
    return f"{channel}:{first + subject}"


def _account(member: int) -> str:
    return f"matrix:@lid-{member}:voorbeeld.nl" if member % 3 == 0 else f"discord:{9 * 10**17 + member}"


def _card(card: int, kind: str, subject: int, channel: int, state: str) -> Row:
    on_discord = channel <= 2
    ref = message_ref(kind, subject) if on_discord else f"!kamer/$kaart-{card}"
    return card, kind, subject, channel, ref, 7, 7, " ".join(SEEDS[kind]), 1, state, ""


def _statement(kind: str, subject: int, account: str, by: Row, choice: str, *, seq: int) -> Row:
    return 1, kind, subject, account, *by, choice, seq, seq, 1
