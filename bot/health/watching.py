"""Watching a bot while it runs: its door, and where the config wants that, `/healthz` and `/metrics`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import msgspec

from bot.app import App
from bot.config import Config
from bot.health.door import open_door
from bot.health.errors import counted_errors
from bot.health.monitor import Monitor


@asynccontextmanager
async def watched(app: App, config: Config) -> AsyncIterator[Monitor]:
    """Watch a bot until the end."""
    async with AsyncExitStack() as stack:
        monitor = Monitor(app, stack.enter_context(counted_errors()))

        async def tell() -> str:
            return msgspec.json.encode(await monitor.look()).decode()

        await stack.enter_async_context(open_door(config.door, tell))
        if config.health is not None:
            from bot.health.server import served  # noqa: PLC0415 - who is not asked over HTTP need not load it

            await stack.enter_async_context(served(monitor, config.health.host, config.health.port))
        watching = asyncio.create_task(app.tasks.supervise("Monitor", monitor.run))
        try:
            yield monitor
        finally:
            watching.cancel()
            await asyncio.wait([watching])
