"""A loop that works off rows: woken by commits, slowed by errors, paused cleanly."""

import asyncio
from abc import ABC, abstractmethod
from datetime import datetime

from bot.core.clock import Clock
from storage.database import Database


class Worker(ABC):
    """Works off what is ready, then waits for more."""

    def __init__(self, database: Database, clock: Clock, signal: str) -> None:
        self.database = database
        self.clock = clock
        self._woken = database.listen(signal)
        self._turn = asyncio.Lock()

    async def run(self) -> None:
        """Work for ever."""
        while True:
            self._woken.clear()
            async with self._turn:
                worked = await self.work()
            if not worked:
                await self.clock.wait(self._woken, await self.next_try())

    async def work_once(self) -> None:
        """Work off what is ready now, and return when that is done."""
        async with self._turn:
            await self.work()

    @property
    def busy(self) -> bool:
        """Whether it is at work at this moment."""
        return self._turn.locked()

    async def pause(self) -> None:
        """Wait until nothing is half done, and let nothing begin after it."""
        await self._turn.acquire()

    @abstractmethod
    async def work(self) -> bool:
        """Work off what is ready now; return whether there was anything."""

    @abstractmethod
    async def next_try(self) -> datetime | None:
        """Return when there may be more, where that is known."""
