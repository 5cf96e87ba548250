"""The code that makes the first moderator: its hash, and how often a wrong one was typed."""

from msgspec import Struct

from bot.domain.tx import Tx
from storage import communities

_KEY = "first-moderator"


class Offer(Struct, frozen=True):
    """A code that waits for somebody: its hash, and the wrong tries so far."""

    hashed: str
    wrong_tries: int


async def offer(tx: Tx, community_id: int, told: Offer) -> None:
    """Let a code wait for somebody, in the place of an earlier one."""
    value = {"hash": told.hashed, "wrong": told.wrong_tries}
    await communities.set_setting(tx, community_id, _KEY, value)


async def offered(tx: Tx, community_id: int) -> Offer | None:
    """Return the code that waits for somebody."""
    told = await communities.setting(tx, community_id, _KEY)
    return None if told is None else Offer(told["hash"], told["wrong"])


async def forget(tx: Tx, community_id: int) -> None:
    """Let no code make anybody a moderator any more."""
    await communities.drop_setting(tx, community_id, _KEY)
