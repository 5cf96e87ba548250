"""How far the bot has come, for who waits until it has done everything."""

from bot.domain.tx import Tx
from storage import cards, outbox
from storage.cards import Card


async def open_cards(tx: Tx) -> list[Card]:
    """Return the posted cards that take reactions, where the bot can work now."""
    rows = await tx.all(
        "SELECT card.id FROM card JOIN channel ON channel.id = card.channel_id"
        " WHERE card.state = 'open' AND card.message_ref IS NOT NULL AND channel.away = 0 ORDER BY card.id"
    )
    return [await cards.get(tx, row["id"]) for row in rows]


async def parcels_on_their_way(tx: Tx) -> int:
    """Return how many messages wait to be sent and can be; taking reactions away can wait and is not counted."""
    many = await tx.value(
        "SELECT COUNT(*) FROM outbox WHERE state IN ('waiting', 'claimed') AND kind <> 'tidy'"  # noqa: S608 - constant
        f" AND NOT {outbox.AWAY}"
    )
    return int(many)


async def figures(tx: Tx) -> tuple[str | int, ...]:
    """Return figures that change whenever the bot does something."""
    cursor = await tx.value("SELECT COALESCE(GROUP_CONCAT(platform || value), '') FROM cursor")
    shown = await tx.value("SELECT COALESCE(SUM(shown + attempts), 0) FROM card")
    sent = await tx.value("SELECT COUNT(*) FROM outbox WHERE state NOT IN ('waiting', 'claimed')")
    tried = await tx.value("SELECT COALESCE(SUM(attempts), 0) FROM outbox")
    seq = await tx.value("SELECT value FROM sequence")
    due = await tx.value("SELECT COUNT(*) FROM due")
    return cursor, shown, sent, tried, seq, due
