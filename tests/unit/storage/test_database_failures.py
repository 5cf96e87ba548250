"""The engine when things go wrong: what a caller is told is what happened."""

import asyncio
import json
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.domain.tx import Tx
from storage.database import Database

A_LOT = "x" * 200_000


@pytest.fixture(autouse=True)
async def notes(database: Database) -> None:
    """A table to write in, and one that may only mention what is in it."""

    async def make(tx: Tx) -> None:
        await tx.execute("CREATE TABLE note (text TEXT PRIMARY KEY)")
        await tx.execute("CREATE TABLE mention (text TEXT REFERENCES note (text))")

    await database.write(make)


def note(text: str) -> Callable[[Tx], Awaitable[None]]:
    async def work(tx: Tx) -> None:
        await tx.execute("INSERT INTO note (text) VALUES (?)", (text,))
        tx.signal("notes")

    return work


async def noted(database: Database) -> list[str]:
    rows = await database.read(lambda tx: tx.all("SELECT text FROM note ORDER BY rowid"))
    return [row["text"] for row in rows]


async def promise(tx: Tx) -> None:
    """Mention what does not exist, and have that noticed at the commit only."""
    await tx.execute("PRAGMA defer_foreign_keys = ON")
    await tx.execute("INSERT INTO mention (text) VALUES ('nothing')")


async def leave_little_room(tx: Tx) -> None:
    pages = await tx.value("PRAGMA page_count")
    await tx.value(f"PRAGMA max_page_count = {pages + 4}")


def can_be_written(path: Path) -> bool:
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


async def test_a_commit_that_fails_fails_for_all_who_share_it_and_the_next_one_works(database: Database) -> None:
    heard = database.listen("notes")
    outcomes = await asyncio.gather(
        database.write(note("a")), database.write(promise), database.write(note("b")), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [sqlite3.IntegrityError] * 3
    assert await noted(database) == []
    assert not heard.is_set()

    await database.write(note("c"))
    assert await noted(database) == ["c"]
    assert heard.is_set()


async def test_a_full_disk_is_told_truly_to_everyone(database: Database) -> None:
    await database.write(leave_little_room)
    heard = database.listen("notes")
    texts = ("a", A_LOT, "c")
    outcomes = await asyncio.gather(*(database.write(note(text)) for text in texts), return_exceptions=True)

    kept = await noted(database)
    assert kept == [text for text, outcome in zip(texts, outcomes, strict=True) if outcome is None]
    assert A_LOT not in kept
    assert isinstance(outcomes[1], sqlite3.OperationalError)
    assert "full" in str(outcomes[1])
    assert heard.is_set() == bool(kept)


async def test_after_a_full_disk_smaller_things_can_be_written(database: Database) -> None:
    await database.write(leave_little_room)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        await database.write(note(A_LOT))
    await database.write(note("small"))
    assert await noted(database) == ["small"]


@pytest.mark.parametrize("many", [1, 50])
async def test_a_full_disk_inside_a_part_undoes_the_whole_write(database: Database, many: int) -> None:
    """One row too many ends the transaction by itself; of several at once, SQLite would undo just those."""
    await database.write(leave_little_room)

    async def work(tx: Tx) -> None:
        await note("before")(tx)
        try:
            async with tx.savepoint():
                texts = json.dumps([f"{number}{A_LOT}" for number in range(many)])
                await tx.execute("INSERT INTO note (text) SELECT value FROM json_each(?)", (texts,))
        except sqlite3.OperationalError:
            await note("after")(tx)

    with pytest.raises(sqlite3.OperationalError):
        await database.write(work)
    assert await noted(database) == []


async def test_a_mistake_in_a_part_undoes_just_that(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await note("before")(tx)
        with suppress(sqlite3.OperationalError):
            async with tx.savepoint():
                await tx.execute("INSERT INTO nowhere VALUES (1)")
        await note("after")(tx)

    await database.write(work)
    assert await noted(database) == ["before", "after"]


async def test_a_reader_that_gives_up_at_any_moment_leaves_the_others_reading(database: Database) -> None:
    await database.write(note("a"))
    for moment in range(12):
        giving_up = asyncio.create_task(noted(database))
        for _ in range(moment):
            await asyncio.sleep(0)
        giving_up.cancel()
        await asyncio.gather(giving_up, return_exceptions=True)
        assert await noted(database) == ["a"], f"after giving up at moment {moment}"
        await database.write(note(f"{moment}"))
        await database.write(lambda tx: tx.execute("DELETE FROM note WHERE text <> 'a'"))


async def test_a_reader_that_fails_leaves_the_others_reading_what_is_new(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        await database.read(lambda tx: tx.all("SELECT * FROM nowhere"))
    await database.write(note("a"))
    assert await noted(database) == ["a"]


async def test_a_writer_that_is_cancelled_leaves_no_transaction_open_and_nobody_waiting(tmp_path: Path) -> None:
    path = tmp_path / "cancelled.db"
    before = asyncio.all_tasks()
    database = await Database.open(path)
    (writer,) = asyncio.all_tasks() - before
    await database.write(lambda tx: tx.execute("CREATE TABLE note (text TEXT PRIMARY KEY)"))
    begun, go_on = threading.Event(), threading.Event()

    async def slow(tx: Tx) -> None:
        await note("half")(tx)
        begun.set()
        assert go_on.wait(timeout=30)
        raise asyncio.CancelledError

    asking = [asyncio.create_task(database.write(work)) for work in (note("a"), slow, note("b"))]
    assert await asyncio.to_thread(begun.wait, 30)
    asking.append(asyncio.create_task(database.write(note("later"))))
    await asyncio.sleep(0)
    writer.cancel()
    go_on.set()
    told, waiting = await asyncio.wait(asking, timeout=10)
    assert not waiting
    assert all(task.cancelled() or task.exception() is not None for task in told)
    assert await noted(database) == []
    await database.close()
    assert can_be_written(path)


async def test_what_is_asked_after_closing_is_refused(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "closed.db")
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    for _ in range(2):
        told, waiting = await asyncio.wait([asyncio.create_task(database.write(note("late")))], timeout=10)
        assert not waiting
        assert all(task.cancelled() or task.exception() is not None for task in told)
        await closing
