from datetime import UTC, datetime, timedelta

import pytest

from bot.api.answers import FollowUp
from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.interactions.buttons import KEPT_FOR, FollowUps, Row
from bot.platforms.discord.interactions.custom_ids import Invoke, Kept
from tests.unit.discord.interactions import walked
from tests.unit.discord.store import MemoryStore

LONG = FollowUp("Over dit woord", "hulp", {"word": "é" * 90})


class Clock:
    now = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def made(rows: list[Row]) -> list[tuple[str, str]]:
    parts = walked(row.to_component_dict() for row in rows)
    return [(part["label"], part["custom_id"]) for part in parts if part["type"] == 2]


async def test_a_way_on_says_all_by_itself(store: MemoryStore) -> None:
    rows = await FollowUps(store).rows([FollowUp("Ongedaan maken", "overzicht-eraf", {"item": "3"})], None)
    assert made(rows) == [("Ongedaan maken", "do:overzicht-eraf:item=3")]
    assert store.kept == {}


async def test_another_page_takes_the_place_of_this_one(store: MemoryStore) -> None:
    more = [FollowUp("Meer", "idee-lijst", {"page": "2"}), FollowUp("Hulp", "hulp")]
    rows = await FollowUps(store).rows(more, "idee-lijst")
    assert made(rows) == [("Meer", "turn:idee-lijst:page=2"), ("Hulp", "do:hulp:")]


async def test_what_is_too_long_for_a_button_is_kept(store: MemoryStore) -> None:
    [(_, custom_id)] = made(await FollowUps(store).rows([LONG], None))
    kept = custom_ids.parse(custom_id)
    assert isinstance(kept, Kept)
    after_a_restart = FollowUps(store)
    assert await after_a_restart.meant(kept) == Invoke("hulp", LONG.input)


async def test_after_a_while_it_is_forgotten(store: MemoryStore) -> None:
    clock = Clock()
    follow_ups = FollowUps(store, clock)
    [(_, custom_id)] = made(await follow_ups.rows([LONG], None))
    clock.now += KEPT_FOR + timedelta(days=1)
    await follow_ups.rows([FollowUp("x", "hulp", {"word": "à" * 90})], None)
    kept = custom_ids.parse(custom_id)
    assert isinstance(kept, Kept)
    assert await follow_ups.meant(kept) is None
    assert len(store.kept) == 1


async def test_the_same_twice_is_one_button(store: MemoryStore) -> None:
    assert len(made(await FollowUps(store).rows([FollowUp("a", "hulp"), FollowUp("b", "hulp")], None))) == 1


async def test_no_more_buttons_than_a_message_takes(store: MemoryStore) -> None:
    many = [FollowUp(str(number), "hulp", {"page": str(number)}) for number in range(40)]
    rows = await FollowUps(store).rows(many, None)
    assert [len(row.children) for row in rows] == [5] * 5


async def test_a_label_fits(store: MemoryStore) -> None:
    [(label, _), (empty, _)] = made(
        await FollowUps(store).rows([FollowUp("woord " * 30, "hulp"), FollowUp("\n", "taal")], None)
    )
    assert len(label) <= 80
    assert empty == "…"
