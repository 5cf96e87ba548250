"""Ideas and the support they get."""

from datetime import datetime
from enum import Enum

from bot.domain.idea import Idea, IdeaStatus, SupportCounts
from bot.domain.subject import Period
from bot.domain.tx import Row, Tx
from storage.moments import from_text, to_text


class Order(Enum):
    """How a list of ideas is ordered."""

    NEWEST = "number DESC"
    MOST_SUPPORTED = "supporters DESC, number DESC"


async def add(tx: Tx, community_id: int, *, what_if: str, now: str, theme: str | None, at: datetime) -> Idea:
    """Store a new idea and return it. Nothing in it leads back to who sent it."""
    row = await tx.one(
        "INSERT INTO idea (community_id, number, what_if, now, theme, status, created_at)"
        " SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ? FROM idea WHERE community_id = ? RETURNING *",
        (community_id, what_if, now, theme, IdeaStatus.NEW.value, to_text(at), community_id),
    )
    assert row is not None  # noqa: S101 - RETURNING gives the row that was inserted
    return _idea(row)


async def next_number(tx: Tx, community_id: int) -> int:
    """Return the number that the next idea will have, unless another comes before it."""
    last: int | None = await tx.value("SELECT MAX(number) FROM idea WHERE community_id = ?", (community_id,))
    return (last or 0) + 1


async def set_status(tx: Tx, idea_id: int, status: IdeaStatus, note: str | None) -> None:
    """Record what is being done with an idea, with a public word about it."""
    await tx.execute("UPDATE idea SET status = ?, status_note = ? WHERE id = ?", (status.value, note, idea_id))


async def get(tx: Tx, idea_id: int) -> tuple[Idea, SupportCounts] | None:
    """Return an idea by id with its support."""
    row = await tx.one("SELECT * FROM idea WHERE id = ?", (idea_id,))
    return None if row is None else (_idea(row), _counts(row))


async def by_number(tx: Tx, community_id: int, number: int) -> tuple[Idea, SupportCounts] | None:
    """Return an idea by the number people know it by."""
    row = await tx.one("SELECT * FROM idea WHERE community_id = ? AND number = ?", (community_id, number))
    return None if row is None else (_idea(row), _counts(row))


async def listed(
    tx: Tx, community_id: int, order: Order, most: int, *, offset: int = 0, within: Period | None = None
) -> list[tuple[Idea, SupportCounts]]:
    """Return ideas in the given order, at most `most` after the first `offset`; `within` names when they were sent."""
    sent = "" if within is None else "AND created_at >= ? AND created_at < ?"
    period = () if within is None else (to_text(within.start), to_text(within.end))
    rows = await tx.all(
        f"SELECT * FROM idea WHERE community_id = ? {sent} ORDER BY {order.value} LIMIT ? OFFSET ?",  # noqa: S608
        (community_id, *period, most, offset),
    )
    return [(_idea(row), _counts(row)) for row in rows]


async def count(tx: Tx, community_id: int) -> int:
    """Return how many ideas there are."""
    many: int = await tx.value("SELECT COUNT(*) FROM idea WHERE community_id = ?", (community_id,))
    return many


async def settle(tx: Tx, idea_id: int) -> None:
    """Derive who supports an idea from the statements that stand; each choice counts on its own."""
    standing = (
        "SELECT DISTINCT statement.subject_id, account.member_id, statement.choice FROM statement"
        " JOIN account ON account.community_id = statement.community_id AND account.key = statement.account_key"
        " WHERE statement.kind = 'idea' AND statement.subject_id = :idea AND statement.standing = 1"
    )
    await tx.execute(
        f"DELETE FROM support WHERE idea_id = :idea AND (idea_id, member_id, choice) NOT IN ({standing})",  # noqa: S608
        {"idea": idea_id},
    )
    await tx.execute(
        f"INSERT INTO support (idea_id, member_id, choice) {standing} ON CONFLICT DO NOTHING",
        {"idea": idea_id},
    )
    await tx.execute(
        "UPDATE idea SET supporters = counted.supporters, joiners = counted.joiners FROM ("
        " SELECT COALESCE(SUM(choice = 'support'), 0) AS supporters, COALESCE(SUM(choice = 'join'), 0) AS joiners"
        " FROM support WHERE idea_id = :idea) AS counted"
        " WHERE id = :idea AND (idea.supporters <> counted.supporters OR idea.joiners <> counted.joiners)",
        {"idea": idea_id},
    )


def _counts(row: Row) -> SupportCounts:
    return SupportCounts(support=row["supporters"], join=row["joiners"])


def _idea(row: Row) -> Idea:
    return Idea(
        id=row["id"],
        number=row["number"],
        what_if=row["what_if"],
        now=row["now"],
        theme=row["theme"],
        status=IdeaStatus(row["status"]),
        status_note=row["status_note"],
        created_at=from_text(row["created_at"]),
    )
