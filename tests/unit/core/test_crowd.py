"""What a crowd does at once counts as if each of it had been taken in by itself."""

import itertools
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.api.events import Author, Reacted, Unreacted
from bot.config import COGS
from bot.core.registry import Registry, load_cogs
from bot.core.settling import Settling
from bot.core.steps import no_step
from bot.domain.session import SessionState
from bot.domain.tx import Tx
from storage import sessions, statements
from storage.database import Database
from tests.unit.storage.making import NOW, PLATFORM, new_card, new_home, new_session

PEOPLE = ("anna", "bilal")
Deed = tuple[bool, str, int, str]
"""Whether a reaction is made or taken back, by whom, on which card, with what."""

deed = st.tuples(st.booleans(), st.sampled_from(PEOPLE), st.integers(0, 1), st.sampled_from("📍💻"))
_slugs = (f"home-{number}" for number in itertools.count())


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "watals.db")
    yield database
    await database.close()


class Place:
    """A community of its own, with two sessions that people answer to."""

    def __init__(self, tx: Tx, settling: Settling, slug: str) -> None:
        self.tx = tx
        self.settling = settling
        self.slug = slug
        self.cards: list[int] = []

    async def begin(self) -> "Place":
        home = await new_home(self.tx, self.slug)
        for number in range(2):
            session = await new_session(self.tx, home)
            await sessions.set_state(self.tx, session.id, SessionState.ANNOUNCED)
            self.cards.append(await new_card(self.tx, home, session, f"{self.slug}{number}"))
        return self

    async def take(self, done: Sequence[Deed]) -> None:
        events = [self.event(*deed) for deed in done]
        touched = await self.settling.take_reactions(self.tx, PLATFORM, events, NOW)
        assert await self.settling.settle(self.tx, touched, NOW) == []

    def event(self, made: bool, who: str, card: int, emoji: str) -> Reacted | Unreacted:
        message, key = f"{self.slug}{card}", f"{self.slug}:{who}"
        if made:
            return Reacted("r", message, emoji, Author(key, who), f"{message}|{emoji}")
        return Unreacted("u", key, f"{message}|{emoji}")

    async def result(self) -> tuple[list[tuple[object, ...]], ...]:
        """Return what stands and what follows from it, without what differs between two places."""
        stands = (
            "SELECT substr(account_key, length(:slug) + 2), substr(source, length(:slug) + 1), choice, emoji"
            " FROM statement WHERE substr(account_key, 1, length(:slug) + 1) = :slug || ':' AND standing = 1"
            " ORDER BY seq"
        )
        follows = (
            "SELECT account.name, session.number, rsvp.choice FROM rsvp"
            " JOIN account ON account.member_id = rsvp.member_id JOIN session ON session.id = rsvp.session_id"
            " JOIN community ON community.id = session.community_id WHERE community.slug = :slug"
            " ORDER BY session.number, rsvp.arrived_seq"
        )
        told = {"slug": self.slug}
        found = [await self.tx.all(sql, told) for sql in (stands, follows)]
        return tuple([tuple(row) for row in rows] for rows in found)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(deed), cleared=st.booleans(), done=st.lists(deed, min_size=6))
async def test_a_crowd_counts_as_one_by_one(
    database: Database,
    before: list[Deed],
    cleared: bool,
    done: list[Deed],
) -> None:
    settling = Settling(Registry(load_cogs(COGS)), no_step)

    async def work(tx: Tx) -> None:
        together, apart = [await Place(tx, settling, next(_slugs)).begin() for _ in range(2)]
        for place in (together, apart):
            await place.take(before)
            if cleared:
                await statements.detach(tx, place.cards[0])
        await together.take(done)
        for deed in done:
            await apart.take([deed])
        assert await together.result() == await apart.result()

    await database.write(work)
