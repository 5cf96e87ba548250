"""What intake keeps: how far a platform was read, what was seen, and what went wrong."""

import json
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from bot.domain.tx import Tx
from storage.moments import from_text, to_text


class Parked(Struct, frozen=True):
    """An event that could not be settled, with what went wrong."""

    id: int
    platform: str
    event_id: str
    payload: str
    error: str
    reference: str


async def cursor(tx: Tx, platform: str) -> str | None:
    """Return how far a platform's events were taken in."""
    value: str | None = await tx.value("SELECT value FROM cursor WHERE platform = ?", (platform,))
    return value


async def move_cursor(tx: Tx, platform: str, value: str) -> None:
    """Record how far a platform's events were taken in."""
    await tx.execute(
        "INSERT INTO cursor (platform, value) VALUES (?, ?)"
        " ON CONFLICT (platform) DO UPDATE SET value = excluded.value",
        (platform, value),
    )


async def is_new(tx: Tx, platform: str, event_id: str, now: datetime) -> bool:
    """Mark an event as seen; return whether it had not been."""
    row = await tx.one(
        "INSERT INTO seen (platform, event_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING 1",
        (platform, event_id, to_text(now)),
    )
    return row is not None


async def seen_at(tx: Tx, platform: str, event_id: str) -> datetime | None:
    """Return when an event was taken in, None where it never was or that was long ago."""
    at = await tx.value("SELECT at FROM seen WHERE platform = ? AND event_id = ?", (platform, event_id))
    return None if at is None else from_text(at)


async def record_added(tx: Tx, platform: str, event_id: str, command: str) -> None:
    """Record that because of an event a command added something."""
    await tx.execute("UPDATE seen SET added = ? WHERE platform = ? AND event_id = ?", (command, platform, event_id))


async def has_added(tx: Tx, platform: str, event_id: str) -> bool:
    """Whether something was added because of an event."""
    found = "SELECT 1 FROM seen WHERE platform = ? AND event_id = ? AND added IS NOT NULL"
    return await tx.value(found, (platform, event_id)) is not None


async def forget_seen(tx: Tx, before: datetime) -> None:
    """Forget events that no platform will send again."""
    await tx.execute("DELETE FROM seen WHERE at < ?", (to_text(before),))


async def park(tx: Tx, parked: Parked, program: str, now: datetime) -> None:
    """Keep an event that could not be settled, for the operator and for a better program."""
    await tx.execute(
        "INSERT INTO parked_event (platform, event_id, payload, error, reference, program, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, event_id) DO UPDATE SET"
        " error = excluded.error, reference = excluded.reference, program = excluded.program",
        (
            parked.platform,
            parked.event_id,
            parked.payload,
            parked.error,
            parked.reference,
            program,
            to_text(now),
        ),
    )


async def reference_of(tx: Tx, platform: str, event_id: str) -> str | None:
    """Return the reference an event is parked under, where it is."""
    reference: str | None = await tx.value(
        "SELECT reference FROM parked_event WHERE platform = ? AND event_id = ?", (platform, event_id)
    )
    return reference


async def parked_by_others(tx: Tx, program: str) -> list[Parked]:
    """Return what other versions of the program had to park, oldest first."""
    rows = await tx.all("SELECT * FROM parked_event WHERE program <> ? ORDER BY id", (program,))
    return [
        Parked(row["id"], row["platform"], row["event_id"], row["payload"], row["error"], row["reference"])
        for row in rows
    ]


async def forget_parked(tx: Tx, before: datetime, *, kinds: Iterable[str]) -> None:
    """Forget parked events of these kinds (a payload begins with its kind) that nobody could settle for long."""
    await tx.execute(
        "DELETE FROM parked_event WHERE at < ?"
        " AND substr(payload, 1, instr(payload, ' ') - 1) IN (SELECT value FROM json_each(?))",
        (to_text(before), json.dumps(list(kinds))),
    )


async def unpark(tx: Tx, parked_id: int) -> None:
    """Let go of a parked event that has been settled after all."""
    await tx.execute("DELETE FROM parked_event WHERE id = ?", (parked_id,))
