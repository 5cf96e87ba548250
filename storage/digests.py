"""Digests that went out, and what waits for the next one."""

from datetime import datetime

from msgspec import Struct

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


class Item(Struct, frozen=True):
    """Something that moderators want in the next digest."""

    id: int
    body: str


async def keep_item(tx: Tx, community_id: int, body: str, at: datetime) -> int:
    """Keep something for the next digest; return its number. Nothing in it leads back to who wrote it."""
    item_id: int = await tx.value(
        "INSERT INTO digest_item (community_id, body, added_at) VALUES (?, ?, ?) RETURNING id",
        (community_id, body, to_text(at)),
    )
    return item_id


async def waiting_items(tx: Tx, community_id: int) -> list[Item]:
    """Return what waits for the next digest, oldest first."""
    rows = await tx.all(
        "SELECT id, body FROM digest_item WHERE community_id = ? AND digest_number IS NULL ORDER BY id",
        (community_id,),
    )
    return [Item(row["id"], row["body"]) for row in rows]


async def drop_item(tx: Tx, item_id: int) -> None:
    """Forget something that waits."""
    await tx.execute("DELETE FROM digest_item WHERE id = ? AND digest_number IS NULL", (item_id,))


async def take_items(tx: Tx, community_id: int, number: int) -> None:
    """Record that all that waits goes into the digest of this number. What it said need not be kept any longer."""
    await tx.execute(
        "UPDATE digest_item SET digest_number = ?, body = '' WHERE community_id = ? AND digest_number IS NULL",
        (number, community_id),
    )


async def last_number(tx: Tx, community_id: int) -> int:
    """Return the number of the last digest; 0 where there was none yet."""
    number: int = await tx.value("SELECT COALESCE(MAX(number), 0) FROM digest WHERE community_id = ?", (community_id,))
    return number
