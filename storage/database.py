"""The engine: SQLite with one writer, shared commits, and readers that never wait for it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar, cast

import aiosqlite

from bot.domain.tx import Parameters, Row, Tx
from storage.migrate import Source, migrate

T = TypeVar("T")
Work = Callable[[Tx], Awaitable[Any]]

MOST_JOBS_A_COMMIT = 64
"""Jobs that share one commit: enough to make a burst cheap, few enough that nobody waits long."""

_HINDERED = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY})
"""What the machine is to blame for, and nobody who writes."""


class TransactionLostError(sqlite3.OperationalError):
    """A transaction ended before its work did, as it does when the disk is full. Nothing of it was kept."""


class SqliteTx:
    """An open transaction on one connection (see `bot.domain.tx.Tx`)."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._depth = 0
        self.signals: set[str] = set()

    async def all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run a statement and return every row it yields."""
        self._check_open()
        try:
            rows = await self._connection.execute_fetchall(sql, cast("Any", parameters))
        except sqlite3.OperationalError as error:
            await self._end_where_hindered(error)
            raise
        return cast("list[Row]", rows)

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
        self._check_open()
        try:
            await self._connection.executemany(sql, cast("Any", rows))
        except sqlite3.OperationalError as error:
            await self._end_where_hindered(error)
            raise

    async def _end_where_hindered(self, error: sqlite3.OperationalError) -> None:
        """End the transaction where the machine is to blame, which SQLite does not always do.

        Who catches the error takes it for a fault of what was being done: nothing may be kept that follows from that.
        """
        if _is_hindered(error):
            await self._connection.rollback()

    def _check_open(self) -> None:
        if not self._connection.in_transaction:
            raise TransactionLostError("this transaction has ended; nothing more can be part of it")

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


@dataclass(slots=True)
class _Job:
    work: Work
    done: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Database:
    """An open database. Make one with `Database.open`; close it with `close`. `commits` counts those since then."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._reading = asyncio.Lock()
        self._jobs: asyncio.Queue[_Job | None] = asyncio.Queue()
        self._listeners: dict[str, list[asyncio.Event]] = {}
        self.commits = 0
        self._writing = asyncio.create_task(self._write_jobs(), name="storage.writer")

    @classmethod
    async def open(cls, path: Path, *, extra: Iterable[Source] = ()) -> Self:
        """Open (and create or upgrade) the database in `path`.

        `extra` names the migrations that cogs bring along. Raises `storage.migrate.SchemaError` where the
        database is newer than this program can safely use.
        """
        writer = await _connect(path)
        try:
            await migrate(writer, extra)
            reader = await _connect(path)
        except BaseException:
            await writer.close()
            raise
        await reader.execute("PRAGMA query_only = ON")
        return cls(writer, reader)

    async def close(self) -> None:
        """Finish what was asked to be written, then close."""
        self._jobs.put_nowait(None)
        await asyncio.wait([self._writing])
        await self._reader.close()
        await self._writer.close()

    async def write(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` in a transaction and return its result once it is durable.

        Work of several callers shares a commit; each is undone alone when it raises, and its error reaches
        its own caller. `work` must not wait for anything but the transaction it is given.
        """
        if self._writing.done():
            raise RuntimeError("the database is closed")
        job = _Job(work)
        self._jobs.put_nowait(job)
        return cast("T", await job.done)

    async def read(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` on one consistent view of what is durable, and return its result."""
        async with self._reading:
            try:
                await self._reader.execute("BEGIN")
                return await work(SqliteTx(self._reader))
            finally:
                await self._reader.rollback()

    def listen(self, topic: str) -> asyncio.Event:
        """Return an event that is set after every commit that signalled `topic`."""
        event = asyncio.Event()
        self._listeners.setdefault(topic, []).append(event)
        return event

    async def _write_jobs(self) -> None:
        """Work off the queue until it says None; nobody is left waiting, however this ends."""
        jobs: list[_Job] = []
        try:
            while (job := await self._jobs.get()) is not None:
                jobs = [job]
                while len(jobs) < MOST_JOBS_A_COMMIT and not self._jobs.empty():
                    following = self._jobs.get_nowait()
                    if following is None:
                        self._jobs.put_nowait(None)
                        break
                    jobs.append(following)
                await self._write_together([job for job in jobs if not job.done.cancelled()])
        finally:
            while not self._jobs.empty():
                jobs += [job for job in (self._jobs.get_nowait(),) if job is not None]
            for job in jobs:
                job.done.cancel()

    async def _write_together(self, jobs: list[_Job]) -> None:
        tx = SqliteTx(self._writer)
        outcomes: list[tuple[_Job, Any, Exception | None]]
        try:
            await self._writer.execute("BEGIN IMMEDIATE")
            outcomes = [(job, *await self._attempt(tx, job.work)) for job in jobs]
            await self._writer.execute("COMMIT")
            self.commits += 1
        except BaseException as error:
            # Cancellation too must not leave a transaction open on the only writer.
            await self._writer.rollback()
            if not isinstance(error, sqlite3.Error):
                raise
            lost = TransactionLostError(str(error)) if _is_hindered(error) else error
            outcomes = [(job, None, lost) for job in jobs]
        else:
            self._announce(tx.signals)
        for job, result, failure in outcomes:
            _settle_future(job.done, result, failure)

    async def _attempt(self, tx: SqliteTx, work: Work) -> tuple[Any, Exception | None]:
        try:
            async with tx.savepoint():
                return await work(tx), None
        except Exception as error:
            if not self._writer.in_transaction:
                raise TransactionLostError(str(error)) from error
            return None, error

    def _announce(self, topics: set[str]) -> None:
        for topic in topics:
            for event in self._listeners.get(topic, ()):
                event.set()


def _is_hindered(error: sqlite3.Error) -> bool:
    """Whether the machine is to blame for an error. One that Python raises has no code."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in _HINDERED


def _settle_future(future: asyncio.Future[Any], result: Any, failure: Exception | None) -> None:
    if future.cancelled():
        return
    if failure is None:
        future.set_result(result)
    else:
        future.set_exception(failure)


async def _connect(path: Path) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 5000"):
        await connection.execute(f"PRAGMA {pragma}")
    return connection


@asynccontextmanager
async def read_only(path: Path) -> AsyncIterator[Tx]:
    """Open one view of a database that may be in use, and change nothing of it, not even its version.

    Raises sqlite3.Error where there is none, or none that can be read.
    """
    connection = await aiosqlite.connect(_unchanged(path), uri=True, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        await connection.execute("BEGIN")
        yield SqliteTx(connection)
    finally:
        await connection.close()


def _unchanged(path: Path) -> str:
    """Return how SQLite is told to open a database without changing it."""
    return f"{path.absolute().as_uri()}?mode=ro"
