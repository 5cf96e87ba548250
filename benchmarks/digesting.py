"""How long a digest takes on the database of a community that is years old, from the first query to its messages."""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks.filled import fill
from bot.app import open_database
from bot.config import Config, DiscordConfig
from bot.core.registry import Registry, load_cogs
from bot.core.scopes import scope_for
from bot.domain.tx import Tx
from cogs.digests.gathering import gather

KEYS = ("digest_ms",)


def measure(runs: int, scale: float = 1.0) -> dict[str, list[float]]:
    """Return the milliseconds of each run. Each opens the database anew, so that nothing of it is in memory."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(data=Path(folder), discord=DiscordConfig())
        fill(config.database, scale)
        return {"digest_ms": [asyncio.run(_milliseconds(config)) for _ in range(runs)]}


async def _milliseconds(config: Config) -> float:
    registry = Registry(load_cogs(config.cogs))
    database = await open_database(config, registry)

    async def build(tx: Tx) -> float:
        scope = await scope_for(registry, registry.cogs["digests"], tx, 1, datetime.now(UTC))
        begun = perf_counter()
        parts = await gather(scope)
        took = (perf_counter() - begun) * 1000
        if not parts:
            raise RuntimeError("there was nothing to tell")
        return took

    try:
        return await database.read(build)
    finally:
        await database.close()
