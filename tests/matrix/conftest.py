"""A real homeserver for every worker of pytest, and people on it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.demo.homeserver import Homeserver


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def homeserver(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Homeserver]:
    """A Synapse without limits; started once and shared by the tests of a worker, so names of accounts must differ."""
    async with Homeserver(tmp_path_factory.mktemp("homeserver")) as homeserver:
        yield homeserver
