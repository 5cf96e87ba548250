"""Cards that are gone from their platform: somebody deleted the message."""

from bot.core.registry import Registry
from bot.domain.tx import Tx
from storage import cards
from storage.cards import Card


async def lose(tx: Tx, registry: Registry, card: Card, why: str) -> None:
    """Stop showing a card that is gone; post it anew where its cog wants that and it still took reactions."""
    # It may have been closed or retired since it was read.
    state = (await cards.get(tx, card.id)).state
    await cards.give_up(tx, card.id, "gone", why)
    cog = registry.by_subject.get(card.subject.kind)
    if cog is not None and cog.reposts and state == "open":
        await cards.post(tx, card.subject, [card.channel_id])
