"""What must be true, by the plainest rules: what people did, what must follow, and when. No bot, no database.

An answer is the latest thing somebody said that still stands. A moment that the bot's clock
has passed while it ran is handled once, by what counts then.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, count
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
CHOICES = {"📍": "place", "💻": "online", "🤔": "maybe", "❌": "no"}
SUPPORT = {"👍": "support", "🙋": "join"}
FRIDAY, FOUR = 4, time(16)
SAID = "said"
"""Where an answer by command stands; a reaction stands under its emoji."""

Line = tuple[str, str, str]
"""A message that somebody must see: where, of what kind, and about what."""


@dataclass
class Said:
    """Something that somebody said: where, what, and its place in the order; what is equal there has no order.

    What is `lost` was said by a reaction that a moderator cleared: it stands, but cannot be taken back.
    """

    where: str
    choice: str
    rank: int
    lost: bool = False


class Stand:
    """What people said about a session, and what of it counts: the latest; "maybe" where nobody knows which that is."""

    def __init__(self) -> None:
        self.said: dict[str, list[Said]] = {}
        self._ranks = count()

    def say(self, person: str, **choices: str) -> None:
        """Let somebody say something, by where they say it; several things are said in an order that nobody knows."""
        kept = [one for one in self.said.get(person, []) if one.where not in choices]
        rank = next(self._ranks)
        self.said[person] = [*kept, *(Said(where, choice, rank) for where, choice in choices.items())]

    def take_back(self, person: str, where: str) -> None:
        """Let somebody take a reaction back; what cannot be taken back goes with it."""
        self.said[person] = [one for one in self.said.get(person, []) if one.where != where and not one.lost]

    def clear(self) -> None:
        """Let a moderator remove all reactions: that withdraws nobody."""
        for one in chain.from_iterable(self.said.values()):
            one.lost = one.lost or one.where in CHOICES

    def tidy(self) -> None:
        """Let the bot take away what something newer has overtaken."""
        for person, theirs in self.said.items():
            latest = max((one.rank for one in theirs), default=0)
            chosen = min((one.choice for one in theirs if one.rank == latest), default="")
            for one in theirs:
                if one.where in CHOICES and not one.lost and one.rank < latest and one.choice != chosen:
                    self.take_back(person, one.where)

    def reactions(self, person: str) -> set[str]:
        """Return what somebody has on the card."""
        return {one.where for one in self.said.get(person, []) if one.where in CHOICES and not one.lost}

    @property
    def standing(self) -> dict[str, str]:
        """Everybody's answer now."""
        found = {}
        for person, theirs in self.said.items():
            latest = max((one.rank for one in theirs), default=0)
            choices = {one.choice for one in theirs if one.rank == latest}
            if choices:
                found[person] = choices.pop() if len(choices) == 1 else "maybe"
        return found

    @property
    def counts(self) -> Counter[str]:
        """How many chose what."""
        return Counter(self.standing.values())

    @property
    def to_tell(self) -> set[str]:
        """Who hears of a change: everybody who did not say no."""
        return {person for person, choice in self.standing.items() if choice != "no"}


@dataclass
class Session:
    """A session. `state` is "draft", "announced", "cancelled" or "over"."""

    title: str
    starts: datetime
    ends: datetime
    place: str
    answers: Stand
    state: str = "draft"
    number: int | None = None
    reason: str = ""
    moments: dict[str, datetime] = field(default_factory=dict)

    def plan(self, now: datetime) -> None:
        """Plan what comes by itself, as far as it is not past."""
        day = datetime.combine(self.starts.date() - timedelta(days=1), _civil(self.starts.time()), ZONE)
        found = {"day": day, "hour": self.starts.astimezone(UTC) - timedelta(hours=1), "over": self.ends}
        self.moments = {kind: at for kind, at in found.items() if at.astimezone(UTC) > now}

    def edges(self) -> list[datetime]:
        """Return when something about it changes by itself, or is of no use any more."""
        midnight = datetime.combine(self.starts.date(), time(), ZONE)
        in_time = self.starts.astimezone(UTC) - timedelta(hours=4)
        return [*self.moments.values(), midnight, in_time, self.starts] if self.state == "announced" else []


@dataclass
class Idea:
    """An idea, and who supports it: by person, everything that stands, where it was said and what."""

    what_if: str
    number: int | None = None
    note: str = ""
    support: dict[str, dict[str, str]] = field(default_factory=dict)

    def count(self, choice: str) -> int:
        return sum(choice in theirs.values() for theirs in self.support.values())


@dataclass
class Community:
    """All there is. `lines` counts what people must see, `kept` is what must come in one digest."""

    sessions: dict[str, Session] = field(default_factory=dict)
    ideas: dict[str, Idea] = field(default_factory=dict)
    planned_news: dict[str, datetime] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    digests: int = 0
    next_digest: datetime | None = None
    quiet: set[str] = field(default_factory=set)
    lines: Counter[Line] = field(default_factory=Counter)
    unsure: set[str] = field(default_factory=set)
    """Titles of sessions of which nobody knows whether they were made."""

    def tidy(self) -> None:
        """Let some quiet have passed."""
        for session in self.sessions.values():
            if session.state == "announced":
                session.answers.tidy()

    def tell(self, session: Session, kind: str) -> None:
        """Let everybody who may come hear something of a session, and its thread too."""
        for person in session.answers.to_tell:
            self.lines[f"to {person}", kind, session.title] += 1
        self.lines["beside announcements", kind, session.title] += 1

    def edges(self) -> list[datetime]:
        """Return all moments at which something changes by itself."""
        found = [edge for session in self.sessions.values() for edge in session.edges()]
        digest = [] if self.next_digest is None else [self.next_digest]
        return [*found, *self.planned_news.values(), *digest]

    def due(self, now: datetime) -> set[str]:
        """Return the titles of the sessions of which a moment has come by now."""
        return {
            one.title
            for one in self.sessions.values()
            if one.state == "announced" and any(at.astimezone(UTC) <= now for at in one.moments.values())
        }

    def pass_until(self, now: datetime) -> None:
        """Let everything have come that was planned until now, by the bot's clock."""
        for title, at in list(self.planned_news.items()):
            if at.astimezone(UTC) <= now:
                del self.planned_news[title]
                self.lines["announcements", "news", title] += 1
        if self.next_digest is not None and self.next_digest.astimezone(UTC) <= now:
            latest = weekly_after(now.astimezone(ZONE) - timedelta(days=7))
            if now - latest.astimezone(UTC) <= timedelta(days=2):
                self.digest("week")
            self.next_digest = weekly_after(now.astimezone(ZONE))
        for session in self.sessions.values():
            if session.state == "announced":
                self._pass(session, now)

    def _pass(self, session: Session, now: datetime) -> None:
        for kind, at in list(session.moments.items()):
            if at.astimezone(UTC) > now:
                continue
            del session.moments[kind]
            left = session.starts.astimezone(UTC) - now
            if kind == "over":
                session.state = "over"
            elif left > (timedelta(hours=4) if kind == "day" else timedelta(0)):
                for person in session.answers.to_tell - self.quiet:
                    self.lines[f"to {person}", kind, session.title] += 1

    def digest(self, code: str) -> None:
        """Let a digest come."""
        self.digests += 1
        self.lines["announcements", "digest", code] += 1
        self.lines["announcements", "end of digest", ""] += 1


def weekly_after(now: datetime) -> datetime:
    """Return the first moment of a digest after a time on the wall."""
    wall = now.astimezone(ZONE).replace(tzinfo=None)
    on = datetime.combine(wall.date() + timedelta(days=(FRIDAY - wall.weekday()) % 7), FOUR)
    return (on if on > wall else on + timedelta(days=7)).replace(tzinfo=ZONE)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time on the wall."""
    return datetime.combine(day, time(hour, minute), ZONE)


def _civil(begins: time) -> time:
    """Return when people are told the day before: not so early or late that it wakes them."""
    return min(max(begins, time(9)), time(21))
