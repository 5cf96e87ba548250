"""Dialogues: what somebody is asked in words, as a row that expires."""

import json
from datetime import datetime

from msgspec import Struct

from bot.domain.tx import Row, Tx
from storage.moments import from_text, to_text


class Dialogue(Struct, frozen=True):
    """What one account is asked in one place.

    `channel_ref` and `direct` say where the command was given that began it, `begun_by` is its event; `in_company`
    that moderators alone see the place. `waiting` says what is waited for, as text; `asked_by` are the events that were
    answered by asking it; `draft_id` is whose answers it gathers, None where there is none.
    """

    account_key: str
    place: str
    community_id: int
    channel_ref: str
    direct: bool
    in_company: bool
    begun_by: str
    asked_by: tuple[str, ...]
    draft_id: str | None
    waiting: str
    expires_at: datetime


async def keep(tx: Tx, dialogue: Dialogue) -> None:
    """Keep a dialogue, over what was asked in that place before."""
    await tx.execute(
        "INSERT INTO dialogue (account_key, place, community_id, channel_ref, direct, in_company, begun_by, asked_by,"
        " draft_id, waiting, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (account_key, place) DO UPDATE SET community_id = excluded.community_id,"
        " channel_ref = excluded.channel_ref, direct = excluded.direct, in_company = excluded.in_company,"
        " begun_by = excluded.begun_by, asked_by = excluded.asked_by, draft_id = excluded.draft_id,"
        " waiting = excluded.waiting, expires_at = excluded.expires_at",
        (
            dialogue.account_key,
            dialogue.place,
            dialogue.community_id,
            dialogue.channel_ref,
            int(dialogue.direct),
            int(dialogue.in_company),
            dialogue.begun_by,
            json.dumps(dialogue.asked_by),
            dialogue.draft_id,
            dialogue.waiting,
            to_text(dialogue.expires_at),
        ),
    )


async def find(tx: Tx, account_key: str, place: str) -> Dialogue | None:
    """Return what an account is asked in a place, also where that has expired."""
    row = await tx.one("SELECT * FROM dialogue WHERE account_key = ? AND place = ?", (account_key, place))
    return None if row is None else _dialogue(row)


async def begun_by(tx: Tx, account_key: str, event_id: str) -> list[Dialogue]:
    """Return the dialogues of an account that began with an event."""
    rows = await tx.all("SELECT * FROM dialogue WHERE account_key = ? AND begun_by = ?", (account_key, event_id))
    return [_dialogue(row) for row in rows]


async def drop(tx: Tx, account_key: str, place: str) -> None:
    """Ask an account nothing more in a place."""
    await tx.execute("DELETE FROM dialogue WHERE account_key = ? AND place = ?", (account_key, place))


async def forget_expired(tx: Tx, now: datetime, before: datetime) -> None:
    """Forget what was asked in every dialogue that has expired, and those that did before an earlier moment whole."""
    await tx.execute("DELETE FROM dialogue WHERE expires_at < ?", (to_text(before),))
    await tx.execute("UPDATE dialogue SET waiting = '' WHERE expires_at <= ? AND waiting <> ''", (to_text(now),))


def _dialogue(row: Row) -> Dialogue:
    return Dialogue(
        account_key=row["account_key"],
        place=row["place"],
        community_id=row["community_id"],
        channel_ref=row["channel_ref"],
        direct=bool(row["direct"]),
        in_company=bool(row["in_company"]),
        begun_by=row["begun_by"],
        asked_by=tuple(json.loads(row["asked_by"])),
        draft_id=row["draft_id"],
        waiting=row["waiting"],
        expires_at=from_text(row["expires_at"]),
    )
