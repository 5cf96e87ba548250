"""Fixtures that every test may use."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.testing.room_chat import RoomChat
from bot.testing.world import World, config_in


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A community with its bot running."""
    world = World(config_in(tmp_path))
    await world.start()
    yield world
    await world.close()


@pytest.fixture
def room(world: World) -> RoomChat:
    """The room of `world`, driven from outside."""
    return RoomChat(world)
