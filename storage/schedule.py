"""Due rows: moments that were planned, kept as wall-clock intent with the instant it means."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.subject import Due
from bot.domain.tx import Tx
from bot.domain.wallclock import resolve
from storage.kinds import OF_KINDS, parameters
from storage.moments import from_text, to_text

SIGNAL = "due"


async def plan(tx: Tx, due: Due) -> None:
    """Plan a moment, or move the one under the same key. `due.at` carries the zone it is meant in."""
    zone = getattr(due.at.tzinfo, "key", "UTC")
    await tx.execute(
        "INSERT INTO due (key, community_id, kind, subject_id, wall, zone, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET wall = excluded.wall, zone = excluded.zone, at = excluded.at",
        (
            due.key,
            due.community_id,
            due.kind,
            due.subject_id,
            due.at.replace(tzinfo=None).isoformat(),
            zone,
            to_text(due.at),
        ),
    )
    tx.signal(SIGNAL)


async def keep_wall(tx: Tx, key: str, zone: ZoneInfo) -> datetime | None:
    """Let a planned moment be the same time on the clock in another zone; return it, or None where there is none."""
    row = await tx.one("SELECT * FROM due WHERE key = ?", (key,))
    if row is None:
        return None
    at = resolve(datetime.fromisoformat(row["wall"]), zone).at
    await plan(tx, Due(key, row["community_id"], row["kind"], row["subject_id"], at))
    return at


async def cancel(tx: Tx, key: str, *, after: datetime | None = None) -> None:
    """Drop a planned moment; one that is not planned is no error.

    With `after`, one that has come by then is left to be handled.
    """
    await tx.execute("DELETE FROM due WHERE key = ? AND at > ?", (key, "" if after is None else to_text(after)))


async def strike(tx: Tx, due: Due, now: datetime) -> bool:
    """Strike off a moment that has come; return False where it was moved or dropped meanwhile."""
    row = await tx.one("DELETE FROM due WHERE key = ? AND at <= ? RETURNING key", (due.key, to_text(now)))
    return row is not None


async def arrived(tx: Tx, now: datetime, most: int, *, kinds: Collection[str] | None = None) -> list[Due]:
    """Return the moments (of these kinds) that have come, oldest first."""
    rows = await tx.all(
        f"SELECT * FROM due WHERE at <= ? AND {OF_KINDS} ORDER BY at LIMIT ?",  # noqa: S608 - constant text
        (to_text(now), *parameters(kinds), most),
    )
    return [Due(row["key"], row["community_id"], row["kind"], row["subject_id"], from_text(row["at"])) for row in rows]


async def next_at(tx: Tx, *, kinds: Collection[str] | None = None) -> datetime | None:
    """Return the first planned moment (of these kinds)."""
    text = await tx.value(f"SELECT MIN(at) FROM due WHERE {OF_KINDS}", parameters(kinds))  # noqa: S608 - constant text
    return None if text is None else from_text(text)
