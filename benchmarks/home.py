"""A bot at home: its database on the disk, a community, and announced sessions whose cards stand somewhere."""

import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.crowd import Deed, standing
from bot.config import COGS
from bot.core.clock import SystemClock
from bot.core.dispatch import Dispatcher
from bot.core.intake import Intake
from bot.core.registry import Registry, load_cogs
from bot.core.settling import Settling
from bot.core.steps import no_step
from bot.domain.community import Contact
from bot.domain.session import SessionDetails, SessionState
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import cards, communities, sessions
from storage.database import Database

ZONE = ZoneInfo("Europe/Amsterdam")


class Home:
    """What taking in needs, put together as `bot.app` does."""

    def __init__(self, database: Database, platform: str) -> None:
        self.database = database
        registry = Registry(load_cogs(COGS))
        self.settling = Settling(registry, no_step, frozenset({platform}))
        self.intake = Intake(database, Dispatcher(registry, self.settling), self.settling, SystemClock(), no_step)


def on_disk() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder on the disk: what lies in memory is durable at once, and says nothing."""
    return tempfile.TemporaryDirectory(prefix="kept-", dir=Path(__file__).parent)


@asynccontextmanager
async def home(folder: str, platform: str, channel: str, messages: Sequence[str]) -> AsyncIterator[Home]:
    """Open a new bot whose sessions have their cards in a channel, as these messages."""
    database = await Database.open(Path(folder) / "watals.db")
    try:
        await database.write(lambda tx: _fill(tx, platform, channel, messages))
        yield Home(database, platform)
    finally:
        await database.close()


async def check(bot: Home, done: Sequence[Deed], account_of: Callable[[int], str]) -> None:
    """Make sure that what is measured was done: everybody whose reaction stands has an RSVP, nobody else."""
    kept = await bot.database.read(
        lambda tx: tx.all(
            "SELECT rsvp.session_id, account.key FROM rsvp JOIN account ON account.member_id = rsvp.member_id"
        )
    )
    wanted = {(card + 1, account_of(person)) for card, person in standing(done)}
    if {(row["session_id"], row["key"]) for row in kept} != wanted:
        raise AssertionError("the RSVPs are not what people did")


async def _fill(tx: Tx, platform: str, channel: str, messages: Sequence[str]) -> None:
    community_id, channel_id = await _found(tx, "home", platform, channel)
    for message in messages:
        await announce(tx, community_id, channel_id, message)


async def found_another(tx: Tx, platform: str, channel: str, message: str) -> None:
    """Make one more community, with a session of its own."""
    community_id, channel_id = await _found(tx, f"home-{channel}", platform, channel)
    await announce(tx, community_id, channel_id, message)


async def announce(tx: Tx, community_id: int, channel_id: int, message: str) -> None:
    """Announce a session whose card is this message in a channel."""
    starts_at = datetime.now(ZONE) + timedelta(days=30)
    told = SessionDetails(
        title="Dag", starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), place="Utrecht", online=True
    )
    session = await sessions.add(tx, community_id, told, datetime.now(UTC))
    await sessions.set_state(tx, session.id, SessionState.ANNOUNCED)
    await cards.post(tx, Subject("session", session.id), [channel_id])
    await cards.record_post(tx, await tx.value("SELECT MAX(id) FROM card"), message)


async def _found(tx: Tx, slug: str, platform: str, channel: str) -> tuple[int, int]:
    community = await communities.found(
        tx, slug=slug, name="Jeugdzorg", language="nl", zone=ZONE, contact=Contact(None, None)
    )
    await communities.link_channel(tx, community.id, platform, channel, "announcements")
    [known] = await communities.channels_for(tx, community.id, "announcements")
    return community.id, known.id
