"""A database that was a backup: what it does not know is looked for, instead of done twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.domain.tx import Tx
from storage.moments import to_text


async def begin(tx: Tx, backed_up_at: datetime, now: datetime) -> None:
    """Make a database that was put back fit to go on.

    What it was about to send, the bot that was lost may have sent: it counts as begun at the moment of the backup. What
    people see on open cards is newer than what is known here: they are compared, and shown anew. Platforms are read
    from now on, and what somebody was filling in, they begin anew: else what people did since would be answered again.
    """
    moments = {"then": to_text(backed_up_at), "now": to_text(now)}
    await tx.execute("INSERT INTO restored (backed_up_at, at) VALUES (:then, :now)", moments)
    await tx.execute(
        "UPDATE outbox SET state = 'claimed', claimed_at = :then"
        " WHERE state = 'waiting' AND (not_before IS NULL OR not_before <= :now)",
        moments,
    )
    await tx.execute("UPDATE card SET claimed_at = :then WHERE message_ref IS NULL AND claimed_at IS NULL", moments)
    await tx.execute("UPDATE card SET wanted = wanted + 1, compared = 0 WHERE state = 'open'")
    for table in ("cursor", "dialogue", "draft"):
        await tx.execute(f"DELETE FROM {table}")  # noqa: S608 - constant text


@asynccontextmanager
async def looking_first(tx: Tx, decided_at: datetime) -> AsyncIterator[None]:
    """Let what is put in the outbox and what cards are wanted meanwhile be looked for before they are sent.

    Only where the database was put back after the moment this was to be decided: it may have been, and sent too.
    """
    since = await tx.value("SELECT MIN(backed_up_at) FROM restored WHERE at >= ?", (to_text(decided_at),))
    if since is None:
        yield
        return
    parcels, cards = await _last(tx, "outbox"), await _last(tx, "card")
    yield
    await tx.execute("UPDATE outbox SET state = 'claimed', claimed_at = ? WHERE id > ?", (since, parcels))
    await tx.execute("UPDATE card SET claimed_at = ? WHERE id > ?", (since, cards))


async def _last(tx: Tx, table: str) -> int:
    return int(await tx.value(f"SELECT COALESCE(MAX(id), 0) FROM {table}"))  # noqa: S608 - constant text
