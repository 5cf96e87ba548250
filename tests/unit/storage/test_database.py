"""The engine: shared commits, signals, and what a failure may and may not undo."""

import asyncio
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.domain.tx import Tx
from storage.database import MOST_JOBS_A_COMMIT, Database


@pytest.fixture(autouse=True)
async def notes(database: Database) -> None:
    """A table to write in, and one that may only mention what is in it."""

    async def make(tx: Tx) -> None:
        await tx.execute("CREATE TABLE note (text TEXT PRIMARY KEY)")
        await tx.execute("CREATE TABLE mention (text TEXT REFERENCES note (text))")

    await database.write(make)


def note(text: str, topic: str | None = None) -> Callable[[Tx], Awaitable[str]]:
    async def work(tx: Tx) -> str:
        await tx.execute("INSERT INTO note (text) VALUES (?)", (text,))
        if topic is not None:
            tx.signal(topic)
        return text

    return work


def failing(text: str, topic: str | None = None) -> Callable[[Tx], Awaitable[str]]:
    async def work(tx: Tx) -> str:
        await note(text, topic)(tx)
        raise ValueError(text)

    return work


async def noted(database: Database) -> list[str]:
    rows = await database.read(lambda tx: tx.all("SELECT text FROM note ORDER BY rowid"))
    return [row["text"] for row in rows]


async def test_a_write_returns_its_result_once_it_can_be_read(database: Database) -> None:
    assert await database.write(note("a")) == "a"
    assert await noted(database) == ["a"]


async def test_a_failing_write_is_undone_alone_and_its_error_reaches_its_own_caller(database: Database) -> None:
    texts = [f"{number}" for number in range(2 * MOST_JOBS_A_COMMIT + 5)]
    works = [failing(text) if int(text) % 3 == 1 else note(text) for text in texts]
    outcomes = await asyncio.gather(*(database.write(work) for work in works), return_exceptions=True)

    assert await noted(database) == [text for text in texts if int(text) % 3 != 1]
    for text, outcome in zip(texts, outcomes, strict=True):
        if int(text) % 3 == 1:
            assert isinstance(outcome, ValueError)
            assert outcome.args == (text,)
        else:
            assert outcome == text


async def test_a_broken_rule_of_the_schema_fails_its_own_write_only(database: Database) -> None:
    outcomes = await asyncio.gather(*(database.write(note(text)) for text in ("a", "a", "b")), return_exceptions=True)
    assert isinstance(outcomes[1], sqlite3.IntegrityError)
    assert await noted(database) == ["a", "b"]


async def test_writes_happen_in_the_order_they_were_asked_for(database: Database) -> None:
    texts = [f"{number}" for number in range(MOST_JOBS_A_COMMIT * 2)]
    await asyncio.gather(*(database.write(note(text)) for text in texts))
    assert await noted(database) == texts


async def test_a_later_write_sees_what_earlier_ones_of_the_same_commit_did(database: Database) -> None:
    async def count(tx: Tx) -> int:
        return int(await tx.value("SELECT COUNT(*) FROM note"))

    outcomes = await asyncio.gather(
        database.write(note("a")),
        database.write(failing("b")),
        database.write(count),
        return_exceptions=True,
    )
    assert outcomes[2] == 1


async def test_a_signal_is_heard_after_the_commit_and_not_before(database: Database) -> None:
    heard = database.listen("notes")
    early: list[bool] = []

    async def work(tx: Tx) -> None:
        await note("a", "notes")(tx)
        early.append(heard.is_set())

    await database.write(work)
    assert early == [False]
    assert heard.is_set()
    assert await noted(database) == ["a"]


async def test_everyone_who_listens_hears_and_nobody_else(database: Database) -> None:
    listeners = [database.listen("notes") for _ in range(3)]
    other = database.listen("other")
    await database.write(note("a", "notes"))
    assert all(listener.is_set() for listener in listeners)
    assert not other.is_set()


async def test_what_was_undone_signals_nothing(database: Database) -> None:
    undone, kept = database.listen("undone"), database.listen("kept")
    await asyncio.gather(
        database.write(failing("a", "undone")), database.write(note("b", "kept")), return_exceptions=True
    )
    assert kept.is_set()
    assert not undone.is_set()


async def test_an_undone_part_takes_its_signals_along_and_leaves_the_rest(database: Database) -> None:
    topics = {topic: database.listen(topic) for topic in ("outer", "undone", "inner", "after")}

    async def work(tx: Tx) -> None:
        await note("outer", "outer")(tx)
        async with tx.savepoint():
            await note("kept", "inner")(tx)
            try:
                async with tx.savepoint():
                    async with tx.savepoint():
                        await note("deeper", "undone")(tx)
                    await failing("undone", "undone")(tx)
            except ValueError:
                await note("caught")(tx)
            await note("after", "after")(tx)

    await database.write(work)
    assert await noted(database) == ["outer", "kept", "caught", "after"]
    assert [topic for topic, event in topics.items() if event.is_set()] == ["outer", "inner", "after"]


async def test_parts_that_fail_one_after_the_other_are_each_undone(database: Database) -> None:
    async def work(tx: Tx) -> None:
        for text in ("a", "b", "a", "c", "b"):
            try:
                async with tx.savepoint():
                    many = await tx.value("SELECT COUNT(*) FROM note")
                    await note(f"before {text} {many}")(tx)
                    await note(text)(tx)
            except sqlite3.IntegrityError:
                continue

    await database.write(work)
    assert await noted(database) == ["before a 0", "a", "before b 2", "b", "before c 4", "c"]


async def test_what_nobody_waits_for_any_more_is_not_begun(database: Database) -> None:
    waiting = [asyncio.create_task(database.write(note(text))) for text in ("a", "b", "c")]
    await asyncio.sleep(0)
    waiting[1].cancel()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(outcomes[1], asyncio.CancelledError)
    assert await noted(database) == ["a", "c"]


class Halfway:
    """Lets a test go on while work stands halfway, and the work when the test is ready."""

    def __init__(self) -> None:
        self._there, self._go_on = threading.Event(), threading.Event()

    def wait_here(self) -> None:
        self._there.set()
        assert self._go_on.wait(timeout=30)

    async def reached(self) -> None:
        assert await asyncio.to_thread(self._there.wait, 30)

    def go_on(self) -> None:
        self._go_on.set()


async def test_a_caller_that_goes_away_in_the_middle_harms_nobody(database: Database) -> None:
    halfway = Halfway()

    async def slow(tx: Tx) -> None:
        halfway.wait_here()
        await note("slow")(tx)

    leaving = asyncio.create_task(database.write(slow))
    await halfway.reached()
    staying = asyncio.create_task(database.write(note("b")))
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    halfway.go_on()
    assert await staying == "b"
    assert await noted(database) == ["slow", "b"]


async def test_readers_see_only_what_is_durable(database: Database) -> None:
    halfway = Halfway()

    async def slow(tx: Tx) -> None:
        await note("a")(tx)
        halfway.wait_here()

    writing = asyncio.create_task(database.write(slow))
    await halfway.reached()
    assert await noted(database) == []
    halfway.go_on()
    await writing
    assert await noted(database) == ["a"]


async def test_a_reader_keeps_one_view_whatever_is_written_meanwhile(database: Database) -> None:
    await database.write(note("a"))
    halfway = Halfway()

    async def look(tx: Tx) -> tuple[int, int]:
        before = await tx.value("SELECT COUNT(*) FROM note")
        halfway.wait_here()
        return before, await tx.value("SELECT COUNT(*) FROM note")

    looking = asyncio.create_task(database.read(look))
    await halfway.reached()
    await database.write(note("b"))
    halfway.go_on()
    assert await looking == (1, 1)
    assert await noted(database) == ["a", "b"]


async def test_work_that_waits_for_anything_else_fails_and_is_undone(database: Database) -> None:
    async def waits(tx: Tx) -> None:
        await asyncio.sleep(0)

    async def writes_and_waits(tx: Tx) -> None:
        await note("a")(tx)
        await waits(tx)

    for asked in (database.read(waits), database.write(writes_and_waits)):
        with pytest.raises(RuntimeError, match="anything but its transaction"):
            await asked
    assert await noted(database) == []
    assert await database.write(note("b")) == "b"


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.read(note("a"))
    assert await noted(database) == []


async def test_the_database_is_set_up_to_lose_nothing(database: Database) -> None:
    async def look(tx: Tx) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return {name: await tx.value(f"PRAGMA {name}") for name in names}

    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    assert await database.write(look) == expected
    assert await database.read(look) == expected


async def test_what_does_not_exist_cannot_be_mentioned(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await database.write(lambda tx: tx.execute("INSERT INTO mention (text) VALUES ('nothing')"))


async def test_rows_and_values_come_back_as_they_were_put(database: Database) -> None:
    async def work(tx: Tx) -> None:
        await tx.execute_many("INSERT INTO note (text) VALUES (:text)", [{"text": "a"}, {"text": "b"}])
        row = await tx.one("SELECT text, 1 AS one FROM note WHERE text = ?", ("b",))
        assert row is not None
        assert (row["text"], row[1], row.keys()) == ("b", 1, ["text", "one"])
        assert await tx.one("SELECT text FROM note WHERE text = 'c'") is None
        assert await tx.value("SELECT text FROM note WHERE text = 'c'") is None

    await database.write(work)


async def test_closing_finishes_what_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "closing.db"
    database = await Database.open(path)
    await database.write(lambda tx: tx.execute("CREATE TABLE note (text TEXT PRIMARY KEY)"))
    texts = [f"{number}" for number in range(MOST_JOBS_A_COMMIT * 2 + 1)]
    asked = [asyncio.create_task(database.write(note(text))) for text in texts]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*asked) == texts

    database = await Database.open(path)
    assert await noted(database) == texts
    await database.close()
