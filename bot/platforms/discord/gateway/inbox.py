"""What came in from Discord and waits to be taken in."""

import asyncio
from collections.abc import AsyncGenerator

from bot.api.events import Batch, Event
from bot.platforms.discord.gateway.turns import Turn, Turns
from bot.platforms.discord.refs import PLATFORM

EVENTS_A_BATCH = 10_000


class Inbox:
    """A line of events, with marks where some may have been missed."""

    def __init__(self) -> None:
        self._waiting: list[Event | None] = []
        self._out: list[Event | None] = []
        self._news = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._turns = Turns(self._add)

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
        self._add(None)

    @property
    def waiting(self) -> int:
        """How much is not taken in yet."""
        return self._turns.waiting + len(self._waiting) + len(self._out)

    async def taken_in(self) -> None:
        """Wait until all that was added is taken in."""
        await self._empty.wait()

    async def batches(self) -> AsyncGenerator[Batch]:
        """Yield what waits, together; asking for the next acknowledges the one before, else that one comes again.

        Discord has no place to read on from: what was missed is found by comparing.
        """
        while True:
            if not self._out:
                await self._news.wait()
                self._out, self._waiting = self._waiting[:EVENTS_A_BATCH], self._waiting[EVENTS_A_BATCH:]
                if not self._waiting:
                    self._news.clear()
            events = [event for event in self._out if event is not None]
            yield Batch(PLATFORM, events, cursor=None, gap=len(events) < len(self._out))
            self._out = []
            if not self._waiting:
                self._empty.set()

    def _add(self, event: Event | None) -> None:
        if not self._waiting:
            self._news.set()
            self._empty.clear()
        self._waiting.append(event)
