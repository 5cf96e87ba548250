"""Communities, their settings, and the channels and accounts that belong to them."""

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.domain.community import Community, Contact
from bot.domain.tx import Row, Tx
from storage.channels import SIGNAL as CHANNELS

SIGNAL = "communities"


class Channel(Struct, frozen=True):
    """A place on a platform that is linked to a community; `away` says that the bot cannot work there now."""

    id: int
    platform: str
    ref: str
    away: bool = False


async def found(tx: Tx, *, slug: str, name: str, language: str, zone: ZoneInfo, contact: Contact) -> Community:
    """Make a community; its slug names it for the operator, and is unique."""
    row = await tx.one(
        "INSERT INTO community (slug, name, language, zone, contact_email, contact_phone)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
        (slug, name, language, zone.key, contact.email, contact.phone),
    )
    assert row is not None  # noqa: S101 - it returns what it inserted
    return _community(row)


async def by_slug(tx: Tx, slug: str) -> Community | None:
    """Return the community with this slug."""
    row = await tx.one("SELECT * FROM community WHERE slug = ?", (slug,))
    return None if row is None else _community(row)


async def change(tx: Tx, community: Community) -> None:
    """Keep what a community is called now, the language and zone it works in, and its contact."""
    await tx.execute(
        "UPDATE community SET name = ?, language = ?, zone = ?, contact_email = ?, contact_phone = ? WHERE id = ?",
        (
            community.name,
            community.language,
            community.zone.key,
            community.contact.email,
            community.contact.phone,
            community.id,
        ),
    )
    tx.signal(SIGNAL)


async def get(tx: Tx, community_id: int) -> Community:
    """Return a community by id; raise LookupError where there is none."""
    row = await tx.one("SELECT * FROM community WHERE id = ?", (community_id,))
    if row is None:
        raise LookupError(f"no community {community_id}")
    return _community(row)


async def of_channel(tx: Tx, platform: str, ref: str) -> Community | None:
    """Return the community a channel is linked to; a thread whose reference begins with a channel's belongs to it."""
    row = await tx.one(
        "SELECT community.* FROM channel JOIN community ON community.id = channel.community_id"
        " WHERE channel.platform = ? AND channel.ref IN (?, ?)",
        (platform, ref, ref.partition("/")[0]),
    )
    return None if row is None else _community(row)


async def of_account(tx: Tx, account_key: str) -> Community | None:
    """Return the community an account belongs to (the first, where there are several)."""
    row = await tx.one(
        "SELECT community.* FROM account JOIN community ON community.id = account.community_id"
        " WHERE account.key = ? ORDER BY community.id LIMIT 1",
        (account_key,),
    )
    return None if row is None else _community(row)


async def first(tx: Tx) -> Community | None:
    """Return the oldest community: the home of who writes to the bot before belonging anywhere."""
    row = await tx.one("SELECT * FROM community ORDER BY id LIMIT 1")
    return None if row is None else _community(row)


async def link_channel(tx: Tx, community_id: int, platform: str, ref: str, *purposes: str) -> None:
    """Link a channel that is not linked yet, and let it serve these purposes ("announcements", "ideas", …)."""
    channel_id = await tx.value(
        "INSERT INTO channel (community_id, platform, ref) VALUES (?, ?, ?)"
        " ON CONFLICT (platform, ref) DO NOTHING RETURNING id",
        (community_id, platform, ref),
    )
    if channel_id is not None:
        tx.signal(CHANNELS)
        await tx.execute_many(
            "INSERT INTO purpose (channel_id, purpose) VALUES (?, ?)", [(channel_id, purpose) for purpose in purposes]
        )


async def channels_for(tx: Tx, community_id: int, purpose: str) -> list[Channel]:
    """Return every channel of a community that serves a purpose."""
    rows = await tx.all(
        "SELECT channel.id, channel.platform, channel.ref, channel.away FROM channel"
        " JOIN purpose ON purpose.channel_id = channel.id"
        " WHERE channel.community_id = ? AND purpose.purpose = ? ORDER BY channel.id",
        (community_id, purpose),
    )
    return [Channel(row["id"], row["platform"], row["ref"], bool(row["away"])) for row in rows]


async def setting(tx: Tx, community_id: int, key: str) -> Any | None:
    """Return a setting (any JSON value), or None where it was never set."""
    text = await tx.value("SELECT value FROM setting WHERE community_id = ? AND key = ?", (community_id, key))
    return None if text is None else json.loads(text)


async def set_setting(tx: Tx, community_id: int, key: str, value: Any) -> None:
    """Set a setting, over what it was."""
    await tx.execute(
        "INSERT INTO setting (community_id, key, value) VALUES (?, ?, ?)"
        " ON CONFLICT (community_id, key) DO UPDATE SET value = excluded.value",
        (community_id, key, json.dumps(value, ensure_ascii=False)),
    )


async def drop_setting(tx: Tx, community_id: int, key: str) -> None:
    """Forget a setting; one that was never set is no error."""
    await tx.execute("DELETE FROM setting WHERE community_id = ? AND key = ?", (community_id, key))


# In whole sets, not one by one: a crowd comes at once.
_UNKNOWN = (
    "FROM json_each(:names) AS told WHERE NOT EXISTS"
    " (SELECT 1 FROM account WHERE account.community_id = :community AND account.key = told.key)"
)
_NUMBER = ":highest + ROW_NUMBER() OVER (ORDER BY told.key)"


async def know_accounts(tx: Tx, community_id: int, names: Mapping[str, str]) -> None:
    """Make sure accounts (key to display name) exist, each new one with a member of its own."""
    told = {"community": community_id, "names": json.dumps(dict(names), ensure_ascii=False)}
    found = await tx.one(
        "SELECT COUNT(*) FILTER (WHERE account.key IS NULL) AS new,"
        " COUNT(*) FILTER (WHERE account.name <> told.value) AS renamed,"
        " (SELECT COALESCE(MAX(id), 0) FROM member) AS highest FROM json_each(:names) AS told"
        " LEFT JOIN account ON account.community_id = :community AND account.key = told.key",
        told,
    )
    assert found is not None  # noqa: S101 - counting always gives a row
    if found["new"]:
        # There is one writer, so the highest id cannot change between that look and the inserts.
        told["highest"] = found["highest"]
        await tx.execute(f"INSERT INTO member (id, community_id) SELECT {_NUMBER}, :community {_UNKNOWN}", told)
        await tx.execute(
            f"INSERT INTO account (community_id, key, member_id, name)"
            f" SELECT :community, told.key, {_NUMBER}, told.value {_UNKNOWN}",
            told,
        )
    if found["renamed"]:
        await tx.execute(
            "UPDATE account SET name = told.value FROM json_each(:names) AS told"
            " WHERE account.community_id = :community AND account.key = told.key AND account.name <> told.value",
            told,
        )


async def remember_language(tx: Tx, community_id: int, account_key: str, language: str) -> None:
    """Remember which language somebody reads, for what they are told later."""
    await tx.execute(
        "UPDATE account SET language = ? WHERE community_id = ? AND key = ? AND language IS NOT ?",
        (language, community_id, account_key, language),
    )


async def language_of(tx: Tx, community_id: int, account_key: str) -> str | None:
    """Return which language somebody reads, as far as it is known."""
    language: str | None = await tx.value(
        "SELECT language FROM account WHERE community_id = ? AND key = ?", (community_id, account_key)
    )
    return language


async def member_of(tx: Tx, community_id: int, account_key: str) -> int | None:
    """Return the member an account belongs to."""
    member: int | None = await tx.value(
        "SELECT member_id FROM account WHERE community_id = ? AND key = ?", (community_id, account_key)
    )
    return member


async def accounts_of(tx: Tx, member_id: int) -> list[str]:
    """Return the accounts of a member."""
    rows = await tx.all("SELECT key FROM account WHERE member_id = ? ORDER BY key", (member_id,))
    return [row["key"] for row in rows]


def _community(row: Row) -> Community:
    return Community(
        id=row["id"],
        name=row["name"],
        language=row["language"],
        zone=ZoneInfo(row["zone"]),
        contact=Contact(row["contact_email"], row["contact_phone"]),
    )
