"""A community whose bot has the example cog beside its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.core.registry import Registry, load_cogs
from bot.testing.room_chat import RoomChat
from bot.testing.world import COGS, World, config_in
from tests.unit.core.example_cog import setup
from tests.unit.core.example_cog.cog import Example

# A busy machine may take its time over an example.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def example() -> Example:
    """The example cog of this test."""
    return setup()


@pytest.fixture
async def world(tmp_path: Path, example: Example) -> AsyncIterator[World]:
    """A community with its bot running, the example cog in it."""
    world = World(config_in(tmp_path), Registry([*load_cogs(COGS), example]))
    await world.start()
    yield world
    await world.close()


@pytest.fixture
def english(world: World) -> RoomChat:
    """The room of `world`, driven by people who read English."""
    return RoomChat(world, locale="en")
