"""Sessions."""

import json
from datetime import datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

from bot.domain.community import Contact
from bot.domain.session import ProgrammeItem, Session, SessionDetails, SessionState
from bot.domain.tx import Row, Tx
from storage.limits import ALL
from storage.moments import from_text, to_text

_COLUMNS = (
    "title, starts_at, ends_at, starts_wall, ends_wall, zone, place, online, description, programme,"
    " contact_email, contact_phone"
)


async def add(tx: Tx, community_id: int, details: SessionDetails, at: datetime) -> Session:
    """Store a new session as a draft and return it; numbers count up within a community."""
    row = await tx.one(
        f"INSERT INTO session (community_id, number, state, uid, changed_at, {_COLUMNS})"  # noqa: S608 - constant
        " SELECT ?, COALESCE(MAX(number), 0) + 1, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
        " FROM session WHERE community_id = ? RETURNING *",
        (community_id, str(uuid4()), to_text(at), *_values(details), community_id),
    )
    assert row is not None  # noqa: S101 - RETURNING gives the row that was inserted
    return _session(row)


async def change(tx: Tx, session_id: int, details: SessionDetails, at: datetime) -> None:
    """Replace what is said about a session; of an announced one this is a new revision."""
    await tx.execute(
        f"UPDATE session SET ({_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), changed_at = ?,"  # noqa: S608
        " revision = revision + (CASE state WHEN 'announced' THEN 1 ELSE 0 END) WHERE id = ?",
        (*_values(details), to_text(at), session_id),
    )


async def set_state(tx: Tx, session_id: int, state: SessionState) -> None:
    """Move a session to another state; to cancel one, see `cancel`."""
    await tx.execute("UPDATE session SET state = ? WHERE id = ?", (state.value, session_id))


async def cancel(tx: Tx, session_id: int, reason: str, at: datetime) -> None:
    """Cancel a session, and keep why: a new revision."""
    await tx.execute(
        "UPDATE session SET state = 'cancelled', cancel_reason = ?, revision = revision + 1, changed_at = ?"
        " WHERE id = ?",
        (reason, to_text(at), session_id),
    )


async def get(tx: Tx, session_id: int) -> Session | None:
    """Return a session by id."""
    row = await tx.one("SELECT * FROM session WHERE id = ?", (session_id,))
    return None if row is None else _session(row)


async def community_of(tx: Tx, session_id: int) -> int:
    """Return the community a session belongs to; raise LookupError where there is no such session."""
    community_id: int | None = await tx.value("SELECT community_id FROM session WHERE id = ?", (session_id,))
    if community_id is None:
        raise LookupError(f"no session {session_id}")
    return community_id


async def by_number(tx: Tx, community_id: int, number: int) -> Session | None:
    """Return a session by the number people know it by."""
    row = await tx.one("SELECT * FROM session WHERE community_id = ? AND number = ?", (community_id, number))
    return None if row is None else _session(row)


_COMING = "FROM session WHERE community_id = ? AND ends_at > ? AND (state = 'announced' OR (? AND state = 'draft'))"


async def coming(
    tx: Tx, community_id: int, now: datetime, *, drafts: bool = False, limit: int = ALL, offset: int = 0
) -> list[Session]:
    """Return the announced sessions that are not over yet, soonest first; drafts too where asked."""
    rows = await tx.all(
        f"SELECT * {_COMING} ORDER BY starts_at, id LIMIT ? OFFSET ?",
        (community_id, to_text(now), drafts, limit, offset),
    )
    return [_session(row) for row in rows]


async def count_coming(tx: Tx, community_id: int, now: datetime, *, drafts: bool = False) -> int:
    """Return how many sessions `coming` has."""
    many: int = await tx.value(f"SELECT COUNT(*) {_COMING}", (community_id, to_text(now), drafts))
    return many


async def past(tx: Tx, community_id: int, now: datetime, *, limit: int) -> list[Session]:
    """Return the sessions that people could sign up for and cannot any more, latest first."""
    rows = await tx.all(
        "SELECT * FROM session WHERE community_id = ? AND state <> 'draft' AND (ends_at <= ? OR state <> 'announced')"
        " ORDER BY starts_at DESC, id DESC LIMIT ?",
        (community_id, to_text(now), limit),
    )
    return [_session(row) for row in rows]


def _values(details: SessionDetails) -> tuple[object, ...]:
    zone = details.zone
    programme = [{"at": item.at.isoformat("minutes"), "title": item.title} for item in details.programme]
    return (
        details.title,
        to_text(details.starts_at),
        to_text(details.ends_at),
        details.starts_at.replace(tzinfo=None).isoformat(timespec="minutes"),
        details.ends_at.replace(tzinfo=None).isoformat(timespec="minutes"),
        zone.key,
        details.place,
        int(details.online),
        details.description,
        json.dumps(programme, ensure_ascii=False),
        details.contact.email,
        details.contact.phone,
    )


def _session(row: Row) -> Session:
    zone = ZoneInfo(row["zone"])
    return Session(
        id=row["id"],
        number=row["number"],
        state=SessionState(row["state"]),
        details=SessionDetails(
            title=row["title"],
            starts_at=from_text(row["starts_at"], zone),
            ends_at=from_text(row["ends_at"], zone),
            place=row["place"],
            online=bool(row["online"]),
            description=row["description"],
            programme=tuple(
                ProgrammeItem(time.fromisoformat(item["at"]), item["title"]) for item in json.loads(row["programme"])
            ),
            contact=Contact(row["contact_email"], row["contact_phone"]),
        ),
        uid=row["uid"],
        revision=row["revision"],
        changed_at=from_text(row["changed_at"]),
        cancel_reason=row["cancel_reason"],
    )
