"""What channels are called, as their platform last said: also those that serve no community yet."""

from msgspec import Struct

from bot.domain.tx import Tx


class Place(Struct, frozen=True):
    """A channel that the bot is in, by the name people know it by."""

    ref: str
    name: str


async def name(tx: Tx, platform: str, ref: str, called: str) -> None:
    """Keep what a channel is called; one without a name is forgotten."""
    if not called:
        await forget(tx, platform, ref)
        return
    await tx.execute(
        "INSERT INTO place (platform, ref, name) VALUES (?, ?, ?)"
        " ON CONFLICT (platform, ref) DO UPDATE SET name = excluded.name",
        (platform, ref, called),
    )


async def forget(tx: Tx, platform: str, ref: str) -> None:
    """Forget what a channel was called; one that was never named is no error."""
    await tx.execute("DELETE FROM place WHERE platform = ? AND ref = ?", (platform, ref))


async def called(tx: Tx, platform: str, ref: str) -> str:
    """Return what a channel is called, or its reference where nobody named it."""
    known: str | None = await tx.value("SELECT name FROM place WHERE platform = ? AND ref = ?", (platform, ref))
    return known or ref


async def free_for(tx: Tx, community_id: int, platform: str) -> list[Place]:
    """Return the named channels on a platform that this community has or can have, by name."""
    rows = await tx.all(
        "SELECT ref, name FROM place WHERE platform = ? AND NOT EXISTS (SELECT 1 FROM channel"
        " WHERE channel.platform = place.platform AND channel.ref = place.ref AND channel.community_id <> ?)"
        " ORDER BY name, ref",
        (platform, community_id),
    )
    return [Place(row["ref"], row["name"]) for row in rows]
