"""Planned moments come, once, whatever happens meanwhile."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.api.cog import Scope
from bot.domain.subject import Due
from bot.testing.world import World
from storage import communities, schedule
from tests.unit.core.example_cog.cog import Example

SOON = timedelta(minutes=5)
LONG = timedelta(hours=2)


async def plan(world: World, number: int, at: datetime, kind: str = "example-due") -> None:
    community = await world.database.read(lambda tx: tx.value("SELECT id FROM community"))
    due = Due(f"{kind}:{number}", community, kind, number, at)
    await world.database.write(lambda tx: schedule.plan(tx, due))


async def planned(world: World) -> int:
    return int(await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM due")))


async def test_a_moment_comes_when_it_is_there_and_once(world: World, example: Example) -> None:
    await plan(world, 1, world.clock.now() + SOON)
    await world.later(SOON / 2)
    assert example.ran == []
    await world.later(SOON)
    assert example.ran == ["due 1"]
    await world.later(LONG)
    assert example.ran == ["due 1"]
    assert await planned(world) == 0


async def test_moments_come_in_their_order(world: World, example: Example) -> None:
    now = world.clock.now()
    for number, after in ((1, 3), (2, 1), (3, 2)):
        await plan(world, number, now + after * SOON)
    await world.later(4 * SOON)
    assert example.ran == ["due 2", "due 3", "due 1"]


async def test_a_moment_that_passed_while_the_bot_was_away_comes_when_it_is_back(
    world: World, example: Example
) -> None:
    await plan(world, 1, world.clock.now() + SOON)
    await world.stop()
    world.clock.advance(timedelta(days=2))
    await world.start()
    await world.settled()
    assert example.ran == ["due 1"]
    await world.stop()
    await world.start()
    await world.settled()
    assert example.ran == ["due 1"]


@pytest.mark.parametrize(("moved", "comes"), [(LONG * 2, False), (timedelta(minutes=-3), True)])
async def test_planning_again_moves_it(world: World, example: Example, *, moved: timedelta, comes: bool) -> None:
    at = world.clock.now() + LONG
    await plan(world, 1, at)
    await plan(world, 1, at + moved)
    assert await planned(world) == 1
    await world.later(LONG)
    assert (example.ran == ["due 1"]) is comes


async def test_what_was_cancelled_does_not_come(world: World, example: Example) -> None:
    await plan(world, 1, world.clock.now() + SOON)
    await world.database.write(lambda tx: schedule.cancel(tx, "example-due:1"))
    await world.later(LONG)
    assert example.ran == []


async def test_one_that_fails_is_tried_again_and_keeps_no_other_waiting(world: World, example: Example) -> None:
    example.failing_dues = {1}
    at = world.clock.now() + SOON
    await plan(world, 1, at)
    await plan(world, 2, at + timedelta(seconds=1))
    await world.later(SOON + timedelta(seconds=2))
    assert example.ran == ["due 1", "due 2"]
    assert await planned(world) == 1

    await world.later(LONG)
    assert example.ran == ["due 1", "due 2", "due 1"]
    example.failing_dues = set()
    await world.later(LONG)
    await world.later(LONG)
    assert example.ran == ["due 1", "due 2", "due 1", "due 1"]
    assert await planned(world) == 0


async def test_a_full_disk_puts_no_moment_off(world: World, example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    come, done = asyncio.Event(), asyncio.Event()

    async def due(scope: Scope, due: Due) -> None:
        come.set()
        await communities.set_setting(scope.tx, due.community_id, "note", "x" * 200_000)
        done.set()

    monkeypatch.setattr(example, "due", due)
    await plan(world, 1, world.clock.now() + SOON)
    await world.database.write(lambda tx: tx.execute("PRAGMA max_page_count = 1"))
    world.clock.advance(SOON)
    await come.wait()
    await world.database.write(lambda tx: tx.execute("PRAGMA max_page_count = 1000000"))
    await done.wait()
    await world.settled()
    assert await planned(world) == 0


async def test_a_moment_of_a_cog_that_is_gone_waits_for_its_return(world: World, example: Example) -> None:
    at = world.clock.now() + SOON
    await plan(world, 1, at, kind="no-such-kind")
    await plan(world, 2, at)
    await world.later(LONG)
    assert example.ran == ["due 2"]
    assert await planned(world) == 1


async def test_expired_drafts_are_forgotten(world: World) -> None:
    room = world.room
    room.say(room.people["ouder"], "dm:ouder", "/proef lang", "nl", "ref-1")
    await world.settled()

    async def drafts() -> int:
        return int(await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM draft")))

    assert await drafts() == 1
    await plan(world, 1, world.clock.now() + timedelta(hours=30))
    await world.later(timedelta(hours=31))
    assert await drafts() == 0
