"""Announcements that are no session.

One whose every card was taken off its platform, by whomever, counts as withdrawn: a moderator who deletes the message
has said enough.
"""

from datetime import datetime

from bot.domain.news import News, NewsState
from bot.domain.subject import Period
from bot.domain.tx import Row, Tx
from storage.moments import from_text, to_text

KIND = "news"
"""The kind of subject that an announcement's cards are about."""

_STANDING = (
    "SELECT * FROM (SELECT news.*, CASE WHEN news.state = 'posted' AND NOT EXISTS"  # noqa: S608 - constant text
    f" (SELECT 1 FROM card WHERE card.kind = '{KIND}' AND card.subject_id = news.id AND card.state <> 'gone')"
    " THEN 'withdrawn' ELSE news.state END AS standing FROM news) AS news "
)


async def add(tx: Tx, community_id: int, *, title: str, body: str, post_at: datetime) -> News:
    """Store a new announcement as planned and return it."""
    row = await tx.one(
        "INSERT INTO news (community_id, number, title, body, state, post_at)"
        " SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, 'planned', ? FROM news WHERE community_id = ?"
        " RETURNING *, state AS standing",
        (community_id, title, body, to_text(post_at), community_id),
    )
    assert row is not None  # noqa: S101 - RETURNING gives the row that was inserted
    return _news(row)


async def change(tx: Tx, news_id: int, *, title: str, body: str) -> None:
    """Replace what an announcement says."""
    await tx.execute("UPDATE news SET title = ?, body = ? WHERE id = ?", (title, body, news_id))


async def move(tx: Tx, news_id: int, post_at: datetime) -> None:
    """Give an announcement another moment."""
    await tx.execute("UPDATE news SET post_at = ? WHERE id = ?", (to_text(post_at), news_id))


async def set_state(tx: Tx, news_id: int, state: NewsState) -> None:
    """Move an announcement to another state."""
    await tx.execute("UPDATE news SET state = ? WHERE id = ?", (state.value, news_id))


async def get(tx: Tx, news_id: int) -> News | None:
    """Return an announcement by id."""
    row = await tx.one(_STANDING + "WHERE id = ?", (news_id,))
    return None if row is None else _news(row)


async def by_number(tx: Tx, community_id: int, number: int) -> News | None:
    """Return an announcement by the number people know it by."""
    row = await tx.one(_STANDING + "WHERE community_id = ? AND number = ?", (community_id, number))
    return None if row is None else _news(row)


async def planned(tx: Tx, community_id: int) -> list[News]:
    """Return what is still to be posted, soonest first."""
    rows = await tx.all(
        _STANDING + "WHERE community_id = ? AND state = 'planned' ORDER BY post_at, number", (community_id,)
    )
    return [_news(row) for row in rows]


async def posted(tx: Tx, community_id: int, most: int, *, within: Period | None = None) -> list[News]:
    """Return what was posted and still stands, newest first; with `within` only what was posted in that period."""
    start, end = ("", "~") if within is None else (to_text(within.start), to_text(within.end))
    rows = await tx.all(
        _STANDING + "WHERE community_id = ? AND standing = 'posted' AND post_at >= ? AND post_at < ?"
        " ORDER BY post_at DESC, number DESC LIMIT ?",
        (community_id, start, end, most),
    )
    return [_news(row) for row in rows]


def _news(row: Row) -> News:
    return News(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        body=row["body"],
        state=NewsState(row["standing"]),
        post_at=from_text(row["post_at"]),
    )
