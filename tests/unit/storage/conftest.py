"""A database of its own for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.unit.storage.making import Home, new_home


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database without a community."""
    database = await Database.open(tmp_path / "watals.db")
    yield database
    await database.close()


@pytest.fixture
async def home(database: Database) -> Home:
    """A community in `database`, with a channel of each purpose on one platform."""
    return await database.write(lambda tx: new_home(tx, "home"))
