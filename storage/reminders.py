"""Reminders: who wants none, and whom to remind of a session."""

from dataclasses import dataclass

from bot.domain.session import Rsvp
from bot.domain.tx import Tx


@dataclass(frozen=True, slots=True)
class ToRemind:
    """An account to remind, what its member answered, and the language they read, where that is known."""

    account_key: str
    language: str | None
    choice: Rsvp


async def turn_off(tx: Tx, member_id: int) -> None:
    """Let a member have no reminders; again is no error."""
    await tx.execute("INSERT INTO reminder_off (member_id) VALUES (?) ON CONFLICT DO NOTHING", (member_id,))


async def turn_on(tx: Tx, member_id: int) -> None:
    """Let a member have reminders, as everybody has at first."""
    await tx.execute("DELETE FROM reminder_off WHERE member_id = ?", (member_id,))


async def is_off(tx: Tx, member_id: int) -> bool:
    """Whether a member wants no reminders."""
    return await tx.value("SELECT 1 FROM reminder_off WHERE member_id = ?", (member_id,)) is not None


async def count_off(tx: Tx, community_id: int) -> int:
    """Return how many members of a community want no reminders."""
    many = await tx.value(
        "SELECT COUNT(*) FROM reminder_off JOIN member ON member.id = reminder_off.member_id"
        " WHERE member.community_id = ?",
        (community_id,),
    )
    return int(many)


async def to_remind(tx: Tx, session_id: int) -> list[ToRemind]:
    """Return one account a member, for those who come or may come to a session and did not turn reminders off."""
    rows = await tx.all(
        "SELECT account.key, account.language, rsvp.choice FROM rsvp"
        " JOIN account ON account.member_id = rsvp.member_id"
        " WHERE rsvp.session_id = ? AND rsvp.choice <> 'no'"
        " AND account.key = (SELECT MIN(own.key) FROM account AS own WHERE own.member_id = rsvp.member_id)"
        " AND NOT EXISTS (SELECT 1 FROM reminder_off WHERE reminder_off.member_id = rsvp.member_id)"
        " ORDER BY rsvp.arrived_seq, account.key",
        (session_id,),
    )
    return [ToRemind(row["key"], row["language"], Rsvp(row["choice"])) for row in rows]
