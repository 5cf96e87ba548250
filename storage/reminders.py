"""Reminders: who wants none, and whom to remind of a session."""

from bot.domain.tx import Tx
from storage import rsvps
from storage.rsvps import AccountRsvp


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


async def to_remind(tx: Tx, session_id: int) -> list[AccountRsvp]:
    """Return one account a member, for those who come or may come to a session and did not turn reminders off."""
    rows = await tx.all(
        "SELECT account.key FROM reminder_off JOIN account ON account.member_id = reminder_off.member_id"
        " JOIN rsvp ON rsvp.member_id = reminder_off.member_id WHERE rsvp.session_id = ?",
        (session_id,),
    )
    off = {row["key"] for row in rows}
    return [who for who in await rsvps.accounts_to_tell(tx, session_id) if who.account_key not in off]
