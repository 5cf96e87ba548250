"""Moderators by what a community says, beside those whom a platform names."""

from bot.domain.tx import Tx

SIGNAL = "moderators"


async def add(tx: Tx, community_id: int, account_key: str) -> None:
    """Make an account a moderator; again is no error."""
    await tx.execute(
        "INSERT INTO moderator (community_id, account_key) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (community_id, account_key),
    )
    tx.signal(SIGNAL)


async def remove(tx: Tx, community_id: int, account_key: str) -> None:
    """Let an account be a moderator no more; one that is none is no error."""
    await tx.execute("DELETE FROM moderator WHERE community_id = ? AND account_key = ?", (community_id, account_key))
    tx.signal(SIGNAL)


async def includes(tx: Tx, community_id: int, account_key: str) -> bool:
    """Whether the community says that this account is a moderator."""
    row = await tx.one(
        "SELECT 1 FROM moderator WHERE community_id = ? AND account_key = ?", (community_id, account_key)
    )
    return row is not None


async def of(tx: Tx, community_id: int) -> list[str]:
    """Return the accounts that this community made moderators."""
    rows = await tx.all(
        "SELECT account_key FROM moderator WHERE community_id = ? ORDER BY account_key", (community_id,)
    )
    return [row["account_key"] for row in rows]


async def count(tx: Tx, community_id: int) -> int:
    """Return how many moderators the community made."""
    return int(await tx.value("SELECT COUNT(*) FROM moderator WHERE community_id = ?", (community_id,)))


async def keys(tx: Tx, platform: str | None = None) -> list[str]:
    """Return the accounts of every moderator, on one platform where that is asked."""
    rows = await tx.all("SELECT DISTINCT account_key FROM moderator ORDER BY account_key")
    found = [str(row["account_key"]) for row in rows]
    return [key for key in found if platform is None or key.partition(":")[0] == platform]
