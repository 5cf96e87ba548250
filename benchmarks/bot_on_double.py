"""A bot in this process, on the wire double: its database a real file, its connection a real socket."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from structlog.testing import capture_logs

from benchmarks.double_process import Ask
from bot.app import App, found_community, open_database, opened
from bot.config import Config
from bot.core.registry import Registry, load_cogs
from bot.domain.session import Session, SessionDetails, SessionState
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from bot.platforms.discord.account import save
from storage import cards, communities, sessions
from storage.platform_notes import PlatformNotes
from tests.discord.double.double import TOKEN
from tests.discord.world import config_in

ZONE = ZoneInfo("Europe/Amsterdam")


@asynccontextmanager
async def bot_with(
    ask: Ask, fill: Callable[[Tx, int], Awaitable[object]], homes: Mapping[str, str] | None = None
) -> AsyncIterator[App]:
    """Run a bot whose database `fill` filled, given the community's id; it is connected.

    `homes` are the channels in which people talked with it alone before.
    """
    with TemporaryDirectory() as folder, capture_logs() as said:
        config = config_in(Path(folder))
        save(config.discord_folder, TOKEN)
        await _prepare(config, await ask("where"), fill, homes or {})
        async with opened(config) as bot:
            running = asyncio.create_task(bot.app.run())
            try:
                await ask("connected")
                yield bot.app
            finally:
                await bot.app.finish()
                running.cancel()
                await asyncio.wait([running])
    for error in (entry for entry in said if entry["log_level"] in {"error", "critical"}):
        sys.stderr.write(f"{error}\n")


async def _prepare(
    config: Config, channel: str, fill: Callable[[Tx, int], Awaitable[object]], homes: Mapping[str, str]
) -> None:
    """Make the database, as an earlier run of the bot left it."""

    async def found(tx: Tx) -> None:
        community = await found_community(tx, config)
        await communities.link_channel(tx, community.id, "discord", channel, "announcements")
        await fill(tx, community.id)

    database = await open_database(config, Registry(load_cogs(config.cogs)))
    try:
        await database.write(found)
        notes = PlatformNotes(database, "discord")
        await asyncio.gather(*(notes.put(f"dm:{person}", home) for person, home in homes.items()))
    finally:
        await database.close()


async def announce(tx: Tx, community_id: int, title: str) -> Session:
    """Announce a session, with a card in every channel for that."""
    session = await add_session(tx, community_id, title, timedelta(days=30))
    channels = await communities.channels_for(tx, community_id, "announcements")
    await cards.post(tx, Subject("session", session.id), [channel.id for channel in channels])
    return session


async def add_session(tx: Tx, community_id: int, title: str, within: timedelta) -> Session:
    """Add a session that begins within so long, as if it was announced elsewhere."""
    begins = datetime.now(ZONE) + within
    told = SessionDetails(title, begins, begins + timedelta(hours=2), place="Utrecht", online=True)
    session = await sessions.add(tx, community_id, told, datetime.now(UTC))
    await sessions.set_state(tx, session.id, SessionState.ANNOUNCED)
    return session


def tell(found: Mapping[str, float]) -> None:
    """Say on the side all that was seen in a run, also what is no figure with a goal."""
    sys.stderr.write(" ".join(f"{key}={value:.4g}" for key, value in found.items()) + "\n")
