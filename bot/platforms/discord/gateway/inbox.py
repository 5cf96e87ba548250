"""What came in from Discord and waits to be taken in."""

import asyncio
from collections.abc import AsyncIterator

from bot.api.events import Batch, Event
from bot.platforms.discord.gateway.turns import Turn, Turns
from bot.platforms.discord.refs import PLATFORM

EVENTS_A_BATCH = 10_000


class Inbox:
    """A queue of events, with marks where some may have been missed."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._out: list[Event | None] = []
        self._turns = Turns(self._queue.put_nowait)

    def put(self, *events: Event) -> None:
        """Add what happened; after what the same person did before."""
        for event in events:
            self._turns.take(event)

    def begin(self, account_key: str) -> Turn:
        """Say that somebody did something of which not all is known yet; what they do next waits for `end`."""
        return self._turns.begin(account_key)

    def end(self, turn: Turn, *events: Event) -> None:
        """Add what became of what was begun."""
        self._turns.end(turn, *events)

    def gap(self) -> None:
        """Say that before what is added from now on, something may have been missed."""
        self._queue.put_nowait(None)

    @property
    def waiting(self) -> int:
        """How much is not taken in yet."""
        return self._turns.waiting + self._queue.qsize() + len(self._out)

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
