"""A clock that a test can set forward."""

import asyncio
from datetime import UTC, datetime, timedelta


class TestClock:
    """Starts at a given moment, moves a millisecond at every look, and can be set forward."""

    __test__ = False

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        self._now += timedelta(milliseconds=1)
        return self._now

    def monotonic(self) -> float:
        return self._now.timestamp()

    def advance(self, by: timedelta) -> None:
        self._now += by
        self._moved.set()
        self._moved = asyncio.Event()

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        happened = asyncio.create_task(event.wait())
        try:
            while not event.is_set() and (until is None or self._now < until):
                moved = asyncio.create_task(self._moved.wait())
                try:
                    await asyncio.wait([happened, moved], return_when=asyncio.FIRST_COMPLETED)
                finally:
                    moved.cancel()
        finally:
            happened.cancel()
