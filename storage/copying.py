"""Copies of a database as it is at one moment, also while a bot is at work on it; and whether a copy is whole."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

PAGES_AT_ONCE = 500
PATIENCE_S = 30.0


@contextmanager
def one_moment(database: Path) -> Iterator[sqlite3.Connection]:
    """Open a database as it is now. What is written meanwhile is not seen, and need not wait.

    Raises sqlite3.Error where there is none, or none that can be read.
    """
    address = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE_S)) as view:
        view.execute("BEGIN")
        view.execute("SELECT COUNT(*) FROM sqlite_schema")  # only reading makes it now
        yield view


def copy(view: sqlite3.Connection, to: Path, progress: Progress) -> None:
    """Copy a database as it is in a view of it to a new file. What was deleted in it does not come along.

    Without the view SQLite would begin anew whenever another process writes, and under a busy bot never end. Raises
    sqlite3.Error.
    """
    with closing(sqlite3.connect(to, isolation_level=None)) as made:
        view.backup(
            made, pages=PAGES_AT_ONCE, progress=lambda _, left, all_of_it: progress(all_of_it - left, all_of_it)
        )
        made.execute("PRAGMA journal_mode = DELETE")  # one file, and nothing beside it
        made.execute("VACUUM")


def faults(database: Path) -> list[str]:
    """Return what is wrong with a database that nobody writes in, a few words each; nothing where it is whole."""
    try:
        with one_moment(database) as view:
            found = [row[0] for row in view.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            strays = view.execute("PRAGMA foreign_key_check").fetchmany(5)
            return found + [f"a row of {row[0]} belongs to nothing" for row in strays]
    except sqlite3.Error as error:
        return [str(error)]


def schema(database: Path) -> dict[str, int]:
    """Return how far a database was brought up, by the prefix of its migrations; raise sqlite3.Error where not."""
    with one_moment(database) as view:
        return dict(view.execute("SELECT prefix, number FROM schema_version").fetchall())
