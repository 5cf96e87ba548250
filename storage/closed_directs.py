"""Who takes no direct messages from the bot at this moment, and whether they were told so."""

from bot.domain.tx import Tx


async def close(tx: Tx, account_key: str) -> None:
    """Note that somebody takes no direct messages; again is no error."""
    await tx.execute("INSERT INTO closed_direct (account_key) VALUES (?) ON CONFLICT DO NOTHING", (account_key,))


async def reopen(tx: Tx, account_key: str) -> None:
    """Note that direct messages arrive; who closes them again is told again."""
    await tx.execute("DELETE FROM closed_direct WHERE account_key = ?", (account_key,))


async def to_tell(tx: Tx, account_key: str) -> bool:
    """Return whether somebody is to be told that no direct message arrives; from now on they have been."""
    told = await tx.value(
        "UPDATE closed_direct SET told = 1 WHERE account_key = ? AND told = 0 RETURNING account_key", (account_key,)
    )
    return told is not None
