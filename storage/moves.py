"""Channels where the bot cannot work for a while, and channels in which people go on elsewhere."""

from collections.abc import Sequence

from msgspec import Struct

from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import cards, channels, outbox, places


class Linked(Struct, frozen=True):
    """A channel that belongs to a community, and whether it serves for anything."""

    id: int
    community_id: int
    serves: bool


async def linked(tx: Tx, platform: str, ref: str) -> Linked | None:
    """Return a channel of any community; None where it belongs to none."""
    row = await tx.one(
        "SELECT id, community_id, EXISTS (SELECT 1 FROM purpose WHERE channel_id = channel.id) AS serves"
        " FROM channel WHERE platform = ? AND ref = ?",
        (platform, ref),
    )
    return None if row is None else Linked(row["id"], row["community_id"], bool(row["serves"]))


async def leave(tx: Tx, channel_id: int) -> bool:
    """Let everything wait that is for a channel or for its threads, whose references begin with its own and a "/".

    Return False where it waited already.
    """
    left = await tx.value("UPDATE channel SET away = 1 WHERE id = ? AND away = 0 RETURNING id", (channel_id,))
    return left is not None


async def come_back(tx: Tx, channel_id: int) -> bool:
    """Let what waited go on, and compare and show the open cards anew; return False where nothing waited."""
    back = await tx.value("UPDATE channel SET away = 0 WHERE id = ? AND away = 1 RETURNING id", (channel_id,))
    if back is None:
        return False
    await tx.execute(
        "UPDATE card SET wanted = wanted + 1, compared = 0 WHERE channel_id = ? AND state = 'open'", (channel_id,)
    )
    for topic in (cards.SIGNAL, cards.COMPARE, outbox.SIGNAL):
        tx.signal(topic)
    return True


async def move(tx: Tx, platform: str, old: Linked, old_ref: str, new_ref: str) -> None:
    """Let a channel go on under another reference, together with the community's channel that may be there already.

    What stood in the old one is given up; open cards are wanted anew, with what people said on them. What waits to be
    sent goes to the new one, what was meant for threads too.
    """
    still_open = await _give_up_cards(tx, old.id)
    target = await linked(tx, platform, new_ref)
    if target is None:
        await tx.execute("UPDATE channel SET ref = ?, away = 0 WHERE id = ?", (new_ref, old.id))
    else:
        await _merge(tx, old.id, target.id)
    for subject in still_open:
        await cards.post(tx, subject, [old.id if target is None else target.id])
    await _redirect(tx, platform, old_ref, new_ref)
    await move_name(tx, platform, old_ref, new_ref)
    tx.signal(channels.SIGNAL)


async def move_name(tx: Tx, platform: str, old_ref: str, new_ref: str) -> None:
    """Call the new channel like the old one, unless it has a name of its own."""
    await tx.execute(
        "INSERT INTO place (platform, ref, name) SELECT platform, ?, name FROM place WHERE platform = ? AND ref = ?"
        " ON CONFLICT (platform, ref) DO NOTHING",
        (new_ref, platform, old_ref),
    )
    await places.forget(tx, platform, old_ref)


async def _give_up_cards(tx: Tx, channel_id: int) -> Sequence[Subject]:
    """Give up every card of a channel; return the subjects of those that took reactions, oldest first."""
    rows = await tx.all(
        "SELECT kind, subject_id FROM card WHERE channel_id = ? AND state = 'open' ORDER BY id", (channel_id,)
    )
    # People cannot go on in a thread of the old place: no card of the new one must be led there.
    await tx.execute("UPDATE card SET thread_ref = NULL WHERE channel_id = ?", (channel_id,))
    await tx.execute(
        "UPDATE card SET state = 'gone', error = 'people go on in another channel'"
        " WHERE channel_id = ? AND state IN ('open', 'closed')",
        (channel_id,),
    )
    return [Subject(row["kind"], row["subject_id"]) for row in rows]


async def _merge(tx: Tx, old_id: int, new_id: int) -> None:
    await tx.execute(
        "INSERT INTO purpose (channel_id, purpose) SELECT ?, purpose FROM purpose WHERE channel_id = ?"
        " ON CONFLICT DO NOTHING",
        (new_id, old_id),
    )
    await tx.execute("UPDATE card SET channel_id = ? WHERE channel_id = ?", (new_id, old_id))
    await tx.execute("DELETE FROM purpose WHERE channel_id = ?", (old_id,))
    await tx.execute("DELETE FROM channel WHERE id = ?", (old_id,))


async def _redirect(tx: Tx, platform: str, old_ref: str, new_ref: str) -> None:
    """Send what waits for a channel or for its threads to another."""
    await tx.execute(
        "UPDATE outbox SET target = ? WHERE platform = ? AND kind = 'post' AND state IN ('waiting', 'claimed')"
        " AND (target = ? OR substr(target, 1, length(?) + 1) = ? || '/')",
        (new_ref, platform, old_ref, old_ref, old_ref),
    )
    tx.signal(outbox.SIGNAL)
