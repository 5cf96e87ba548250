"""What a platform's own calendar shows because of cards: a row for each card of which it may show something."""

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct

from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import cards
from storage.kinds import OF_KINDS, parameters
from storage.moments import PUT_OFF_AT_MOST, from_text, to_text

# The + lets SQLite go through the happenings, which are few, and not through all cards.
# A card that is not open any more leaves the calendar to another one about the same, where there is one.
_TO_KEEP = (
    " FROM happening JOIN card ON card.id = +happening.card_id JOIN channel ON channel.id = card.channel_id"  # noqa: S608
    " WHERE channel.platform = ? AND channel.away = 0 AND CASE WHEN card.state = 'open' AND card.retired = 0"
    " THEN happening.kept < happening.wanted ELSE NOT EXISTS ("
    "  SELECT 1 FROM card AS other JOIN channel AS place ON place.id = other.channel_id WHERE other.kind = card.kind"
    "  AND other.subject_id = card.subject_id AND other.state = 'open' AND other.retired = 0"
    "  AND place.platform = channel.platform) END"
    f" AND {OF_KINDS}"
)


class Kept(Struct, frozen=True):
    """A card of which a calendar is to show something; nothing any more where the card is not open."""

    card_id: int
    community_id: int
    subject: Subject
    channel_ref: str
    is_open: bool
    wanted: int
    attempts: int
    error: str | None


async def want(tx: Tx, card_id: int, *, shows: bool) -> None:
    """Want the calendar in step with a card; with `shows` it has something to show, else it may have had."""
    await tx.execute("UPDATE happening SET wanted = wanted + 1 WHERE card_id = ?", (card_id,))
    if shows:
        await tx.execute("INSERT INTO happening (card_id) VALUES (?) ON CONFLICT DO NOTHING", (card_id,))
    tx.signal(cards.SIGNAL)


async def to_keep(
    tx: Tx, platform: str, now: datetime, most: int, *, kinds: Collection[str] | None = None
) -> list[Kept]:
    """Return of which cards (of these kinds of subject) the calendar is not in step, and may be put in step by now."""
    rows = await tx.all(
        "SELECT card.id, channel.community_id, card.kind, card.subject_id, channel.ref,"
        " card.state = 'open' AND card.retired = 0 AS is_open, happening.wanted, happening.attempts, happening.error"
        f"{_TO_KEEP} AND (happening.next_try_at IS NULL OR happening.next_try_at <= ? OR happening.next_try_at > ?)"
        " ORDER BY card.id LIMIT ?",
        (platform, *parameters(kinds), to_text(now), to_text(now + PUT_OFF_AT_MOST), most),
    )
    return [
        Kept(
            card_id=row["id"],
            community_id=row["community_id"],
            subject=Subject(row["kind"], row["subject_id"]),
            channel_ref=row["ref"],
            is_open=bool(row["is_open"]),
            wanted=row["wanted"],
            attempts=row["attempts"],
            error=row["error"],
        )
        for row in rows
    ]


async def waiting(tx: Tx, platform: str, *, kinds: Collection[str] | None = None) -> int:
    """Return of how many cards (of these kinds of subject) the calendar is not in step."""
    return int(await tx.value(f"SELECT COUNT(*){_TO_KEEP}", (platform, *parameters(kinds))))


async def next_try(tx: Tx, platform: str, *, kinds: Collection[str] | None = None) -> datetime | None:
    """Return when the first that is not in step may be tried."""
    text = await tx.value(f"SELECT MIN(happening.next_try_at){_TO_KEEP}", (platform, *parameters(kinds)))
    return None if text is None else from_text(text)


async def record(tx: Tx, kept: Kept, *, shows: bool, error: str | None = None) -> None:
    """Record that the calendar is in step, or never will be (`error` says why)."""
    if shows:
        await tx.execute(
            "UPDATE happening SET kept = ?, attempts = 0, next_try_at = NULL, error = ? WHERE card_id = ?",
            (kept.wanted, error, kept.card_id),
        )
    else:
        # It may have something to show again since it was read.
        await tx.execute("DELETE FROM happening WHERE card_id = ? AND wanted = ?", (kept.card_id, kept.wanted))


async def postpone(tx: Tx, kept: Kept, next_try_at: datetime, error: str) -> None:
    """Try again later."""
    await tx.execute(
        "UPDATE happening SET attempts = attempts + 1, next_try_at = ?, error = ? WHERE card_id = ?",
        (to_text(next_try_at), error, kept.card_id),
    )
