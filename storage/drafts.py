"""Drafts: a form being filled in or a preview waiting for a yes, as a row that expires."""

import json
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.tx import Row, Tx
from storage.moments import from_text, to_text


class Draft(Struct, frozen=True):
    """An unfinished command of one account.

    `input` holds what was typed, by input name; `asked` the inputs the form asks for, in order, `fields_a_step` of
    them at a time; `reached` is the furthest step that was shown. `kind` is "form" or "preview".
    """

    id: str
    community_id: int
    account_key: str
    channel_ref: str
    kind: str
    command: str
    input: Mapping[str, str]
    asked: tuple[str, ...]
    notes: tuple[str, ...]
    step: int
    expires_at: datetime
    fields_a_step: int = 5
    reached: int = 1

    def at_step(self, step: int) -> "Draft":
        """Return the draft at another step."""
        return replace(self, step=step, reached=max(step, self.reached))


async def keep(tx: Tx, draft: Draft) -> None:
    """Keep a draft, over an earlier state of it."""
    await tx.execute(
        "INSERT INTO draft (id, community_id, account_key, channel_ref, kind, command, input, asked, notes, step,"
        " expires_at, fields_a_step, reached) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, input = excluded.input,"
        " asked = excluded.asked, notes = excluded.notes, step = excluded.step, expires_at = excluded.expires_at,"
        " reached = excluded.reached",
        (
            draft.id,
            draft.community_id,
            draft.account_key,
            draft.channel_ref,
            draft.kind,
            draft.command,
            json.dumps(dict(draft.input), ensure_ascii=False),
            json.dumps(draft.asked),
            json.dumps(draft.notes, ensure_ascii=False),
            draft.step,
            to_text(draft.expires_at),
            draft.fields_a_step,
            draft.reached,
        ),
    )


async def find(tx: Tx, draft_id: str, account_key: str, now: datetime) -> Draft | None:
    """Return a draft of this account that has not expired."""
    row = await tx.one(
        "SELECT * FROM draft WHERE id = ? AND account_key = ? AND expires_at > ?",
        (draft_id, account_key, to_text(now)),
    )
    return None if row is None else _draft(row)


async def is_kept(tx: Tx, draft_id: str) -> bool:
    """Whether a draft is there, whosever it is."""
    return await tx.value("SELECT 1 FROM draft WHERE id = ?", (draft_id,)) is not None


async def drop(tx: Tx, draft_id: str) -> None:
    """Throw a draft away."""
    await tx.execute("DELETE FROM draft WHERE id = ?", (draft_id,))


async def drop_expired(tx: Tx, now: datetime) -> None:
    """Throw away every draft that has expired."""
    await tx.execute("DELETE FROM draft WHERE expires_at <= ?", (to_text(now),))


def _draft(row: Row) -> Draft:
    return Draft(
        id=row["id"],
        community_id=row["community_id"],
        account_key=row["account_key"],
        channel_ref=row["channel_ref"],
        kind=row["kind"],
        command=row["command"],
        input=json.loads(row["input"]),
        asked=tuple(json.loads(row["asked"])),
        notes=tuple(json.loads(row["notes"])),
        step=row["step"],
        expires_at=from_text(row["expires_at"]),
        fields_a_step=row["fields_a_step"],
        reached=row["reached"],
    )
