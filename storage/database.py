"""The engine: SQLite with one writer, shared commits, and readers that never wait for it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Self, TypeVar, cast

from msgspec import Struct, field

from bot.domain.tx import Tx
from storage.connection import Connection, SqliteTx, TransactionLostError, Work, finished, is_hindered
from storage.copying import one_moment
from storage.migrate import Source, migrate

T = TypeVar("T")

MOST_JOBS_A_COMMIT = 64
"""Jobs that share one commit: enough to make a burst cheap, few enough that nobody waits long."""


WRITER_CACHE_KIB = 16_384
"""What the writer keeps of the database in memory: with SQLite's usual 2 MiB a crowd reads the same pages on and on."""


class _Job(Struct):
    work: Work[Any]
    done: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


_Outcome = tuple[Any, Exception | None]


class Database:
    """An open database. Make one with `Database.open`; close it with `close`. `commits` counts those since then."""

    def __init__(self, writer: Connection, reader: Connection) -> None:
        self._writer = writer
        self._reader = reader
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
        async with AsyncExitStack() as opened:
            writer = await Connection.open(path)
            opened.push_async_callback(writer.close)
            await migrate(writer, extra)
            await writer.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
            reader = await Connection.open(path)
            opened.push_async_callback(reader.close)
            await reader.execute("PRAGMA query_only = ON")
            opened.pop_all()
        return cls(writer, reader)

    async def close(self) -> None:
        """Finish what was asked to be written, then close."""
        self._jobs.put_nowait(None)
        await asyncio.wait([self._writing])
        await self._reader.close()
        await self._writer.close()

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction and return its result once it is durable.

        Work of several callers shares a commit; each is undone alone when it raises, and its error reaches
        its own caller. `work` runs beside the event loop, and must not wait for anything but the transaction it is
        given.
        """
        if self._writing.done():
            raise RuntimeError("the database is closed")
        job = _Job(work)
        self._jobs.put_nowait(job)
        return cast("T", await job.done)

    async def read(self, work: Work[T]) -> T:
        """Run `work`, like `write` does, on one consistent view of what is durable, and return its result."""
        return await self._reader.do(lambda connection: _look(connection, work))

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
        outcomes: Sequence[_Outcome]
        try:
            signals, outcomes = await self._writer.do(lambda connection: _write(connection, [job.work for job in jobs]))
        except sqlite3.Error as error:
            lost = TransactionLostError(str(error)) if is_hindered(error) else error
            outcomes = [(None, lost)] * len(jobs)
        else:
            self.commits += 1
            self._announce(signals)
        for job, (result, failure) in zip(jobs, outcomes, strict=True):
            _settle_future(job.done, result, failure)

    def _announce(self, topics: set[str]) -> None:
        for topic in topics:
            for event in self._listeners.get(topic, ()):
                event.set()


def _look(connection: sqlite3.Connection, work: Work[T]) -> T:
    try:
        connection.execute("BEGIN")
        return finished(work, SqliteTx(connection))
    finally:
        connection.rollback()


def _write(connection: sqlite3.Connection, works: Sequence[Work[Any]]) -> tuple[set[str], Sequence[_Outcome]]:
    """Do several pieces of work in one commit; return what they signalled, and what became of each."""
    tx = SqliteTx(connection)
    try:
        connection.execute("BEGIN IMMEDIATE")
        outcomes = [_attempt(connection, tx, work) for work in works]
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return tx.signals, outcomes


def _attempt(connection: sqlite3.Connection, tx: SqliteTx, work: Work[Any]) -> _Outcome:
    async def apart(tx: Tx) -> Any:
        async with tx.savepoint():
            return await work(tx)

    try:
        return finished(apart, tx), None
    except Exception as error:
        if not connection.in_transaction:
            raise TransactionLostError(str(error)) from error
        return None, error


def _settle_future(future: asyncio.Future[Any], result: Any, failure: Exception | None) -> None:
    if future.cancelled():
        return
    if failure is None:
        future.set_result(result)
    else:
        future.set_exception(failure)


@asynccontextmanager
async def read_only(path: Path) -> AsyncIterator[Tx]:
    """Open one view of a database that may be in use, and change nothing of it, not even its version.

    Raises sqlite3.Error where there is none, or none that can be read.
    """
    with one_moment(path) as connection:
        connection.row_factory = sqlite3.Row
        yield SqliteTx(connection)
