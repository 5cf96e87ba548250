"""Cards: which version of a subject's card is wanted, and which one people see."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from msgspec import Struct

from bot.domain.subject import Subject
from bot.domain.tx import Row, Tx
from storage.communities import Channel
from storage.kinds import OF_KINDS, parameters
from storage.moments import PUT_OFF_AT_MOST, from_text, to_text

SIGNAL = "cards"
COMPARE = "compare"


class Card(Struct, frozen=True):
    """A card on a platform, where its message is known by `key`; `message_ref` is None until it has been posted."""

    id: int
    key: str
    community_id: int
    subject: Subject
    platform: str
    channel_id: int
    channel_ref: str
    message_ref: str | None
    wanted: int
    shown: int
    seeded: str
    claimed_at: datetime | None
    attempts: int
    state: str
    thread_ref: str | None
    retired: bool


_CARD = (
    "SELECT card.*, channel.platform, channel.ref AS channel_ref, channel.community_id"
    " FROM card JOIN channel ON channel.id = card.channel_id "
)
_OTHER = "card.id NOT IN (SELECT value FROM json_each(?))"
_BEFORE = "kind = :kind AND subject_id = :subject AND channel_id = :channel"


async def post(tx: Tx, subject: Subject, channel_ids: Iterable[int]) -> None:
    """Want a card of a subject in each channel that does not have one."""
    for channel_id in channel_ids:
        await tx.execute(
            "INSERT INTO card (kind, subject_id, channel_id, key)"  # noqa: S608 - constant text
            f" SELECT :kind, :subject, :channel, :key || (SELECT COUNT(*) FROM card WHERE {_BEFORE})"
            f" WHERE NOT EXISTS (SELECT 1 FROM card WHERE {_BEFORE} AND state <> 'gone' AND retired = 0)",
            {
                "kind": subject.kind,
                "subject": subject.id,
                "channel": channel_id,
                "key": f"card:{subject.kind}:{subject.id}:{channel_id}:",
            },
        )
    tx.signal(SIGNAL)


async def touch(tx: Tx, subjects: Iterable[Subject]) -> None:
    """Want every card of these subjects shown anew."""
    await tx.execute_many(
        "UPDATE card SET wanted = wanted + 1 WHERE kind = ? AND subject_id = ? AND state IN ('open', 'closed')",
        [(subject.kind, subject.id) for subject in subjects],
    )
    tx.signal(SIGNAL)


async def touch_open(tx: Tx, community_id: int, *, kind: str | None = None) -> int:
    """Want every open card of a community (about this kind of subject) shown anew; return how many there are."""
    rows = await tx.all(
        "UPDATE card SET wanted = wanted + 1 WHERE state = 'open' AND (? IS NULL OR kind = ?)"
        " AND channel_id IN (SELECT id FROM channel WHERE community_id = ?) RETURNING id",
        (kind, kind, community_id),
    )
    tx.signal(SIGNAL)
    return len(rows)


async def close(tx: Tx, subject: Subject) -> None:
    """Take no more reactions into account on the cards of a subject; show them once more."""
    await tx.execute(
        "UPDATE card SET state = 'closed', wanted = wanted + 1 WHERE kind = ? AND subject_id = ? AND state = 'open'",
        (subject.kind, subject.id),
    )
    tx.signal(SIGNAL)


async def retire(tx: Tx, subject: Subject) -> None:
    """Want the cards of a subject taken away from where they stand, or may stand; what people said on them stays."""
    await tx.execute(
        "UPDATE card SET retired = 1, state = 'closed', wanted = wanted + 1"
        " WHERE kind = ? AND subject_id = ? AND state IN ('open', 'closed', 'failed', 'uncertain')",
        (subject.kind, subject.id),
    )
    tx.signal(SIGNAL)


async def by_messages(tx: Tx, platform: str, refs: Collection[str]) -> dict[str, Card]:
    """Return the cards that are these messages, by message reference."""
    rows = await tx.all(
        f"{_CARD} WHERE card.message_ref IN (SELECT value FROM json_each(?)) AND channel.platform = ?",  # noqa: S608
        (json.dumps([*refs], ensure_ascii=False), platform),
    )
    return {row["message_ref"]: _card(row) for row in rows}


async def get(tx: Tx, card_id: int) -> Card:
    """Return a card; raise LookupError where there is none."""
    row = await tx.one(_CARD + "WHERE card.id = ?", (card_id,))
    if row is None:
        raise LookupError(f"no card {card_id}")
    return _card(row)


async def stale(
    tx: Tx,
    platform: str,
    now: datetime,
    most: int,
    *,
    kinds: Collection[str] | None = None,
    besides: Iterable[int] = (),
) -> list[Card]:
    """Return cards (of these kinds of subject) that must be shown anew and may be by now, longest waiting first.

    None of `besides` is among them. Those in a channel where the bot cannot work wait; so they do in `next_try` and
    `to_compare`.
    """
    rows = await tx.all(
        _CARD + "WHERE card.shown < card.wanted AND card.state IN ('open', 'closed') AND channel.platform = ?"
        " AND channel.away = 0 AND (card.next_try_at IS NULL OR card.next_try_at <= ? OR card.next_try_at > ?)"
        f" AND {OF_KINDS} AND {_OTHER} ORDER BY card.next_try_at, card.id LIMIT ?",
        (
            platform,
            to_text(now),
            to_text(now + PUT_OFF_AT_MOST),
            *parameters(kinds),
            json.dumps([*besides]),
            most,
        ),
    )
    return [_card(row) for row in rows]


async def next_try(
    tx: Tx, platform: str, *, kinds: Collection[str] | None = None, besides: Iterable[int] = ()
) -> datetime | None:
    """Return when the first stale card (of these kinds of subject, and none of `besides`) may be tried."""
    text = await tx.value(
        "SELECT MIN(card.next_try_at) FROM card JOIN channel ON channel.id = card.channel_id"  # noqa: S608 - constant
        " WHERE card.shown < card.wanted AND card.state IN ('open', 'closed') AND channel.platform = ?"
        f" AND channel.away = 0 AND {OF_KINDS} AND {_OTHER}",
        (platform, *parameters(kinds), json.dumps([*besides])),
    )
    return None if text is None else from_text(text)


async def to_compare(tx: Tx, platform: str, *, kinds: Collection[str] | None = None) -> list[Card]:
    """Return the posted cards (of these kinds of subject) that are asked to be compared with the platform's own."""
    rows = await tx.all(
        _CARD + "WHERE card.state = 'open' AND card.compared = 0 AND card.message_ref IS NOT NULL"
        f" AND channel.platform = ? AND channel.away = 0 AND {OF_KINDS}",
        (platform, *parameters(kinds)),
    )
    return [_card(row) for row in rows]


async def posted_before(
    tx: Tx, platform: str, card_id: int, most: int, *, kinds: Collection[str] | None = None
) -> list[Card]:
    """Return the posted cards (of these kinds of subject) that are open and came before a card, the newest first."""
    rows = await tx.all(
        _CARD + "WHERE card.state = 'open' AND card.message_ref IS NOT NULL AND card.id < ?"
        f" AND channel.platform = ? AND channel.away = 0 AND {OF_KINDS} ORDER BY card.id DESC LIMIT ?",
        (card_id, platform, *parameters(kinds), most),
    )
    return [_card(row) for row in rows]


def all_of(platform: str) -> str:
    """Return the signal that every open card on a platform is to be compared."""
    return f"{COMPARE}:{platform}"


async def compare_all(tx: Tx, platform: str) -> None:
    """Want every open card on a platform compared: events may have been missed.

    That need not be kept: at its start the bot compares them all.
    """
    tx.signal(all_of(platform))
    tx.signal(COMPARE)


async def begin_comparing(tx: Tx, card_id: int) -> None:
    """Record that a card's reactions are being compared; what may be missed from now on asks for that anew."""
    await tx.execute("UPDATE card SET compared = 1 WHERE id = ? AND compared = 0", (card_id,))


async def compare_again(tx: Tx, card_id: int) -> None:
    """Want a card compared that was not, or not well."""
    await tx.execute("UPDATE card SET compared = 0 WHERE id = ?", (card_id,))


async def claim(tx: Tx, card_ids: Iterable[int], now: datetime) -> None:
    """Note, before the first attempt, that these cards are about to be posted."""
    await tx.execute_many(
        "UPDATE card SET claimed_at = COALESCE(claimed_at, ?), attempts = attempts + 1 WHERE id = ?",
        [(to_text(now), card_id) for card_id in card_ids],
    )


async def record_post(tx: Tx, card_id: int, message_ref: str) -> None:
    """Record where a card stands; what it shows is recorded apart.

    People may have reacted before the bot knew which message it is: the card is to be compared.
    """
    await tx.execute("UPDATE card SET message_ref = ?, compared = 0 WHERE id = ?", (message_ref, card_id))
    tx.signal(COMPARE)


async def record_thread(tx: Tx, card_id: int, thread_ref: str) -> None:
    """Record where people talk about a card's subject; empty where the platform has no place for it."""
    await tx.execute("UPDATE card SET thread_ref = ? WHERE id = ?", (thread_ref, card_id))


async def earlier_thread(tx: Tx, card: Card) -> str | None:
    """Return where people talked about a card's subject beside the card that stood in the same channel before."""
    thread: str | None = await tx.value(
        "SELECT thread_ref FROM card WHERE kind = ? AND subject_id = ? AND channel_id = ? AND id < ?"
        " AND thread_ref <> '' ORDER BY id DESC LIMIT 1",
        (card.subject.kind, card.subject.id, card.channel_id, card.id),
    )
    return thread


async def threads_of(tx: Tx, subject: Subject) -> list[Channel]:
    """Return the threads of the cards of a subject that still stand."""
    rows = await tx.all(
        "SELECT channel.id, channel.platform, card.thread_ref FROM card JOIN channel ON channel.id = card.channel_id"
        " WHERE card.kind = ? AND card.subject_id = ? AND card.state IN ('open', 'closed') AND card.retired = 0"
        " AND card.thread_ref <> '' ORDER BY card.id",
        (subject.kind, subject.id),
    )
    return [Channel(row["id"], row["platform"], row["thread_ref"]) for row in rows]


async def record_shown(tx: Tx, card_id: int, version: int, seeded: str, next_try_at: datetime) -> None:
    """Record which version people see, and when the next edit may follow.

    The reactions count as put there only if they were not cleared since that version.
    """
    await tx.execute(
        "UPDATE card SET shown = MAX(shown, ?), attempts = 0, next_try_at = ?,"
        " seeded = CASE WHEN cleared <= ? THEN ? ELSE seeded END WHERE id = ?",
        (version, to_text(next_try_at), version, seeded, card_id),
    )


async def postpone(tx: Tx, card_id: int, next_try_at: datetime, error: str) -> None:
    """Try a card again later."""
    await tx.execute(
        "UPDATE card SET attempts = attempts + 1, next_try_at = ?, error = ? WHERE id = ?",
        (to_text(next_try_at), error, card_id),
    )


async def unclaim(tx: Tx, card_id: int) -> None:
    """Take a claim back: the platform said that it did nothing. What is posted stays claimed."""
    await tx.execute("UPDATE card SET claimed_at = NULL WHERE id = ? AND message_ref IS NULL", (card_id,))


async def give_up(tx: Tx, card_id: int, state: str, error: str) -> None:
    """Stop showing a card: "gone", "failed" or "uncertain"."""
    await tx.execute("UPDATE card SET state = ?, error = ? WHERE id = ?", (state, error, card_id))
    tx.signal(SIGNAL)


async def reseed(tx: Tx, card_id: int) -> None:
    """Have the bot put its own reactions back under a card."""
    await tx.execute("UPDATE card SET seeded = '', wanted = wanted + 1, cleared = wanted + 1 WHERE id = ?", (card_id,))
    tx.signal(SIGNAL)


def _card(row: Row) -> Card:
    return Card(
        id=row["id"],
        key=row["key"],
        community_id=row["community_id"],
        subject=Subject(row["kind"], row["subject_id"]),
        platform=row["platform"],
        channel_id=row["channel_id"],
        channel_ref=row["channel_ref"],
        message_ref=row["message_ref"],
        wanted=row["wanted"],
        shown=row["shown"],
        seeded=row["seeded"],
        claimed_at=None if row["claimed_at"] is None else from_text(row["claimed_at"]),
        attempts=row["attempts"],
        state=row["state"],
        thread_ref=row["thread_ref"],
        retired=bool(row["retired"]),
    )
