"""Opening the database, and being told to stop meanwhile."""

import asyncio
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database


class Opened(sqlite3.Connection):
    """A connection that says when a statement was run, and remembers whether it was closed."""

    closed = False

    def __init__(self, *args: Any, ran: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ran = ran

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        cursor = super().execute(sql, *args)
        self._ran(sql)
        return cursor

    def close(self) -> None:
        super().close()
        self.closed = True


@pytest.mark.parametrize(
    "moment", ["connecting", "PRAGMA journal_mode", "CREATE TABLE", "connecting again", "PRAGMA query_only"]
)
async def test_who_stops_while_it_is_opened_leaves_nothing_open(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections: list[Opened] = []
    moments = iter(["connecting", "connecting again"])
    loop = asyncio.get_running_loop()

    def came(now: str) -> None:
        if now.startswith(moment):
            loop.call_soon_threadsafe(opening.cancel)

    def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connections.append(plain(*args, factory=partial(Opened, ran=came), **kwargs))
        came(next(moments))
        return connections[-1]

    plain = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", connect)
    opening = asyncio.create_task(Database.open(tmp_path / "watals.db"))

    with pytest.raises(asyncio.CancelledError):
        await opening
    assert connections
    assert [connection.closed for connection in connections] == [True] * len(connections)
