"""The bot on the double, without what it thinks: what it hears, and what it can be asked to do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.api.events import Event
from bot.platforms.discord import refs
from bot.platforms.discord.adapter import Discord
from tests.discord.double import Double
from tests.unit.discord.desk import EmptyDesk
from tests.unit.discord.store import MemoryStore


class Bot:
    """The platform at work. `events` is what it heard, `gaps` how often something may have been missed before."""

    def __init__(self, discord: Discord) -> None:
        self.discord = discord
        self.events: list[Event] = []
        self.gaps = 0
        self._news = asyncio.Condition()
        self.running: asyncio.Task[None] = asyncio.create_task(discord.run(EmptyDesk()))
        self._taking = asyncio.create_task(self._take())

    async def until(self, heard: Callable[[], Any]) -> None:
        """Return when what the bot heard is so; raise what ended the bot before."""
        waiting = asyncio.create_task(self._wait(heard))
        await asyncio.wait([waiting, self.running], return_when=asyncio.FIRST_COMPLETED)
        if not waiting.done():
            waiting.cancel()
            await self.running
        await waiting

    def of(self, *kinds: type) -> list[Any]:
        """Return what it heard of these kinds."""
        return [event for event in self.events if isinstance(event, kinds)]

    async def stop(self) -> None:
        for task in (self.running, self._taking):
            task.cancel()
        await asyncio.wait([self.running, self._taking])
        await self.discord.close()

    async def _wait(self, heard: Callable[[], Any]) -> None:
        async with self._news:
            await self._news.wait_for(heard)

    async def _take(self) -> None:
        async for batch in self.discord.batches(None):
            async with self._news:
                self.events += batch.events
                self.gaps += batch.gap
                self._news.notify_all()


@asynccontextmanager
async def bot_on(
    double: Double, *served: str, store: MemoryStore | None = None, token: str | None = None
) -> AsyncIterator[Bot]:
    """Start the bot, with channels that serve; it may still be connecting."""
    discord = Discord(token or double.token, "wat-als", store or MemoryStore(), ())
    await discord.know_channels([refs.channel_ref(int(channel)) for channel in served])
    bot = Bot(discord)
    try:
        yield bot
    finally:
        await bot.stop()
