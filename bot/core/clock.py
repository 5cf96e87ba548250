"""The time, and waiting for it. One seam, so that tests can decide what time it is."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol

LONGEST_WAIT_S = 60.0
"""A wait looks again after this long: the wall clock may have been set meanwhile."""


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Return when `event` is set, or at `until`, or now and then to have a look."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC)

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        """Return when `event` is set, or at `until`, or now and then to have a look."""
        seconds = LONGEST_WAIT_S if until is None else (until - self.now()).total_seconds()
        try:
            async with asyncio.timeout(min(max(seconds, 0.0), LONGEST_WAIT_S)):
                await event.wait()
        except TimeoutError:
            return
