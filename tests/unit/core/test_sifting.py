"""What changes nothing is left out of a batch; what changes something is not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.api.events import Author, Event, MessageDeleted, Reacted, ReactionRemoved, Unreacted
from bot.core.sifting import sifted
from bot.domain.tx import Tx
from storage import statements
from storage.database import Database
from storage.statements import Meaning
from tests.unit.storage.making import PLATFORM, know, new_card, new_home, new_session

ANNA, BILAL = Author("anna", "Anna"), Author("bilal", "Bilal")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """Anna's reaction "a" stands on the card "card"."""
    database = await Database.open(tmp_path / "watals.db")
    await database.write(_fill)
    yield database
    await database.close()


async def _fill(tx: Tx) -> None:
    home = await new_home(tx, "home")
    await know(tx, home, "anna")
    session = await new_session(tx, home)
    card = await new_card(tx, home, session, "card")
    await statements.say(tx, Meaning(home.id, session, "place", card, "📍"), "anna", "a")


async def sift(database: Database, *events: Event) -> list[Event]:
    return await database.read(lambda tx: sifted(tx, PLATFORM, events))


async def test_only_a_card_is_missed_when_it_is_deleted(database: Database) -> None:
    card = MessageDeleted("1", "card")
    assert await sift(database, MessageDeleted("2", "a"), card) == [card]


async def test_a_reaction_that_its_sender_takes_back_is_not_removed_too(database: Database) -> None:
    back = Unreacted("1", "anna", "a")
    assert await sift(database, back, ReactionRemoved("1", "a")) == [back]


async def test_a_reaction_that_somebody_else_removes_is(database: Database) -> None:
    events = [Unreacted("1", "bilal", "a"), ReactionRemoved("1", "a")]
    assert await sift(database, *events) == events


async def test_so_it_is_with_one_that_comes_in_the_same_batch(database: Database) -> None:
    made = Reacted("1", "card", "📍", BILAL, "b")
    back, other = Unreacted("2", "bilal", "b"), Unreacted("2", "anna", "b")
    gone = ReactionRemoved("2", "b")
    assert await sift(database, made, back, gone) == [made, back]
    assert await sift(database, made, other, gone) == [made, other, gone]


async def test_what_nobody_knows_is_left_out(database: Database) -> None:
    back = Unreacted("1", "anna", "elsewhere")
    assert await sift(database, back, ReactionRemoved("1", "elsewhere")) == [back]
