"""A connection to SQLite and the thread in which work is done with it, from its beginning to its end."""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar, cast

import aiosqlite

from bot.domain.tx import Parameters, Row, Tx

T = TypeVar("T")
Work = Callable[[Tx], Awaitable[T]]

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "wal_autocheckpoint = 4000",  # pages; what a crowd says in one commit is more than the usual thousand
)
_ROWS_AT_ONCE = 64

TURN_S = 0.0002
"""How long a thread keeps Python to itself where another waits for it: beside a busy loop, work in the database would
wait the usual five milliseconds after every statement."""

_HINDERED = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY})
"""What the machine is to blame for, and nobody who writes."""


class TransactionLostError(sqlite3.OperationalError):
    """A transaction ended before its work did, as it does when the disk is full. Nothing of it was kept."""


def is_hindered(error: sqlite3.Error) -> bool:
    """Whether the machine is to blame for an error. One that Python raises has no code."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in _HINDERED


class SqliteTx:
    """An open transaction on one connection (see `bot.domain.tx.Tx`). What is asked of it is done at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._depth = 0
        self.signals: set[str] = set()

    async def all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run a statement and return every row it yields."""
        with self._whole():
            return cast("list[Row]", self._connection.execute(sql, parameters).fetchall())

    async def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Run a statement and return its first row, or None."""
        rows = await self.all(sql, parameters)
        return rows[0] if rows else None

    async def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Run a statement and return the first column of its first row, or None."""
        row = await self.one(sql, parameters)
        return None if row is None else row[0]

    async def execute(self, sql: str, parameters: Parameters = ()) -> None:
        """Run a statement for its effect."""
        await self.all(sql, parameters)

    async def execute_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for each of the given rows, in one go."""
        with self._whole():
            self._connection.executemany(sql, rows)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Do something as part of the transaction, and end that where the machine is to blame for a failure.

        SQLite does not always end it. But who catches the error takes it for a fault of what was being done: nothing
        may be kept that follows from that.
        """
        if not self._connection.in_transaction:
            raise TransactionLostError("this transaction has ended; nothing more can be part of it")
        try:
            yield
        except sqlite3.OperationalError as error:
            if is_hindered(error):
                self._connection.rollback()
            raise

    def signal(self, topic: str) -> None:
        """Wake who listens to `topic`, once this transaction is durable."""
        self.signals.add(topic)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Open a part that is undone on its own when it raises, signals included."""
        name = f"part_{self._depth}"
        signals = set(self.signals)
        self._depth += 1
        await self.execute(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            self.signals = signals
            # A full disk ends the whole transaction; then there is nothing left to go back to.
            if self._connection.in_transaction:
                await self.execute(f"ROLLBACK TO {name}")
                await self.execute(f"RELEASE {name}")
            raise
        else:
            await self.execute(f"RELEASE {name}")
        finally:
            self._depth -= 1


class Connection(aiosqlite.Connection):
    """A connection of aiosqlite, in whose thread work is done from its beginning to its end.

    A piece of work that went there and back for every statement would spend most of its time on the way
    (docs/decisions/0022-taking-in-a-crowd.md).
    """

    @classmethod
    async def open(cls, path: Path) -> Self:
        """Open a connection to a database, and make it where there is none. Raises sqlite3.Error."""
        sys.setswitchinterval(TURN_S)
        connection = cls(partial(sqlite3.connect, path, isolation_level=None), _ROWS_AT_ONCE)
        opening = asyncio.ensure_future(connection)
        try:
            _ = await asyncio.shield(opening)  # else aiosqlite would lose what its thread is about to open
            connection.row_factory = sqlite3.Row
            for pragma in _PRAGMAS:
                await connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            await asyncio.wait([opening])
            await connection.close()
            raise
        return connection

    async def do(self, what: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the connection. Once begun it comes to its end, whoever stops waiting for it."""
        done: T = await self._execute(what, self._conn)  # type: ignore[no-untyped-call]
        return done


def finished(work: Work[T], tx: Tx) -> T:
    """Bring work to its end, here and now. Raises RuntimeError where it waits for anything but its transaction."""
    running = _run(work, tx)
    try:
        running.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    running.close()
    raise RuntimeError("work in the database must not wait for anything but its transaction")


async def _run(work: Work[T], tx: Tx) -> T:
    return await work(tx)
