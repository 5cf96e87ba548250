"""People on the homeserver, and a bad line to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.homeserver import Homeserver
from tests.matrix.bench import Bench, new_bench
from tests.matrix.faults import FaultProxy
from tests.matrix.person import Person, arrive

People = Callable[[str], Awaitable[Person]]


@pytest.fixture
async def people(homeserver: Homeserver) -> AsyncIterator[People]:
    """Brings people on, by name: nobody was here in an earlier test."""
    async with AsyncExitStack() as present:

        async def come(name: str) -> Person:
            return await present.enter_async_context(await arrive(homeserver, name))

        yield come


@pytest.fixture
async def line(homeserver: Homeserver) -> AsyncIterator[FaultProxy]:
    """A line to the homeserver that fails when told."""
    async with FaultProxy(homeserver.url) as line:
        yield line


@pytest.fixture
async def bench(homeserver: Homeserver, tmp_path: Path) -> Bench:
    """A folder in which a bot is to be set up, and an account for it."""
    return await new_bench(homeserver, tmp_path)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def limited(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Homeserver]:
    """A homeserver with the limits that every Synapse begins with."""
    async with Homeserver(tmp_path_factory.mktemp("limited"), limited=True, fleeting=True) as homeserver:
        yield homeserver
