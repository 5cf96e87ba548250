"""A copy of the database is one that really was there, whoever writes meanwhile."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage import copying

ROWS = 40_000
PATIENCE_S = 20
WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
while True:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO happening (words) VALUES (hex(randomblob(50)))")
    connection.execute("UPDATE total SET many = many + 1")
    connection.execute("COMMIT")
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database in which one table counts what is in the other."""
    path = tmp_path / "watals.db"
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE happening (id INTEGER PRIMARY KEY, words TEXT)")
        made.execute("CREATE TABLE total (many INTEGER)")
        made.executemany("INSERT INTO happening (words) VALUES (hex(randomblob(50)))", [()] * ROWS)
        made.execute("INSERT INTO total VALUES (?)", (ROWS,))
    return path


@contextmanager
def busy(database: Path) -> Iterator[None]:
    """Let another process write in it all the time; go on once it does."""
    with subprocess.Popen([sys.executable, "-c", WRITER, database]) as writer:  # noqa: S603 - our own words
        try:
            until_written(database)
            yield
        finally:
            writer.kill()


def until_written(database: Path) -> None:
    """Wait until somebody wrote something."""
    before, give_up_at = counted(database), time.monotonic() + PATIENCE_S
    while counted(database) == before:
        assert time.monotonic() < give_up_at, "nobody writes"


def counted(database: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(database)) as opened:
        [found] = opened.execute("SELECT (SELECT COUNT(*) FROM happening), (SELECT many FROM total)").fetchall()
        return (int(found[0]), int(found[1]))


def test_a_copy_of_a_busy_database_is_of_one_moment_and_whoever_writes_goes_on(database: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with busy(database), copying.one_moment(database) as view:
        [[before]] = view.execute("SELECT many FROM total").fetchall()
        until_written(database)

        def progress(done: int, all_of_it: int) -> None:
            until_written(database)  # between two steps of copying: without the view it would begin anew each time
            told.append((done, all_of_it))

        copying.copy(view, tmp_path / "copy.db", progress)
    assert counted(tmp_path / "copy.db") == (before, before)
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert copying.faults(tmp_path / "copy.db") == []
    assert {path.name for path in tmp_path.glob("copy*")} == {"copy.db"}


def test_what_was_deleted_does_not_come_along(database: Path, tmp_path: Path) -> None:
    secret = "iets heel persoonlijks"
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA secure_delete = OFF")  # some builds of SQLite have it on
        with opened:
            opened.execute("UPDATE happening SET words = ? WHERE id = 500", (secret,))
        with opened:
            opened.execute("DELETE FROM happening WHERE id = 500")
    with copying.one_moment(database) as view:
        copying.copy(view, tmp_path / "copy.db", lambda done, all_of_it: None)
    assert secret.encode() in database.read_bytes()
    assert secret.encode() not in (tmp_path / "copy.db").read_bytes()


def test_looking_at_a_database_changes_nothing(database: Path) -> None:
    before = database.read_bytes()
    with copying.one_moment(database) as view, pytest.raises(sqlite3.OperationalError, match="readonly"):
        view.execute("DELETE FROM total")
    assert database.read_bytes() == before


def test_faults_are_found(database: Path, tmp_path: Path) -> None:
    assert copying.faults(database) == []
    whole = database.read_bytes()
    damaged = tmp_path / "damaged.db"
    middle = len(whole) // 2
    damaged.write_bytes(whole[:middle] + b"\xff" * 9000 + whole[middle + 9000 :])
    assert copying.faults(damaged)
    damaged.write_bytes(b"dit is geen database, maar een brief van mijn oma, en die is best lang" * 20)
    assert copying.faults(damaged)
    assert copying.faults(tmp_path / "missing.db")
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("CREATE TABLE strays (id INTEGER REFERENCES happening (id))")
        opened.execute("INSERT INTO strays VALUES (-1)")
    assert copying.faults(database) == ["a row of strays belongs to nothing"]
