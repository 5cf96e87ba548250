"""Digests that went out."""

from datetime import datetime

from bot.domain.tx import Tx
from storage.moments import from_text, to_text


async def last_posted(tx: Tx, community_id: int) -> datetime | None:
    """Return when the last digest went out."""
    text = await tx.value("SELECT MAX(posted_at) FROM digest WHERE community_id = ?", (community_id,))
    return None if text is None else from_text(text)


async def record(tx: Tx, community_id: int, at: datetime) -> int:
    """Record that a digest goes out now; return its number within the community."""
    number: int = await tx.value(
        "INSERT INTO digest (community_id, number, posted_at)"
        " SELECT ?, COALESCE(MAX(number), 0) + 1, ? FROM digest WHERE community_id = ? RETURNING number",
        (community_id, to_text(at), community_id),
    )
    return number
