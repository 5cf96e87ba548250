"""The outbox: what must be sent is a row, written by the transaction that decides on it."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from enum import IntEnum

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.tx import Row, Tx
from storage.limits import LAST_CHARACTER
from storage.moments import PUT_OFF_AT_MOST, from_text, to_text

SIGNAL = "outbox"

AWAY = (
    "EXISTS (SELECT 1 FROM channel WHERE channel.platform = outbox.platform AND channel.away = 1 AND (outbox.target ="
    " channel.ref OR substr(outbox.target, 1, length(channel.ref) + 1) = channel.ref || '/'))"
)
"""A condition on rows of the outbox: they are for a channel where the bot cannot work now, or for its threads."""

_OPEN = (
    "FROM outbox WHERE platform = :platform AND state IN ('waiting', 'claimed')"
    " AND target NOT IN (SELECT value FROM json_each(:besides)) AND NOT EXISTS ("
    "  SELECT 1 FROM outbox AS earlier WHERE earlier.platform = outbox.platform"
    "  AND earlier.target = outbox.target AND earlier.lane = outbox.lane AND earlier.id < outbox.id"
    "  AND earlier.state IN ('waiting', 'claimed') AND earlier.attempts > 0 AND earlier.not_before > :now)"
)


class Lane(IntEnum):
    """What goes first when there is much to send."""

    URGENT = 0
    DIGEST = 1
    TIDY = 2


class Parcel(Struct, frozen=True):
    """Something to send.

    `key` names it for all time: putting the same key again changes nothing. `kind` is "post" (target: a
    channel), "direct" (target: an account) or "tidy" (target: a message; payload: whose reaction to take away).
    From `expires_at` on it is of no use to anybody, and is not sent. `instead` is what is sent where somebody cannot be
    told in private: several may share one, by its key.
    """

    key: str
    kind: str
    platform: str
    target: str
    lane: Lane
    payload: str
    not_before: datetime | None = None
    expires_at: datetime | None = None
    instead: "Parcel | None" = None

    def has_expired(self, now: datetime) -> bool:
        """Whether it is too late to send it."""
        return self.expires_at is not None and self.expires_at <= now


def direct(
    key: str,
    account_key: str,
    payload: str,
    *,
    lane: Lane = Lane.URGENT,
    expires_at: datetime | None = None,
    instead: Parcel | None = None,
) -> Parcel:
    """Make a direct message to an account, on the platform the account is on."""
    platform = account_key.partition(":")[0]
    return Parcel(key, "direct", platform, account_key, lane, payload, expires_at=expires_at, instead=instead)


class Queued(Struct, frozen=True):
    """A parcel on its way."""

    id: int
    parcel: Parcel
    state: str
    claimed_at: datetime | None
    attempts: int


async def put(tx: Tx, *parcels: Parcel) -> None:
    """Put things in the outbox, each once for its key."""
    await tx.execute_many(
        "INSERT INTO outbox (key, kind, platform, target, lane, payload, not_before, expires_at, instead) VALUES"
        " (:key, :kind, :platform, :target, :lane, :payload, :not_before, :expires_at, :instead)"
        " ON CONFLICT (key) DO NOTHING",
        [
            {**_written(parcel), "instead": None if parcel.instead is None else json.dumps(_written(parcel.instead))}
            for parcel in parcels
        ],
    )
    tx.signal(SIGNAL)


async def take_back(
    tx: Tx, prefix: str, now: datetime, *, targets: Collection[str] | None = None, spared: Collection[str] = ()
) -> list[Parcel]:
    """Take back what waits under keys that begin with `prefix` (for these targets, not for `spared`), and return it.

    It may be put again under the same key. What an earlier attempt may have brought is not returned, and not
    tried again.
    """
    about = {
        "prefix": prefix,
        "end": prefix + LAST_CHARACTER,
        "now": to_text(now),
        "targets": None if targets is None else json.dumps([*targets]),
        "spared": json.dumps([*spared]),
    }
    chosen = (
        "key >= :prefix AND key < :end AND (:targets IS NULL OR target IN (SELECT value FROM json_each(:targets)))"
        " AND target NOT IN (SELECT value FROM json_each(:spared))"
    )
    rows = await tx.all(f"DELETE FROM outbox WHERE state = 'waiting' AND {chosen} RETURNING *", about)  # noqa: S608
    await tx.execute(f"UPDATE outbox SET expires_at = :now WHERE state = 'claimed' AND {chosen}", about)  # noqa: S608
    return [_queued(row).parcel for row in rows]


async def targets(tx: Tx, prefix: str) -> list[str]:
    """Return for whom something waits, or is on its way, under keys that begin with `prefix`."""
    rows = await tx.all(
        "SELECT target FROM outbox WHERE key >= ? AND key < ? AND state IN ('waiting', 'claimed')",
        (prefix, prefix + LAST_CHARACTER),
    )
    return [row["target"] for row in rows]


async def ready(tx: Tx, platform: str, now: datetime, most: int, *, besides: Iterable[str] = ()) -> list[Queued]:
    """Return what may be sent by now, first lanes first, but to no target of `besides`; what was claimed comes again.

    Behind something for the same target that was tried and put off, the rest of its lane waits too. What is for a
    channel where the bot cannot work waits until it has expired.
    """
    rows = await tx.all(
        f"SELECT * {_OPEN} AND (not_before IS NULL OR not_before <= :now OR not_before > :too_far)"
        f" AND (expires_at <= :now OR NOT {AWAY}) ORDER BY lane, id LIMIT :most",
        {
            "platform": platform,
            "now": to_text(now),
            "too_far": to_text(now + PUT_OFF_AT_MOST),
            "most": most,
            "besides": json.dumps([*besides]),
        },
    )
    return [_queued(row) for row in rows]


async def next_try(tx: Tx, platform: str, now: datetime, *, besides: Iterable[str] = ()) -> datetime | None:
    """Return when the first waiting parcel may be tried, or is to be struck off since nobody can use it any more.

    What is for a target of `besides`, or waits behind something that was put off, does not count.
    """
    moment = f"CASE WHEN {AWAY} THEN MAX(expires_at, COALESCE(not_before, expires_at)) ELSE not_before END"
    text = await tx.value(
        f"SELECT MIN({moment}) {_OPEN}",
        {"platform": platform, "now": to_text(now), "besides": json.dumps([*besides])},
    )
    return None if text is None else from_text(text)


async def claim(tx: Tx, ids: Iterable[int], now: datetime) -> None:
    """Note, before sending, that these may be on the platform from now on."""
    await tx.execute_many(
        "UPDATE outbox SET state = 'claimed', claimed_at = COALESCE(claimed_at, ?), attempts = attempts + 1"
        " WHERE id = ?",
        [(to_text(now), parcel_id) for parcel_id in ids],
    )


async def record(tx: Tx, parcel_id: int, state: str, *, ref: str | None = None, error: str | None = None) -> None:
    """Record how it ended: "sent", "failed", "uncertain" or "expired"."""
    await tx.execute(
        "UPDATE outbox SET state = ?, sent_ref = ?, error = ?,"
        " payload = CASE WHEN ? IN ('sent', 'expired') THEN '' ELSE payload END, instead = NULL WHERE id = ?",
        (state, ref, error, state, parcel_id),
    )


async def postpone(tx: Tx, parcel_id: int, not_before: datetime, error: str) -> None:
    """Try again later; it stays claimed, since an earlier attempt may have arrived."""
    await tx.execute(
        "UPDATE outbox SET not_before = ?, error = ? WHERE id = ?", (to_text(not_before), error, parcel_id)
    )


async def unclaim(tx: Tx, parcel_id: int) -> None:
    """Take a claim back: the platform said that it did nothing."""
    await tx.execute("UPDATE outbox SET state = 'waiting', claimed_at = NULL WHERE id = ?", (parcel_id,))


async def forget_ended(tx: Tx, before: datetime) -> None:
    """Forget what ended long ago, also what the operator was shown: its words are not to be kept for ever."""
    await tx.execute(
        "DELETE FROM outbox WHERE state NOT IN ('waiting', 'claimed') AND claimed_at < ?", (to_text(before),)
    )


def _queued(row: Row) -> Queued:
    claimed = None if row["claimed_at"] is None else from_text(row["claimed_at"])
    instead = None if row["instead"] is None else _parcel(json.loads(row["instead"]))
    return Queued(row["id"], replace(_parcel(row), instead=instead), row["state"], claimed, row["attempts"])


def _written(parcel: Parcel) -> dict[str, str | int | None]:
    return {
        "key": parcel.key,
        "kind": parcel.kind,
        "platform": parcel.platform,
        "target": parcel.target,
        "lane": int(parcel.lane),
        "payload": parcel.payload,
        "not_before": None if parcel.not_before is None else to_text(parcel.not_before),
        "expires_at": None if parcel.expires_at is None else to_text(parcel.expires_at),
    }


def _parcel(row: Row) -> Parcel:
    return Parcel(
        key=row["key"],
        kind=row["kind"],
        platform=row["platform"],
        target=row["target"],
        lane=Lane(row["lane"]),
        payload=row["payload"],
        expires_at=None if row["expires_at"] is None else from_text(row["expires_at"]),
    )
