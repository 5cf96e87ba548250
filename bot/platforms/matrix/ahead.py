"""Reading on while what was read is taken in."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from bot.api.events import Batch

MOST = 32
"""Batches that may wait: enough to keep both busy, few enough that what is read anew after a failure is soon read."""


async def together(heard: AsyncGenerator[Batch]) -> AsyncGenerator[Batch]:
    """Yield what is heard; all that was heard while one batch was taken in comes together as the next.

    So a homeserver is asked on before a batch is kept. It forgets nothing for that but keys, and those nio has kept by
    then; where this is begun anew, it goes on from what was kept. Raises what `heard` raises, after what came before.
    """
    waiting: list[Batch] = []
    more, free = asyncio.Event(), asyncio.Semaphore(MOST)

    async def read_on() -> None:
        async with aclosing(heard):
            async for batch in heard:
                await free.acquire()
                waiting.append(batch)
                more.set()

    reading = asyncio.create_task(read_on())
    reading.add_done_callback(lambda _: more.set())
    try:
        while waiting or not reading.done():
            if not waiting:
                more.clear()
                await more.wait()
                continue
            batch = _joined(waiting)
            for _ in waiting:
                free.release()
            waiting.clear()
            yield batch
        await reading
    finally:
        reading.cancel()
        await asyncio.wait([reading])


def _joined(batches: Sequence[Batch]) -> Batch:
    events = [event for batch in batches for event in batch.events]
    return Batch(batches[0].platform, events, batches[-1].cursor, gap=any(batch.gap for batch in batches))
