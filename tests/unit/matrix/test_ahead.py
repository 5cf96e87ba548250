"""What a homeserver tells is read on while what it told before is taken in; nothing is lost or changes places."""

import asyncio
from collections.abc import AsyncGenerator, Iterable

import pytest

from bot.api.events import Batch, MessageDeleted
from bot.platforms.matrix.ahead import MOST, together


def batch(number: int, *, gap: bool = False) -> Batch:
    event = MessageDeleted(f"${number}", f"!room/${number}")
    return Batch("matrix", [event], str(number), gap=gap)


def told(found: Batch) -> list[str]:
    return [event.event_id for event in found.events]


async def turns() -> None:
    """Let others go on until they wait for us."""
    for _ in range(3 * MOST):
        await asyncio.sleep(0)


class Homeserver:
    """Tells batches, the rest once `go_on` is set, then fails or is silent; `asked` counts what it was asked for."""

    def __init__(self, batches: Iterable[Batch], error: Exception | None = None) -> None:
        self.batches = batches
        self.error = error
        self.asked = 0
        self.go_on = asyncio.Event()
        self.closed = False

    async def heard(self) -> AsyncGenerator[Batch]:
        try:
            for one in self.batches:
                self.asked += 1
                yield one
                await self.go_on.wait()
            self.asked += 1
            if self.error is not None:
                raise self.error
            await asyncio.Event().wait()
        finally:
            self.closed = True


async def test_what_waits_comes_together_in_its_order() -> None:
    server = Homeserver([batch(1), batch(2), batch(3, gap=True), batch(4)])
    read = together(server.heard())
    first = await anext(read)
    server.go_on.set()
    await turns()
    second = await anext(read)
    await read.aclose()
    assert (told(first), told(second)) == (["$1"], ["$2", "$3", "$4"])
    assert (second.platform, second.cursor, second.gap) == ("matrix", "4", True)


async def test_without_a_gap_in_any_there_is_none() -> None:
    server = Homeserver([batch(1), batch(2), batch(3)])
    read = together(server.heard())
    first = await anext(read)
    server.go_on.set()
    await turns()
    second = await anext(read)
    await read.aclose()
    assert (told(second), first.gap, second.gap) == (["$2", "$3"], False, False)


async def test_each_is_yielded_when_it_comes() -> None:
    come = [asyncio.Event() for _ in range(3)]

    async def heard() -> AsyncGenerator[Batch]:
        for number, event in enumerate(come):
            await event.wait()
            yield batch(number)

    read = together(heard())
    for number, event in enumerate(come):
        event.set()
        assert told(await anext(read)) == [f"${number}"]
    await read.aclose()


async def test_no_more_than_so_many_wait() -> None:
    server = Homeserver([batch(number) for number in range(3 * MOST)])
    read = together(server.heard())
    first = await anext(read)
    server.go_on.set()
    await turns()
    assert server.asked == 1 + MOST + 1  # the first was taken, and one more is in hand
    found = told(first)
    while len(found) < 3 * MOST:
        following = await anext(read)
        assert len(following.events) <= MOST
        found += told(following)
        await turns()
    await read.aclose()
    assert found == [f"${number}" for number in range(3 * MOST)]


async def test_a_failure_is_raised_after_what_came_before_it() -> None:
    server = Homeserver([batch(1), batch(2), batch(3)], ValueError("signed out"))
    read = together(server.heard())
    first = await anext(read)
    server.go_on.set()
    await turns()
    assert (told(first), told(await anext(read))) == (["$1"], ["$2", "$3"])
    with pytest.raises(ValueError, match="signed out"):
        await anext(read)


async def test_an_end_is_an_end() -> None:
    async def heard() -> AsyncGenerator[Batch]:
        yield batch(1)

    async with asyncio.timeout(5):
        assert [told(one) async for one in together(heard())] == [["$1"]]


async def test_who_stops_listening_stops_the_reading() -> None:
    server = Homeserver([batch(number) for number in range(3 * MOST)])
    read = together(server.heard())
    await anext(read)
    server.go_on.set()
    await turns()
    await read.aclose()
    assert server.closed
    assert len(asyncio.all_tasks()) == 1


async def test_who_is_cancelled_while_nothing_comes_stops_the_reading() -> None:
    server = Homeserver([])
    waiting = asyncio.create_task(anext(together(server.heard())))  # type: ignore[arg-type]  # it is a coroutine
    await turns()
    waiting.cancel()
    await asyncio.wait([waiting])
    assert server.closed
    assert len(asyncio.all_tasks()) == 1
