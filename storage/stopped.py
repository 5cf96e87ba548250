"""What stopped, or does not get on, one by one: what it is, where, since when and why; never what it says."""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from bot.domain.tx import Row, Tx
from storage.moments import from_text, to_text

LATELY = timedelta(days=7)

STOPPED_LATELY = (
    "outbox.state IN ('failed', 'uncertain') AND outbox.claimed_at >= ?"
    " AND (outbox.kind <> 'direct' OR outbox.state = 'uncertain')"
)
"""A condition on rows of the outbox: they stopped, and were first tried since a moment.

That one person takes no messages from the bot is theirs to choose; it is nothing to an operator.
"""

What = Literal["post", "direct", "tidy", "card", "event"]


class Stopped(Struct, frozen=True):
    """Something that the bot tries no more, or that went wrong last time and is tried again.

    `state` is "failed", "uncertain", for an event "parked"; "waiting" for what is tried again.

    `kind` is that of a card's subject or of an event. `where` names a channel, "" where it is for one person. `at` is
    the first attempt. Of an event, `why` is the kind of error only: the rest may be what somebody typed.
    """

    what: What
    state: str
    platform: str
    kind: str
    where: str
    at: datetime | None
    why: str
    reference: str = ""


async def stopped(tx: Tx, now: datetime, most: int) -> list[Stopped]:
    """Return what stopped or does not get on, latest first, at most so many of each.

    Of messages that stopped, those of lately; cards and events until they are mended.
    """
    return [*await _parcels(tx, now - LATELY, most), *await _cards(tx, most), *await _events(tx, most)]


_PARCELS = (
    "SELECT outbox.kind AS what, REPLACE(outbox.state, 'claimed', 'waiting') AS state, outbox.platform,"  # noqa: S608 - constant
    " '' AS kind, outbox.claimed_at AS at, COALESCE(outbox.error, '') AS why,"
    " CASE outbox.kind WHEN 'direct' THEN '' ELSE COALESCE((SELECT place.name FROM place"
    "  WHERE place.platform = outbox.platform AND (place.ref = outbox.target OR"
    "  substr(outbox.target, 1, length(place.ref) + 1) = place.ref || '/')), outbox.target) END AS place"
    f" FROM outbox WHERE outbox.kind <> 'tidy' AND ({STOPPED_LATELY}"
    "  OR (outbox.state = 'claimed' AND outbox.error IS NOT NULL))"
    " ORDER BY outbox.id DESC LIMIT ?"
)
_CARDS = (
    "SELECT 'card' AS what, CASE WHEN card.state IN ('open', 'closed') THEN 'waiting' ELSE card.state END AS state,"
    " channel.platform, card.kind, card.claimed_at AS at, COALESCE(card.error, '') AS why,"
    " COALESCE(place.name, channel.ref) AS place FROM card JOIN channel ON channel.id = card.channel_id"
    " LEFT JOIN place ON place.platform = channel.platform AND place.ref = channel.ref"
    " WHERE (card.state IN ('failed', 'uncertain') AND card.retired = 0)"
    "  OR (card.state IN ('open', 'closed') AND card.shown < card.wanted AND card.attempts > 0"
    "   AND card.error IS NOT NULL)"
    " ORDER BY card.id DESC LIMIT ?"
)


async def _parcels(tx: Tx, since: datetime, most: int) -> list[Stopped]:
    return [_stopped(row) for row in await tx.all(_PARCELS, (to_text(since), most))]


async def _cards(tx: Tx, most: int) -> list[Stopped]:
    return [_stopped(row) for row in await tx.all(_CARDS, (most,))]


async def _events(tx: Tx, most: int) -> list[Stopped]:
    rows = await tx.all("SELECT * FROM parked_event ORDER BY id DESC LIMIT ?", (most,))
    return [
        Stopped(
            "event",
            "parked",
            platform=row["platform"],
            kind=row["payload"].partition(" ")[0],
            where="",
            at=from_text(row["at"]),
            why=row["error"].partition(":")[0],
            reference=row["reference"],
        )
        for row in rows
    ]


def _stopped(row: Row) -> Stopped:
    at = None if row["at"] is None else from_text(row["at"])
    return Stopped(row["what"], row["state"], row["platform"], row["kind"], row["place"], at, row["why"])
