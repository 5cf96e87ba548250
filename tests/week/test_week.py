"""A week of a community with forty participants, and some restarts of the bot; in the end a plain model agrees."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.testing.room_chat import RoomChat
from bot.testing.world import World, config_in
from tests.week.ending import NOTHING_LEFT, check, left_lying
from tests.week.model import Week
from tests.week.players import Players
from tests.week.script import live

PEOPLE = tuple(f"deelnemer-{number}" for number in range(1, 41))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A room of forty participants and a moderator."""
    world = World(config_in(tmp_path, names=(*PEOPLE, "moderator")))
    await world.start()
    yield world
    await world.close()


@pytest.mark.timeout(300)
async def test_a_week_ends_as_a_plain_model_says(world: World) -> None:
    async def restart() -> None:
        await world.stop()
        await world.start()

    players = Players(RoomChat(world), Week(), PEOPLE)
    await live(players, restart)
    await check(players)
    assert await world.database.read(left_lying) == NOTHING_LEFT
