"""What a moderator does with sessions: makes them, announces, moves, cancels, clears what people clicked, and more."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.torture.model import ZONE, Community, Session, Stand, at
from tests.torture.stage import PEOPLE, Ended, Stage

MODERATOR = PEOPLE[-1]
PLACES = ("Utrecht", "Assen", "Texel", "Breda")
AHEAD = timedelta(hours=60)
"""A session is announced so long before it begins, at least: its reminders are then still to come."""


@dataclass(frozen=True)
class Act:
    """Something that somebody does. `away` is done before the bot is started."""

    person: str
    words: str
    do: Callable[[], Awaitable[None]]
    away: bool = False


class Organising:
    """Plans what a moderator does at a moment by the bot's clock; no act about a session that is taken."""

    def __init__(self, stage: Stage, community: Community, lot: Random, now: datetime) -> None:
        self._stage = stage
        self._community = community
        self._lot = lot
        self._now = now
        self._made = 0
        self._taken: set[str] = set()

    def _makes(self) -> Act:
        title = self._word("Dag")
        starts = at(
            self._now.astimezone(ZONE).date() + timedelta(days=self._lot.randint(4, 9)), self._lot.randint(8, 19)
        )
        ends, place = starts + timedelta(hours=2), self._lot.choice(PLACES)
        form = {"title": title, "day": f"{starts:%d-%m-%Y}", "hours": f"{starts:%H:%M} - {ends:%H:%M}"}

        async def do() -> None:
            ended = await self._stage.ask(MODERATOR, "/sessie nieuw", {**form, "place": place, "online": "ja"})
            if ended is Ended.UNKNOWN:
                self._community.unsure.add(title)
            self._community.sessions[title] = Session(title, starts, ends, place, Stand())

        return Act(MODERATOR, f"makes {title}", do)

    def _announces(self, session: Session) -> Act:
        async def do() -> None:
            if session.starts - self._now < AHEAD:
                await self._cancel(session, "te laat")
                return
            await self._stage.ask(MODERATOR, f"/sessie aankondigen {session.number}", confirmed=True)
            session.state = "announced"
            session.plan(self._now)
            self._community.lines["announcements", "session", session.title] += 1

        self._taken.add(session.title)
        return Act(MODERATOR, f"announces {session.title}", do)

    def _moves(self, session: Session) -> Act:
        hours = f"{session.starts:%H}:30 - {session.ends:%H}:30"
        place = self._lot.choice([one for one in PLACES if one != session.place])
        later = session.starts.minute == 0 and session.starts - self._now > AHEAD and self._lot.random() < 0.6

        async def do() -> None:
            form = {"hours": hours} if later else {"place": place}
            await self._stage.ask(MODERATOR, f"/sessie wijzig {session.number}", form, confirmed=True)
            self._community.tell(session, "moved")
            if later:
                session.starts, session.ends = session.starts.replace(minute=30), session.ends.replace(minute=30)
                session.plan(self._now)
            else:
                session.place = place

        return Act(MODERATOR, f"moves {session.title}", do)

    def _cancels(self, session: Session) -> Act:
        async def do() -> None:
            await self._cancel(session, self._word("Reden"))

        return Act(MODERATOR, f"cancels {session.title}", do)

    async def _cancel(self, session: Session, reason: str) -> None:
        await self._stage.ask(MODERATOR, f"/sessie afzeggen {session.number} {reason}", confirmed=True)
        if session.state == "announced":
            self._community.tell(session, "cancelled")
        session.state, session.reason, session.moments = "cancelled", reason, {}

    def _clears(self, session: Session) -> Act:
        async def do() -> None:
            await self._stage.clear(session.title)
            session.answers.clear()

        return Act(MODERATOR, f"clears {session.title}", do, away=self._lot.random() < 0.5)

    def _deletes(self, session: Session) -> Act:
        """Take the card away, which then comes back: what people clicked on it stands, and cannot be taken back."""

        async def do() -> None:
            await self._stage.delete(session.title)
            session.answers.clear()

        return Act(MODERATOR, f"deletes {session.title}", do, away=self._lot.random() < 0.5)

    def _reposts(self, session: Session) -> Act:
        async def do() -> None:
            await self.until_answered(MODERATOR, f"/sessie opnieuw {session.number}")
            session.answers.clear()

        return Act(MODERATOR, f"reposts {session.title}", do)

    async def until_answered(self, person: str, command: str) -> None:
        """Let somebody ask until they have an answer: doing it twice is as good as once."""
        while await self._stage.ask(person, command) is Ended.UNKNOWN:
            continue

    def _word(self, kind: str) -> str:
        """Return words that stand nowhere else."""
        self._made += 1
        return f"{kind} {self._made:04}"
