"""Reactions that stand on a card although what they say has been overtaken."""

from msgspec import Struct

from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage.statements import CHANGED, STANDS


class Superseded(Struct, frozen=True):
    """A reaction that stands although its member has said something else since."""

    subject: Subject
    account_key: str
    source: str
    emoji: str
    platform: str
    message_ref: str
    seq: int
    by_seq: int


_ABOUT_IT = "statement.kind = :kind AND statement.subject_id = :subject AND statement.standing = 1"


def _superseded(newer: str) -> str:
    # Whose latest it may not be: who has said something else before. (CROSS JOIN keeps SQLite from going through all
    # that was said about a subject.)
    return f"""
    WITH whose AS (
        SELECT DISTINCT account.member_id FROM statement CROSS JOIN account
        WHERE {_ABOUT_IT} AND {newer}
            AND account.community_id = statement.community_id AND account.key = statement.account_key
            AND EXISTS (
                SELECT 1 FROM account AS same CROSS JOIN statement AS older
                WHERE same.member_id = account.member_id AND older.community_id = same.community_id
                    AND older.kind = :kind AND older.subject_id = :subject AND older.account_key = same.key
                    AND older.standing = 1 AND older.choice <> statement.choice
            )
    ), stood AS (
        SELECT statement.*, MAX(seq) OVER one AS last_seq, FIRST_VALUE(choice) OVER latest_first AS last_choice
        FROM whose CROSS JOIN account CROSS JOIN statement
        WHERE account.member_id = whose.member_id AND statement.community_id = account.community_id
            AND statement.account_key = account.key AND {_ABOUT_IT}
        WINDOW one AS (PARTITION BY account.member_id),
            latest_first AS (PARTITION BY account.member_id ORDER BY seq DESC, choice)
    )
    SELECT stood.*, channel.platform, card.message_ref FROM stood
    JOIN card ON card.id = stood.card_id JOIN channel ON channel.id = card.channel_id
    WHERE stood.emoji IS NOT NULL AND stood.seq < stood.last_seq AND stood.choice <> stood.last_choice AND {STANDS}
    """  # noqa: S608 - constant text


_NEWLY_SUPERSEDED = _superseded(CHANGED)
_SUPERSEDED_OF = _superseded("statement.account_key = :account")


async def superseded(tx: Tx, subject: Subject, *, of: str | None = None) -> list[Superseded]:
    """Return the reactions on a subject's standing cards that a later statement of the same member has overtaken.

    Of the member with the account `of`; else of all whose statements changed since the subject was settled.
    """
    sql = _NEWLY_SUPERSEDED if of is None else _SUPERSEDED_OF
    rows = await tx.all(sql, {"kind": subject.kind, "subject": subject.id, "account": of})
    return [
        Superseded(
            subject,
            row["account_key"],
            row["source"],
            row["emoji"],
            row["platform"],
            row["message_ref"],
            row["seq"],
            row["last_seq"],
        )
        for row in rows
    ]
