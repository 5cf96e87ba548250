"""A room that is really served, on a free loopback port."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace

from bot.testing.world import COGS, World, config_in
from tests.room.driving import Browser, free_port


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A community whose room is served on a known port: its server looks at the port people ask for."""
    world = World(config_in(tmp_path, cogs=(*COGS, "tests.support.offers")))
    world.room.settings = replace(world.room.settings, port=free_port())
    await world.start()
    await world.room.listening.wait()
    yield world
    await world.close()


@pytest.fixture
async def browser(world: World) -> AsyncIterator[Browser]:
    """Opens pages of the room."""
    async with aiohttp.ClientSession() as session:
        yield Browser(session, world.room.settings.port)
