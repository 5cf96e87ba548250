"""Leaving out of a batch what changes nothing, so that what a crowd does stays together."""

from collections.abc import Sequence

from bot.api.events import Event, MessageDeleted, Reacted, ReactionRemoved, Unreacted
from bot.domain.tx import Tx
from storage import cards, statements


async def sifted(tx: Tx, platform: str, events: Sequence[Event]) -> list[Event]:
    """Return the events of a batch without messages deleted that were no cards, and removals that withdraw nobody.

    Where a platform tells only that something was taken away, it may have been a reaction of whoever did it: what it
    stated is withdrawn then, and there is nothing left that could stand without its reaction.
    """
    deleted = {event.message_ref for event in events if isinstance(event, MessageDeleted)}
    removed = {event.source for event in events if isinstance(event, ReactionRemoved)}
    if not deleted and not removed:
        return [*events]
    known = await cards.by_messages(tx, platform, deleted)
    owners = await statements.owners(tx, platform, removed)
    kept: list[Event] = []
    for event in events:
        match event:
            case Reacted():
                owners[event.source] = event.author.key
            case Unreacted() if owners.get(event.source) == event.account_key:
                del owners[event.source]
            case MessageDeleted() if event.message_ref not in known:
                continue
            case ReactionRemoved() if event.source not in owners:
                continue
        kept.append(event)
    return kept
