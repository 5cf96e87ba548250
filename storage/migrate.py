"""Numbered `.sql` files, applied once each, in order, all or nothing."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import aiosqlite
from msgspec import Struct

from storage import territory

OWN = "watals"
_NAME = re.compile(r"(\d{4})_\w+\.sql")
_OLDEST = re.compile(r"^-- oldest: (\d+)$", re.MULTILINE)
_ENDS_IT = re.compile(r"(?:\s|--.*\n)*(BEGIN|COMMIT|END|ROLLBACK)\b", re.IGNORECASE)


class SchemaError(Exception):
    """The database cannot be used by this program, or a migration is not well formed."""


class Source(Struct, frozen=True):
    """A folder of migrations and the prefix its numbers are counted under.

    What a cog's migrations make begins with that prefix too (see `storage.territory`).
    """

    prefix: str
    folder: Path


class Migration(Struct, frozen=True):
    """One step; `oldest` is the lowest schema number a program must know to open the result."""

    name: str
    number: int
    oldest: int
    sql: str


OWN_SOURCE = Source(OWN, Path(__file__).parent / "migrations")


def migrations(source: Source) -> list[Migration]:
    """Return the migrations of a source in order; raise SchemaError for a gap or a missing header."""
    found = sorted(path for path in source.folder.iterdir() if _NAME.fullmatch(path.name))
    steps = [_load(source, path) for path in found]
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        raise SchemaError(f"{source.prefix}: migrations must be numbered 0001, 0002, … without gaps")
    return steps


async def migrate(connection: aiosqlite.Connection, extra: Iterable[Source] = ()) -> None:
    """Bring the database up to date in one transaction.

    Raises SchemaError, naming the source at fault, for a migration that is broken or strays into tables that are not
    its own, and for a database that needs a newer program; nothing has changed then.
    """
    await connection.execute("BEGIN IMMEDIATE")
    try:
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_version"
            " (prefix TEXT PRIMARY KEY, number INTEGER NOT NULL, oldest INTEGER NOT NULL)"
        )
        await _bring_up(connection, OWN_SOURCE)
        for source in extra:
            await _bring_up_cog(connection, source)
    except BaseException:
        await connection.execute("ROLLBACK")
        raise
    await connection.execute("COMMIT")


async def _bring_up(connection: aiosqlite.Connection, source: Source) -> None:
    steps = migrations(source)
    rows = list(
        await connection.execute_fetchall(
            "SELECT number, oldest FROM schema_version WHERE prefix = ?", (source.prefix,)
        )
    )
    number, oldest = (rows[0][0], rows[0][1]) if rows else (0, 0)
    if oldest > len(steps):
        raise SchemaError(
            f"{source.prefix}: this database was changed by a newer version"
            f" (schema {number}, readable from schema {oldest}); this program knows schema {len(steps)}"
        )
    for step in steps[number:]:
        try:
            await _run(connection, step)
        except (sqlite3.Error, SchemaError) as error:
            raise SchemaError(f"{source.prefix}: {step.name}: {error}") from error
        await connection.execute(
            "INSERT INTO schema_version (prefix, number, oldest) VALUES (?, ?, ?)"
            " ON CONFLICT (prefix) DO UPDATE SET number = excluded.number, oldest = excluded.oldest",
            (source.prefix, step.number, step.oldest),
        )


async def _bring_up_cog(connection: aiosqlite.Connection, source: Source) -> None:
    before = await territory.things(connection)
    await _bring_up(connection, source)
    problems = await territory.problems(connection, source.prefix, before)
    if problems:
        raise SchemaError("\n".join(f"{source.prefix}: {problem}" for problem in problems))


async def _run(connection: aiosqlite.Connection, step: Migration) -> None:
    for statement in _statements(step.sql):
        if (word := _ENDS_IT.match(statement)) is not None:
            raise SchemaError(f"{word[1].upper()} does not belong here: all migrations share one transaction")
        await connection.execute(statement)


def _load(source: Source, path: Path) -> Migration:
    sql = path.read_text(encoding="utf-8")
    oldest = _OLDEST.search(sql)
    if oldest is None:
        raise SchemaError(f"{source.prefix}: {path.name}: the line '-- oldest: N' is missing")
    return Migration(name=path.name, number=int(path.name[:4]), oldest=int(oldest[1]), sql=sql)


def _statements(sql: str) -> Iterator[str]:
    """Split a script; `executescript` would commit behind our back."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        raise SchemaError(f"a statement is not finished: {pending.strip()[:60]}")
