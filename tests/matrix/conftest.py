"""A real homeserver for every worker of pytest, and people on it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from itertools import count

import pytest
import pytest_asyncio

from bot.demo.homeserver import Homeserver
from tests.matrix.faults import FaultProxy
from tests.matrix.person import Person

_NUMBERS = count(1)
People = Callable[[str], Awaitable[Person]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def homeserver(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Homeserver]:
    """A Synapse without limits; started once and shared by the tests of a worker, so names of accounts must differ."""
    async with Homeserver(tmp_path_factory.mktemp("homeserver")) as homeserver:
        yield homeserver


@pytest.fixture
async def people(homeserver: Homeserver) -> AsyncIterator[People]:
    """Brings people on, by name: nobody was here in an earlier test."""
    async with AsyncExitStack() as present:

        async def come(name: str) -> Person:
            account = await homeserver.register(f"{name}-{next(_NUMBERS)}", displayname=name)
            return await present.enter_async_context(Person(homeserver.url, account, name))

        yield come


@pytest.fixture
async def line(homeserver: Homeserver) -> AsyncIterator[FaultProxy]:
    """A line to the homeserver that fails when told."""
    async with FaultProxy(homeserver.url) as line:
        yield line
