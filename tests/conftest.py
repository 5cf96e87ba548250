"""Fixtures that every test may use."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.homeserver import Homeserver
from bot.testing.room_chat import RoomChat
from bot.testing.world import World, config_in

MATRIX_S = 120  # on a cold machine a homeserver takes its time to start


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests that need a homeserver the time that its start may take."""
    for item in items:
        if item.get_closest_marker("matrix") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(MATRIX_S))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where it goes unseen whether Discord would take what the bot sends it."""
    if "DISCORD_OPENAPI" not in os.environ:
        terminalreporter.write_line(
            "DISCORD_OPENAPI names no file: what is said to Discord was not judged by its OpenAPI"
        )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def homeserver(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Homeserver]:
    """A Synapse without limits, for tests marked `matrix`. A worker's tests share it: let names of accounts differ."""
    async with Homeserver(tmp_path_factory.mktemp("homeserver"), fleeting=True) as homeserver:
        yield homeserver


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
