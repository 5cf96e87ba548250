"""The time, in the driver's hand and in sight of the bot's process; the bot's own clock may be set wrongly."""

import asyncio
import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.clock import LONGEST_WAIT_S

_TWO = struct.Struct("dd")
LOOK_AGAIN_AFTER_S = 0.02


class SharedTime:
    """The time, in a file: it goes on by itself, and leaps when told to. `off` is how much the bot's is ahead."""

    def __init__(self, path: Path, start: datetime | None = None) -> None:
        """See what time it is in a file; with `start`, let it be that from now on."""
        if start is not None:
            path.write_bytes(_TWO.pack(start.timestamp() - time.monotonic(), 0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _TWO.size)

    @property
    def now(self) -> datetime:
        """What time it is."""
        return datetime.fromtimestamp(_TWO.unpack(self._shared[:])[0] + time.monotonic(), UTC)

    @property
    def off(self) -> timedelta:
        """How much the bot's clock is ahead."""
        return timedelta(seconds=_TWO.unpack(self._shared[:])[1])

    @property
    def bots(self) -> datetime:
        """What time it is by the bot's clock."""
        return self.now + self.off

    def leap(self, by: timedelta) -> None:
        """Let time pass."""
        base, off = _TWO.unpack(self._shared[:])
        self._shared[:] = _TWO.pack(base + by.total_seconds(), off)

    def set_off(self, off: timedelta) -> None:
        """Set the bot's clock, wrongly or right."""
        base, _ = _TWO.unpack(self._shared[:])
        self._shared[:] = _TWO.pack(base, off.total_seconds())

    @property
    def leaps(self) -> bytes:
        """Something that changes with every leap."""
        return self._shared[:]


class BotClock:
    """The clock of the bot. It looks again after every leap, as the machine's does soon."""

    def __init__(self, shared: SharedTime) -> None:
        self._shared = shared

    def now(self) -> datetime:
        return self._shared.bots

    async def wait(self, event: asyncio.Event, until: datetime | None) -> None:
        began = self._shared.leaps
        look = self.now() + timedelta(seconds=LONGEST_WAIT_S)
        until = look if until is None else min(until, look)
        while not event.is_set() and self._shared.leaps == began and self.now() < until:
            left = (until - self.now()).total_seconds()
            try:
                async with asyncio.timeout(min(max(left, 0.0), LOOK_AGAIN_AFTER_S)):
                    await event.wait()
            except TimeoutError:
                continue
