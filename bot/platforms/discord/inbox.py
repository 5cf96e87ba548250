"""What came in from Discord and waits to be taken in."""

import asyncio
from collections.abc import AsyncIterator

from bot.api.events import Batch, Event
from bot.platforms.discord.refs import PLATFORM

EVENTS_A_BATCH = 200


class Inbox:
    """A queue of events, with marks where some may have been missed."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._out: list[Event | None] = []

    def put(self, *events: Event) -> None:
        """Add what happened."""
        for event in events:
            self._queue.put_nowait(event)

    def gap(self) -> None:
        """Say that before what is added from now on, something may have been missed."""
        self._queue.put_nowait(None)

    @property
    def waiting(self) -> int:
        """How much is not taken in yet."""
        return self._queue.qsize() + len(self._out)

    async def taken_in(self) -> None:
        """Wait until all that was added is taken in."""
        await self._queue.join()

    async def batches(self) -> AsyncIterator[Batch]:
        """Yield what waits, together; asking for the next acknowledges the one before, else that one comes again.

        Discord has no place to read on from: what was missed is found by comparing.
        """
        while True:
            if not self._out:
                self._out = await self._next()
            events = [event for event in self._out if event is not None]
            yield Batch(PLATFORM, events, cursor=None, gap=len(events) < len(self._out))
            for _ in self._out:
                self._queue.task_done()
            self._out = []

    async def _next(self) -> list[Event | None]:
        found = [await self._queue.get()]
        while len(found) < EVENTS_A_BATCH and not self._queue.empty():
            found.append(self._queue.get_nowait())
        return found
