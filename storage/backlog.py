"""What waits, and what stopped, in figures: what the operator sees of the bot's work. No words or names of people."""

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct

from bot.domain.tx import Tx
from storage import happenings, outbox
from storage.kinds import OF_KINDS, parameters
from storage.moments import from_text, to_text
from storage.outbox import Lane
from storage.stopped import LATELY, STOPPED_LATELY

ON_THEIR_WAY = ("waiting", "claimed")
STOPPED = ("failed", "uncertain")

_STALE = (
    "FROM card JOIN channel ON channel.id = card.channel_id"
    f" WHERE card.shown < card.wanted AND card.state IN ('open', 'closed') AND channel.away = 0 AND {OF_KINDS}"
)


class Parcels(Struct, frozen=True):
    """How many parcels there are on a platform, in a lane, in a state: one of `ON_THEIR_WAY` or `STOPPED`."""

    platform: str
    lane: Lane
    state: str
    count: int


class Cards(Struct, frozen=True):
    """How many cards there are on a platform in a state: "stale" (not shown as they are now) or one of `STOPPED`."""

    platform: str
    state: str
    count: int


class Backlog(Struct, frozen=True):
    """What waits and what stopped. `overdue` are planned moments that have come and are not handled.

    By platform: `happenings`, `away` (channels where the bot cannot work now) and `stopped_lately` (messages of the
    last week; see `storage.stopped`). `size` is that of the database in bytes.
    """

    parcels: tuple[Parcels, ...]
    cards: tuple[Cards, ...]
    happenings: dict[str, int]
    away: dict[str, int]
    stopped_lately: dict[str, int]
    overdue: int
    overdue_since: datetime | None
    parked: int
    size: int


class Undelivered(Struct, frozen=True):
    """What could be delivered now: ids of parcels, and of cards with the version they show, each with its platform."""

    parcels: frozenset[tuple[str, int]]
    cards: frozenset[tuple[str, int, int]]


async def backlog(
    tx: Tx, now: datetime, *, kinds: Collection[str] | None = None, dues: Collection[str] | None = None
) -> Backlog:
    """Return what waits and what stopped; of cards and of planned moments, those of these kinds."""
    overdue = await tx.one(
        f"SELECT COUNT(*) AS many, MIN(at) AS since FROM due WHERE at <= ? AND {OF_KINDS}",  # noqa: S608 - constant
        (to_text(now), *parameters(dues)),
    )
    away = await tx.all("SELECT platform, COUNT(*) AS many FROM channel WHERE away = 1 GROUP BY platform")
    lately = await tx.all(
        f"SELECT platform, COUNT(*) AS many FROM outbox WHERE {STOPPED_LATELY} GROUP BY platform",  # noqa: S608
        (to_text(now - LATELY),),
    )
    platforms = [row["platform"] for row in await tx.all("SELECT DISTINCT platform FROM channel")]
    return Backlog(
        parcels=await _parcels(tx),
        cards=await _cards(tx, kinds),
        happenings={name: many for name in platforms if (many := await happenings.waiting(tx, name, kinds=kinds))},
        away={row["platform"]: row["many"] for row in away},
        stopped_lately={row["platform"]: row["many"] for row in lately},
        overdue=0 if overdue is None else int(overdue["many"]),
        overdue_since=None if overdue is None or overdue["since"] is None else from_text(overdue["since"]),
        parked=int(await tx.value("SELECT COUNT(*) FROM parked_event")),
        size=int(await tx.value("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")),
    )


async def undelivered(tx: Tx, now: datetime, *, kinds: Collection[str] | None = None) -> Undelivered:
    """Return what could be delivered by now. Tidying up can wait, and is left out.

    So is what the platform asked to wait with, until then; what was tried and failed is not.
    """
    # The two states by themselves follow from what is before them; so said, SQLite goes by their index.
    parcels = await tx.all(
        "SELECT platform, id FROM outbox WHERE lane <> ? AND (expires_at IS NULL OR expires_at > ?)"  # noqa: S608
        " AND (state = 'claimed' OR (state = 'waiting' AND (not_before IS NULL OR not_before <= ?)))"
        f" AND state IN ('waiting', 'claimed') AND NOT {outbox.AWAY}",
        (Lane.TIDY, to_text(now), to_text(now)),
    )
    cards = await tx.all(
        f"SELECT channel.platform, card.id, card.shown {_STALE}"
        " AND (card.attempts > 0 OR card.next_try_at IS NULL OR card.next_try_at <= ?)",
        (*parameters(kinds), to_text(now)),
    )
    return Undelivered(
        frozenset((row["platform"], row["id"]) for row in parcels),
        frozenset((row["platform"], row["id"], row["shown"]) for row in cards),
    )


async def _parcels(tx: Tx) -> tuple[Parcels, ...]:
    # Two conditions, each just that of an index: most rows are of what was sent.
    rows = [
        row
        for condition in ("state IN ('waiting', 'claimed')", "state IN ('failed', 'uncertain')")
        for row in await tx.all(
            "SELECT platform, lane, state, COUNT(*) AS many FROM outbox"  # noqa: S608 - constant
            f" WHERE {condition} GROUP BY platform, lane, state"
        )
    ]
    return tuple(Parcels(row["platform"], Lane(row["lane"]), row["state"], row["many"]) for row in rows)


async def _cards(tx: Tx, kinds: Collection[str] | None) -> tuple[Cards, ...]:
    stale = await tx.all(
        f"SELECT channel.platform, 'stale' AS state, COUNT(*) AS many {_STALE} GROUP BY channel.platform",
        parameters(kinds),
    )
    stopped = await tx.all(
        "SELECT channel.platform, card.state, COUNT(*) AS many FROM card JOIN channel ON channel.id = card.channel_id"
        " WHERE card.state IN ('failed', 'uncertain') AND card.retired = 0 GROUP BY channel.platform, card.state"
    )
    return tuple(Cards(row["platform"], row["state"], row["many"]) for row in (*stale, *stopped))
