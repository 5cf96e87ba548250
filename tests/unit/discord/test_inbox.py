"""What came in from Discord waits until it is taken in."""

import asyncio

from bot.api.events import MessageDeleted
from bot.platforms.discord.inbox import EVENTS_A_BATCH, Inbox


def event(number: int) -> MessageDeleted:
    return MessageDeleted(f"deleted:{number}", f"1:{number}")


async def test_what_waits_comes_together_and_in_order() -> None:
    inbox = Inbox()
    inbox.put(event(1), event(2))
    inbox.put(event(3))
    batch = await anext(inbox.batches())
    assert batch.events == [event(1), event(2), event(3)]
    assert (batch.platform, batch.cursor, batch.gap) == ("discord", None, False)


async def test_what_is_too_much_for_one_batch_comes_in_the_next() -> None:
    inbox, many = Inbox(), [event(number) for number in range(EVENTS_A_BATCH + 1)]
    inbox.put(*many)
    batches = inbox.batches()
    assert [(await anext(batches)).events, (await anext(batches)).events] == [many[:-1], many[-1:]]


async def test_a_gap_is_told_once_also_where_nothing_else_happened() -> None:
    inbox = Inbox()
    inbox.gap()
    batches = inbox.batches()
    first = await anext(batches)
    inbox.put(event(1))
    second = await anext(batches)
    assert [(first.events, first.gap), (second.events, second.gap)] == [([], True), ([event(1)], False)]


async def test_what_was_not_acknowledged_comes_again() -> None:
    inbox = Inbox()
    inbox.put(event(1))
    inbox.gap()
    lost = await anext(inbox.batches())
    inbox.put(event(2))
    batches = inbox.batches()
    again, then = await anext(batches), await anext(batches)
    assert again == lost
    assert then.events == [event(2)]


async def test_who_waits_for_what_was_put_there_goes_on_when_it_is_acknowledged() -> None:
    inbox = Inbox()
    inbox.put(event(1))
    waiting = asyncio.create_task(inbox.taken_in())
    batches = inbox.batches()
    await anext(batches)
    await asyncio.sleep(0)
    assert not waiting.done()
    acknowledging = asyncio.create_task(anext(batches))
    await waiting
    acknowledging.cancel()
