"""A community on a platform that shows no forms."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.registry import Registry, load_cogs
from bot.testing.world import COGS, World, config_in
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker, without_forms


@pytest.fixture
async def world(tmp_path: Path, example: Example) -> AsyncIterator[World]:
    """A community with its bot running, the example cog in it, in a room that shows no forms."""
    world = without_forms(World(config_in(tmp_path), Registry([*load_cogs(COGS), example])))
    await world.start()
    yield world
    await world.close()


@pytest.fixture
def ouder(world: World) -> Talker:
    """Somebody who talks with the bot alone."""
    return Talker(world, "ouder")


@pytest.fixture
def moderator(world: World) -> Talker:
    """A moderator who talks with the bot alone."""
    return Talker(world, "moderator")
