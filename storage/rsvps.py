"""RSVPs: what members say about coming, derived from the statements of their accounts."""

import json
from collections.abc import Collection

from msgspec import Struct

from bot.domain.session import Rsvp, RsvpCounts, Session
from bot.domain.tx import Tx
from storage import sessions
from storage.limits import ALL
from storage.statements import CHANGED


class Attendee(Struct, frozen=True):
    """A member who answered, by the name their account shows."""

    name: str
    choice: Rsvp


class AccountRsvp(Struct, frozen=True):
    """An account that answered, for telling its member something in the language they read, where it is known."""

    account_key: str
    choice: Rsvp
    language: str | None


_ABOUT_IT = "statement.kind = 'session' AND statement.subject_id = :session"

# Of whom the RSVP may have changed: who said something since, or took it back; all of them the first time.
_WHOSE = f"""
    SELECT account.member_id FROM statement
    JOIN account ON account.community_id = statement.community_id AND account.key = statement.account_key
    WHERE {_ABOUT_IT} AND {CHANGED}
"""  # noqa: S608 - constant text
_WHOSE_FIRST = """
    SELECT rsvp.member_id FROM rsvp WHERE rsvp.session_id = :session AND NOT EXISTS
        (SELECT 1 FROM settled WHERE settled.kind = 'session' AND settled.subject_id = :session)
"""
_STANDING = (
    "account.community_id = statement.community_id AND account.key = statement.account_key"
    f" AND {_ABOUT_IT} AND statement.standing = 1"
)

# The latest statement that stands counts. Equal places in the order (reactions found after a gap) with
# different choices count as "maybe". Who arrived first is who has said the same thing, without a standing
# statement to the contrary in between, for longest. Nearly all say but one thing, and of them that is all there is to
# it. (CROSS JOIN keeps SQLite from going through the whole session.)
_SETTLED = f"""
    WITH whose AS (SELECT DISTINCT * FROM ({_WHOSE})), stood AS (
        SELECT whose.member_id, MIN(statement.choice) AS choice, MAX(statement.choice) AS other,
            MIN(statement.seq) AS first_seq, MAX(statement.seq) AS last_seq
        FROM whose CROSS JOIN account CROSS JOIN statement
        WHERE account.member_id = whose.member_id AND {_STANDING}
        GROUP BY whose.member_id
    ), named AS (
        SELECT stood.member_id, statement.choice, statement.seq, last_seq,
            MIN(CASE WHEN statement.seq = last_seq THEN statement.choice END) OVER one AS first_named,
            MAX(CASE WHEN statement.seq = last_seq THEN statement.choice END) OVER one AS last_named
        FROM stood CROSS JOIN account CROSS JOIN statement
        WHERE stood.choice <> stood.other AND account.member_id = stood.member_id AND {_STANDING}
        WINDOW one AS (PARTITION BY stood.member_id)
    ), chosen AS (
        SELECT *, first_named <> last_named AS undecided,
            CASE WHEN first_named = last_named THEN first_named ELSE 'maybe' END AS chosen
        FROM named
    ), turned AS (
        SELECT *, MAX(CASE WHEN choice <> chosen AND seq < last_seq THEN seq ELSE 0 END)
            OVER (PARTITION BY member_id) AS turned_seq
        FROM chosen
    ), arrived AS (
        SELECT member_id, choice, first_seq AS seq, 0 AS undecided FROM stood WHERE choice = other
        UNION ALL SELECT member_id, MIN(chosen) AS choice,
            COALESCE(MIN(CASE WHEN choice = chosen AND seq > turned_seq THEN seq END), MAX(last_seq)) AS seq,
            MAX(undecided) AS undecided
        FROM turned GROUP BY member_id
    )
"""  # noqa: S608 - constant text


async def settle(tx: Tx, session_id: int) -> None:
    """Derive the RSVPs of who said something since the session was settled from what stands; write what changed."""
    session = {"session": session_id}
    await tx.execute(
        _SETTLED + "INSERT INTO rsvp (session_id, member_id, choice, arrived_seq, undecided)"  # noqa: S608 - constant text
        " SELECT :session, member_id, choice, seq, undecided FROM arrived WHERE true"
        " ON CONFLICT (session_id, member_id) DO UPDATE"
        " SET choice = excluded.choice, arrived_seq = excluded.arrived_seq, undecided = excluded.undecided"
        " WHERE rsvp.choice <> excluded.choice OR rsvp.arrived_seq <> excluded.arrived_seq"
        " OR rsvp.undecided <> excluded.undecided",
        session,
    )
    await tx.execute(
        "DELETE FROM rsvp WHERE session_id = :session"  # noqa: S608 - constant text
        f" AND member_id IN ({_WHOSE} AND statement.standing = 0 UNION {_WHOSE_FIRST})"
        " AND NOT EXISTS (SELECT 1 FROM account CROSS JOIN statement"
        f" WHERE account.member_id = rsvp.member_id AND {_STANDING})",
        session,
    )


async def counts(tx: Tx, session_id: int) -> RsvpCounts:
    """Return how many members chose what."""
    rows = await tx.all("SELECT choice, COUNT(*) AS many FROM rsvp WHERE session_id = ? GROUP BY choice", (session_id,))
    return RsvpCounts(**{row["choice"]: row["many"] for row in rows})


async def of_member(tx: Tx, session_id: int, member_id: int) -> Rsvp | None:
    """Return what a member answered."""
    choice = await tx.value("SELECT choice FROM rsvp WHERE session_id = ? AND member_id = ?", (session_id, member_id))
    return None if choice is None else Rsvp(choice)


_ATTENDEES = (
    "SELECT MIN(account.name) AS name, rsvp.choice FROM rsvp"
    " JOIN account ON account.member_id = rsvp.member_id WHERE rsvp.session_id = ? GROUP BY rsvp.member_id"
)
_COMING_FIRST = "CASE rsvp.choice WHEN 'place' THEN 1 WHEN 'online' THEN 2 WHEN 'maybe' THEN 3 ELSE 4 END"


async def attendees(tx: Tx, session_id: int) -> list[Attendee]:
    """Return who answered what, in order of arrival."""
    rows = await tx.all(f"{_ATTENDEES} ORDER BY rsvp.arrived_seq, name", (session_id,))
    return [Attendee(row["name"], Rsvp(row["choice"])) for row in rows]


async def attendees_by_choice(tx: Tx, session_id: int, *, limit: int, offset: int = 0) -> list[Attendee]:
    """Return who answered what: who comes first, who does not last, and within that in order of arrival."""
    rows = await tx.all(
        f"{_ATTENDEES} ORDER BY {_COMING_FIRST}, rsvp.arrived_seq, name LIMIT ? OFFSET ?",
        (session_id, limit, offset),
    )
    return [Attendee(row["name"], Rsvp(row["choice"])) for row in rows]


async def accounts_to_tell(tx: Tx, session_id: int) -> list[AccountRsvp]:
    """Return one account a member, for those who said they come or may come."""
    rows = await tx.all(
        "SELECT account.key, account.language, rsvp.choice FROM rsvp"
        " JOIN account ON account.member_id = rsvp.member_id"
        " WHERE rsvp.session_id = ? AND rsvp.choice <> 'no'"
        " AND account.key = (SELECT MIN(own.key) FROM account AS own WHERE own.member_id = rsvp.member_id)"
        " ORDER BY rsvp.arrived_seq, account.key",
        (session_id,),
    )
    return [AccountRsvp(row["key"], Rsvp(row["choice"]), row["language"]) for row in rows]


_COMING_FOR = "FROM rsvp JOIN session ON session.id = rsvp.session_id WHERE rsvp.member_id = ? AND session.ends_at > ?"


async def coming_for(
    tx: Tx, member_id: int, now: str, *, limit: int = ALL, offset: int = 0
) -> list[tuple[Session, Rsvp]]:
    """Return a member's answers for sessions that end after `now` (stored form), soonest first."""
    rows = await tx.all(
        f"SELECT rsvp.session_id, rsvp.choice {_COMING_FOR} ORDER BY session.starts_at, session.id LIMIT ? OFFSET ?",
        (member_id, now, limit, offset),
    )
    found = [(await sessions.get(tx, row["session_id"]), Rsvp(row["choice"])) for row in rows]
    return [(session, choice) for session, choice in found if session is not None]


async def count_coming_for(tx: Tx, member_id: int, now: str) -> int:
    """Return how many answers `coming_for` has."""
    many: int = await tx.value(f"SELECT COUNT(*) {_COMING_FOR}", (member_id, now))
    return many


class Undecided(Struct, frozen=True):
    """An account with two choices of equal rank: which came last is not known."""

    account_key: str
    seq: int


async def undecided(tx: Tx, session_id: int, asked: Collection[str] = ()) -> list[Undecided]:
    """Return the accounts whose statements, the latest of their members, contradict each other, once RSVPs are derived.

    Of those who said something since the session was settled, and of those who were `asked` what they meant.
    """
    rows = await tx.all(
        "WITH whose AS (SELECT account.key AS account_key FROM rsvp CROSS JOIN account"  # noqa: S608 - constant text
        "  WHERE rsvp.session_id = :session AND rsvp.undecided = 1 AND account.member_id = rsvp.member_id"
        "  AND EXISTS (SELECT 1 FROM statement"
        f"  WHERE {_ABOUT_IT} AND statement.account_key = account.key AND {CHANGED})"
        "  UNION SELECT value FROM json_each(:asked))"
        " SELECT latest.account_key, latest.seq FROM whose CROSS JOIN statement AS latest"
        " WHERE latest.kind = 'session' AND latest.subject_id = :session AND latest.account_key = whose.account_key"
        " AND latest.standing = 1"
        " AND NOT EXISTS (SELECT 1 FROM account AS own CROSS JOIN account CROSS JOIN statement"
        "  WHERE own.community_id = latest.community_id AND own.key = latest.account_key"
        f"  AND account.member_id = own.member_id AND {_STANDING} AND statement.seq > latest.seq)"
        " GROUP BY latest.account_key, latest.seq HAVING COUNT(DISTINCT latest.choice) > 1",
        {"session": session_id, "asked": json.dumps([*asked], ensure_ascii=False)},
    )
    return [Undecided(row["account_key"], row["seq"]) for row in rows]
