"""What each channel serves for: announcements, ideas, moderation, digests."""

from collections.abc import Collection

from msgspec import Struct

from bot.domain.tx import Tx

SIGNAL = "channels"


class Serving(Struct, frozen=True):
    """A channel of a community, what it is called and what it serves for."""

    platform: str
    ref: str
    name: str
    purposes: frozenset[str]


async def listed(tx: Tx, community_id: int) -> list[Serving]:
    """Return the channels of a community that serve for anything."""
    rows = await tx.all(
        "SELECT channel.platform, channel.ref, COALESCE(place.name, channel.ref) AS name, purpose.purpose FROM channel"
        " JOIN purpose ON purpose.channel_id = channel.id"
        " LEFT JOIN place ON place.platform = channel.platform AND place.ref = channel.ref"
        " WHERE channel.community_id = ? ORDER BY channel.id",
        (community_id,),
    )
    found: dict[tuple[str, str, str], set[str]] = {}
    for row in rows:
        found.setdefault((row["platform"], row["ref"], row["name"]), set()).add(row["purpose"])
    return [Serving(*channel, frozenset(purposes)) for channel, purposes in found.items()]


async def serving(tx: Tx, platform: str) -> list[str]:
    """Return the channels on a platform that serve for anything, of every community."""
    rows = await tx.all(
        "SELECT ref FROM channel WHERE platform = ? AND EXISTS"
        " (SELECT 1 FROM purpose WHERE purpose.channel_id = channel.id) ORDER BY id",
        (platform,),
    )
    return [row["ref"] for row in rows]


async def serve(tx: Tx, community_id: int, platform: str, ref: str, purposes: Collection[str]) -> bool:
    """Let a channel serve for just these purposes; return False where it is linked to another community.

    One that serves for nothing is let go, unless cards stand in it.
    """
    channel_id = await tx.value(
        "INSERT INTO channel (community_id, platform, ref) VALUES (?, ?, ?) ON CONFLICT (platform, ref)"
        " DO UPDATE SET ref = excluded.ref WHERE channel.community_id = excluded.community_id RETURNING id",
        (community_id, platform, ref),
    )
    if channel_id is None:
        return False
    tx.signal(SIGNAL)
    await tx.execute("DELETE FROM purpose WHERE channel_id = ?", (channel_id,))
    await tx.execute_many(
        "INSERT INTO purpose (channel_id, purpose) VALUES (?, ?)",
        [(channel_id, purpose) for purpose in sorted(purposes)],
    )
    if not purposes:
        await tx.execute(
            "DELETE FROM channel WHERE id = ? AND NOT EXISTS (SELECT 1 FROM card WHERE channel_id = channel.id)",
            (channel_id,),
        )
    return True


async def purposes(tx: Tx, platform: str, ref: str) -> frozenset[str]:
    """Return all that a channel serves for."""
    rows = await tx.all(
        "SELECT purpose.purpose FROM channel JOIN purpose ON purpose.channel_id = channel.id"
        " WHERE channel.platform = ? AND channel.ref = ?",
        (platform, ref),
    )
    return frozenset(row["purpose"] for row in rows)


async def is_thread(tx: Tx, platform: str, ref: str) -> bool:
    """Whether a place is the thread of a card, or by its reference, that begins with a channel's and a "/", of any."""
    about = {"platform": platform, "ref": ref, "channel": ref.partition("/")[0]}
    found = await tx.value(
        "SELECT 1 FROM card JOIN channel ON channel.id = card.channel_id"
        " WHERE card.thread_ref = :ref AND channel.platform = :platform"
        " UNION ALL SELECT 1 FROM (SELECT platform, ref FROM channel UNION ALL SELECT platform, ref FROM place)"
        " WHERE :channel <> :ref AND platform = :platform AND ref = :channel",
        about,
    )
    return found is not None
