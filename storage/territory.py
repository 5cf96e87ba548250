"""Whose is what in the database: a cog's migrations make and change only what bears the cog's name."""

import aiosqlite

Thing = tuple[str, str, str, str]
"""A table, index, view or trigger: its kind, its name, the table it belongs to, and how it was made."""


async def things(connection: aiosqlite.Connection) -> set[Thing]:
    """Return all there is in the schema."""
    rows = await connection.execute_fetchall(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}


async def problems(connection: aiosqlite.Connection, prefix: str, before: set[Thing]) -> list[str]:
    """Return what is wrong with what was made, changed or dropped since `before` under a prefix."""
    changed = before ^ await things(connection)
    strayed = sorted({name for _, name, table, _ in changed if not (_is_of(prefix, name) and _is_of(prefix, table))})
    return [
        *(
            f"{name!r} is not its own to make or change; its tables and indexes are called {prefix}_…"
            for name in strayed
        ),
        *await _holding_on(connection, prefix),
    ]


async def _holding_on(connection: aiosqlite.Connection, prefix: str) -> list[str]:
    """Return the references that would keep rows of others from being deleted, also when the cog is long gone."""
    rows = await connection.execute_fetchall(
        'SELECT made.name, refers."table" FROM sqlite_schema AS made, pragma_foreign_key_list(made.name) AS refers'
        " WHERE made.type = 'table' AND refers.on_delete NOT IN ('CASCADE', 'SET NULL')"
    )
    return [
        f"{name!r} refers to {other!r} without ON DELETE CASCADE or ON DELETE SET NULL"
        for name, other in rows
        if _is_of(prefix, name) and not _is_of(prefix, other)
    ]


def _is_of(prefix: str, name: str) -> bool:
    return name.casefold().startswith(f"{prefix}_")
