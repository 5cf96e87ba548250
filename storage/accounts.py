"""Accounts by name: who a moderator can choose, and in which language each reads."""

from msgspec import Struct

from bot.domain.tx import Row, Tx


class Account(Struct, frozen=True):
    """Somebody's account on a platform. `language` is what they read, where that is known."""

    key: str
    name: str
    language: str | None


async def listed(tx: Tx, community_id: int, most: int, *, moderators: bool) -> list[Account]:
    """Return accounts by name: the moderators by what the community says, or those who are not."""
    rows = await tx.all(
        "SELECT account.key, account.name, account.language FROM account WHERE account.community_id = ?"
        " AND ? = EXISTS (SELECT 1 FROM moderator WHERE moderator.community_id = account.community_id"
        " AND moderator.account_key = account.key) ORDER BY account.name, account.key LIMIT ?",
        (community_id, int(moderators), most),
    )
    return [_account(row) for row in rows]


async def called(tx: Tx, community_id: int, who: str) -> list[Account]:
    """Return the account with this key, or those with this name, however it is capitalised."""
    rows = await tx.all("SELECT key, name, language FROM account WHERE community_id = ? ORDER BY key", (community_id,))
    # SQLite's own lower() knows no letters beyond ASCII.
    accounts = [_account(row) for row in rows]
    by_key = [account for account in accounts if account.key == who]
    return by_key or [account for account in accounts if account.name.casefold() == who.casefold()]


async def members(tx: Tx, community_id: int) -> int:
    """Return how many people the community knows."""
    return int(await tx.value("SELECT COUNT(*) FROM member WHERE community_id = ?", (community_id,)))


def _account(row: Row) -> Account:
    return Account(row["key"], row["name"], row["language"])
