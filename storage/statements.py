"""Statements: what accounts say about subjects, and which of it still stands."""

import json
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from bot.domain.subject import Subject
from bot.domain.tx import Tx


class Meaning(Struct, frozen=True):
    """What is stated about a subject, by whomever.

    `card_id` and `emoji` go with a reaction; without its emoji it was removed from the card by somebody else.
    `told` says that it is known by the one event that its source marks: told again, it changes nothing.
    """

    community_id: int
    subject: Subject
    choice: str
    card_id: int | None = None
    emoji: str | None = None
    told: bool = False


class Statements:
    """What is stated together. Many state the same, so each meaning is there once, with all who state it.

    A source makes a statement of an account unique: "said" for a command or button, the platform's own mark for a
    reaction.
    """

    def __init__(self) -> None:
        self.by_meaning: dict[Meaning, dict[str, dict[str, int]]] = {}
        """For each source of a meaning: which accounts state it, each with its place in the order."""

    def add(self, meaning: Meaning, account_key: str, source: str, seq: int) -> None:
        """Let an account state something. `seq` is its place in the order; equal ones mean that it is unknown."""
        seqs = self.by_meaning.setdefault(meaning, {}).setdefault(source, {})
        if not (meaning.told and account_key in seqs):
            seqs[account_key] = seq


class Standing(Struct, frozen=True):
    """A reaction on a card as our records have it."""

    account_key: str
    source: str
    emoji: str


STANDS = "(card.state IN ('open', 'closed') AND card.retired = 0)"
"""A condition on cards: they are there, or will be."""

# The whole set as one text: Python and SQLite take turns at every row that one hands to the other. And each meaning
# once: SQLite takes longer to read what a row says than to keep it.
_MAKE = """
    WITH meant AS MATERIALIZED (
        SELECT value ->> 0 AS community_id, value ->> 1 AS kind, value ->> 2 AS subject_id, value ->> 3 AS choice,
            value ->> 4 AS card_id, value ->> 5 AS emoji, value ->> 6 AS told, value -> 7 AS by_source
        FROM json_each(?)
    )
    INSERT INTO statement
        (community_id, kind, subject_id, account_key, source, card_id, emoji, choice, told, seq, changed_seq, standing)
    SELECT community_id, kind, subject_id, who.key, source.key, card_id, emoji, choice, told, who.value, who.value, 1
    FROM meant CROSS JOIN json_each(meant.by_source) AS source CROSS JOIN json_each(source.value) AS who WHERE true
    ON CONFLICT (kind, subject_id, account_key, source) DO UPDATE SET
        emoji = excluded.emoji, choice = excluded.choice, card_id = excluded.card_id, seq = excluded.seq,
        changed_seq = excluded.changed_seq, standing = 1, told = MAX(told, excluded.told)
    WHERE seq <= excluded.seq AND NOT (told AND excluded.told)
"""

CHANGED = (
    "statement.changed_seq > COALESCE((SELECT settled.seq FROM settled"
    " WHERE settled.kind = statement.kind AND settled.subject_id = statement.subject_id), -1)"
)
"""A condition on statements: they changed since their subject was settled."""


async def take_seqs(tx: Tx, count: int) -> int:
    """Reserve `count` sequence numbers and return the first."""
    last = await tx.value("UPDATE sequence SET value = value + ? WHERE name = 'statement' RETURNING value", (count,))
    return int(last) - count + 1


async def highest_seq(tx: Tx) -> int:
    """Return the highest sequence number given out so far."""
    return int(await tx.value("SELECT value FROM sequence WHERE name = 'statement'"))


async def make(tx: Tx, made: Statements) -> None:
    """Record statements as standing."""
    meant = [
        (
            meaning.community_id,
            meaning.subject.kind,
            meaning.subject.id,
            meaning.choice,
            meaning.card_id,
            meaning.emoji,
            int(meaning.told),
            by_source,
        )
        for meaning, by_source in made.by_meaning.items()
    ]
    await tx.execute(_MAKE, (json.dumps(meant, ensure_ascii=False),))


async def say(tx: Tx, meaning: Meaning, account_key: str, source: str = "said") -> None:
    """Record one statement as the latest."""
    said = Statements()
    said.add(meaning, account_key, source, await take_seqs(tx, 1))
    await make(tx, said)


_TOLD = "(SELECT who.value, source.key FROM json_each(:told) AS source CROSS JOIN json_each(source.value) AS who)"
_OF_KINDS = "(:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))"


async def withdraw(
    tx: Tx, sources: Sequence[tuple[str, str]], seq: int, *, kinds: Collection[str] | None = None
) -> dict[Subject, int]:
    """Withdraw statements (about these kinds of subject) by account key and source; return the subjects concerned.

    They come with their community. One that never stood is ignored: its removal may come in before we knew of it.
    With it goes what the same account said by reactions that are gone, or on cards that are: nobody can take that back.
    """
    if not sources:
        return {}
    by_source: dict[str, list[str]] = {}
    for account_key, source in sources:
        by_source.setdefault(source, []).append(account_key)
    told = {
        "told": json.dumps(by_source, ensure_ascii=False),
        "kinds": None if kinds is None else json.dumps(sorted(kinds)),
        "seq": seq,
    }
    rows = await tx.all(
        "SELECT DISTINCT kind, subject_id, community_id FROM statement"  # noqa: S608 - constant text
        f" WHERE (account_key, source) IN {_TOLD} AND standing = 1 AND {_OF_KINDS}",
        told,
    )
    if rows:
        await tx.execute(
            "UPDATE statement SET standing = 0, changed_seq = :seq"  # noqa: S608 - constant text
            f" WHERE (account_key, source) IN {_TOLD} AND standing = 1 AND {_OF_KINDS}",
            told,
        )
        await tx.execute(
            "UPDATE statement SET standing = 0, changed_seq = :seq"  # noqa: S608 - constant text
            " WHERE (kind, subject_id, account_key) IN (SELECT kind, subject_id, account_key FROM statement"
            f"  WHERE (account_key, source) IN {_TOLD} AND standing = 0 AND changed_seq = :seq)"
            " AND standing = 1 AND card_id IS NOT NULL"
            f" AND (emoji IS NULL OR EXISTS (SELECT 1 FROM card WHERE card.id = statement.card_id AND NOT {STANDS}))",
            told,
        )
    return {Subject(row["kind"], row["subject_id"]): row["community_id"] for row in rows}


async def strike(tx: Tx, subject: Subject, account_key: str, source: str) -> None:
    """Let one statement stand no longer: the bot took its reaction away. Nothing else that was said goes with it."""
    await tx.execute(
        "UPDATE statement SET standing = 0, changed_seq = ?"
        " WHERE kind = ? AND subject_id = ? AND account_key = ? AND source = ? AND standing = 1",
        (await take_seqs(tx, 1), subject.kind, subject.id, account_key, source),
    )


async def record_settled(tx: Tx, subjects: Iterable[Subject]) -> None:
    """Record that everything said about these subjects so far is settled."""
    await tx.execute_many(
        "INSERT INTO settled (kind, subject_id, seq) SELECT ?, ?, value FROM sequence WHERE name = 'statement'"
        " ON CONFLICT (kind, subject_id) DO UPDATE SET seq = excluded.seq",
        [(subject.kind, subject.id) for subject in subjects],
    )


_OF_CARD = (
    "FROM card JOIN statement ON statement.kind = card.kind AND statement.subject_id = card.subject_id"
    " AND statement.card_id = card.id WHERE card.id = ?"
)


async def on_card(tx: Tx, card_id: int) -> list[Standing]:
    """Return the reactions on a card that stand by our records."""
    rows = await tx.all(
        f"SELECT account_key, source, emoji {_OF_CARD} AND standing = 1 AND emoji IS NOT NULL",
        (card_id,),
    )
    return [Standing(row["account_key"], row["source"], row["emoji"]) for row in rows]


async def detach(tx: Tx, card_id: int, sources: Sequence[tuple[str, str]] | None = None) -> None:
    """Let statements (by account key and source; all on the card by default) stand without their reactions.

    Their reactions were removed by somebody else, so that they are gone from the card proves nothing any more.
    """
    if sources is None:
        sources = [(row.account_key, row.source) for row in await on_card(tx, card_id)]
    seq = await take_seqs(tx, 1)
    await tx.execute_many(
        "UPDATE statement SET emoji = NULL, changed_seq = ? WHERE card_id = ? AND account_key = ? AND source = ?",
        [(seq, card_id, account_key, source) for account_key, source in sources],
    )


async def owners(tx: Tx, platform: str, sources: Collection[str]) -> dict[str, str]:
    """Return whose reactions on a platform these sources are, as far as they still stand."""
    # In one row: there may be as many as a crowd takes back at once.
    found = await tx.value(
        "SELECT json_group_object(statement.source, statement.account_key) FROM statement"
        " JOIN card ON card.id = statement.card_id JOIN channel ON channel.id = card.channel_id"
        " WHERE statement.source IN (SELECT value FROM json_each(?)) AND standing = 1 AND emoji IS NOT NULL"
        " AND channel.platform = ?",
        (json.dumps([*sources], ensure_ascii=False), platform),
    )
    return dict(json.loads(found))


async def detach_source(tx: Tx, platform: str, source: str) -> None:
    """Let what one reaction on a platform said stand without it, where it still stands; like `detach`."""
    rows = await tx.all(
        "SELECT statement.card_id, statement.account_key FROM statement JOIN card ON card.id = statement.card_id"
        " JOIN channel ON channel.id = card.channel_id"
        " WHERE statement.source = ? AND standing = 1 AND emoji IS NOT NULL AND channel.platform = ?",
        (source, platform),
    )
    for row in rows:
        await detach(tx, row["card_id"], [(row["account_key"], source)])


async def changed_since(tx: Tx, card_id: int, seq: int) -> set[tuple[str, str]]:
    """Return (account key, source) of what changed on a card after `seq`, standing or not."""
    rows = await tx.all(f"SELECT account_key, source {_OF_CARD} AND changed_seq > ?", (card_id, seq))
    return {(row["account_key"], row["source"]) for row in rows}


async def counted(tx: Tx, subject: Subject) -> dict[str, int]:
    """Return how many members choose what about a subject, each by the latest of their statements that stands."""
    rows = await tx.all(
        "SELECT choice, COUNT(*) AS many FROM ("
        " SELECT choice, ROW_NUMBER() OVER (PARTITION BY account.member_id ORDER BY seq DESC, choice) AS place"
        " FROM statement"
        " JOIN account ON account.community_id = statement.community_id AND account.key = statement.account_key"
        " WHERE statement.kind = ? AND statement.subject_id = ? AND statement.standing = 1"
        ") WHERE place = 1 GROUP BY choice",
        (subject.kind, subject.id),
    )
    return {row["choice"]: row["many"] for row in rows}


async def standing_choices(tx: Tx, subject: Subject, member_id: int) -> list[str]:
    """Return what a member's accounts say about a subject, latest first."""
    rows = await tx.all(
        "SELECT statement.choice FROM statement"
        " JOIN account ON account.community_id = statement.community_id AND account.key = statement.account_key"
        " WHERE statement.kind = ? AND statement.subject_id = ? AND account.member_id = ? AND standing = 1"
        " ORDER BY seq DESC",
        (subject.kind, subject.id, member_id),
    )
    return [row["choice"] for row in rows]
