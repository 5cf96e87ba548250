"""What is kept for cogs that may not be there any more."""

from bot.domain.tx import Tx


async def kinds(tx: Tx) -> set[str]:
    """Return the kinds of subject with a card that is still shown, and of moment still to come."""
    rows = await tx.all("SELECT kind FROM card WHERE state IN ('open', 'closed') UNION SELECT kind FROM due")
    return {row["kind"] for row in rows}
