"""The demo's community is one like any other: what happens to its sessions follows by itself."""

from datetime import UTC, datetime
from pathlib import Path

from bot.app import found_community
from bot.core.registry import Registry, load_cogs
from bot.core.settling import Settling
from bot.core.steps import no_step
from bot.demo.filling import fill
from bot.demo.running import COGS, demo_config
from bot.demo.story import SESSIONS
from bot.domain.tx import Tx
from storage.database import Database

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
PLANNED = {"session-over", "reminder-day", "reminder-hour"}


async def planned(tx: Tx) -> list[tuple[int, str]]:
    rows = await tx.all("SELECT subject_id, kind FROM due ORDER BY subject_id, kind")
    return [(row["subject_id"], row["kind"]) for row in rows]


async def test_its_sessions_have_an_end_and_reminders_and_are_made_once(tmp_path: Path) -> None:
    config = demo_config(tmp_path, 8765)
    database = await Database.open(config.database)
    try:
        await database.write(lambda tx: found_community(tx, config))
        settling = Settling(Registry(load_cogs(COGS)), no_step)
        announced = [number for number, told in enumerate(SESSIONS, 1) if told.announced]
        for _ in range(2):
            await database.write(lambda tx: fill(tx, settling, NOW))
            assert await database.read(planned) == [(number, kind) for number in announced for kind in sorted(PLANNED)]
    finally:
        await database.close()
