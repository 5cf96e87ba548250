"""Reading on while what was read is taken in."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from bot.api.events import Batch

MOST = 32
"""Batches that may wait: enough to keep both busy, few enough that what is read anew after a failure is soon read."""


async def together(heard: AsyncGenerator[Batch]) -> AsyncGenerator[Batch]:
    """Yield what is heard; all that was heard while one batch was taken in comes together as the next.

    So a homeserver is asked on before a batch is kept. It forgets nothing for that but keys, and those nio has kept by
    then; where this is begun anew, it goes on from what was kept. Raises what `heard` raises.
    """
    waiting: list[Batch] = []
    changed = asyncio.Condition()

    async def read_on() -> None:
        async with aclosing(heard):
            async for batch in heard:
                async with changed:
                    await changed.wait_for(lambda: len(waiting) < MOST)
                    waiting.append(batch)
                    changed.notify_all()

    async def next_ones() -> Batch:
        async with changed:
            await changed.wait_for(lambda: bool(waiting))
            batch = _joined(waiting)
            waiting.clear()
            changed.notify_all()
            return batch

    reading = asyncio.create_task(read_on())
    try:
        while True:
            following = asyncio.create_task(next_ones())
            try:
                await asyncio.wait([reading, following], return_when=asyncio.FIRST_COMPLETED)
                if not following.done():
                    await reading
                yield await following
            finally:
                following.cancel()
    finally:
        reading.cancel()
        await asyncio.wait([reading])


def _joined(batches: list[Batch]) -> Batch:
    events = [event for batch in batches for event in batch.events]
    return Batch(batches[0].platform, events, batches[-1].cursor, gap=any(batch.gap for batch in batches))
