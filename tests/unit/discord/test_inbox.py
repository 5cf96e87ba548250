"""What came in from Discord waits until it is taken in."""

import asyncio

from bot.api.events import Author, MessageDeleted, Reacted, Typed, Unreacted
from bot.platforms.discord.gateway.inbox import EVENTS_A_BATCH, Inbox


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


ANNA, BERT = Author("discord:1", "Anna"), Author("discord:2", "Bert")


def said(author: Author) -> Typed:
    return Typed("5", author, "9", "Ik kom niet", direct=True)


def clicked(author: Author) -> Reacted:
    return Reacted("reacted", "1:2", "📍", author, "1:2|📍")


async def test_what_one_person_does_comes_in_its_order_also_when_something_must_be_found_out_first() -> None:
    inbox = Inbox()
    turn = inbox.begin(ANNA.key)
    back = Unreacted("unreacted", ANNA.key, "1:2|📍")
    inbox.put(clicked(ANNA), back)
    inbox.put(clicked(BERT), event(1))
    batches = inbox.batches()
    assert (await anext(batches)).events == [clicked(BERT), event(1)], "nobody else waits"
    assert inbox.waiting == 5
    inbox.end(turn, said(ANNA))
    assert (await anext(batches)).events == [said(ANNA), clicked(ANNA), back]


async def test_turns_that_end_in_another_order_keep_theirs_and_one_may_come_to_nothing() -> None:
    inbox = Inbox()
    first, second, third = (inbox.begin(ANNA.key) for _ in range(3))
    inbox.end(third, clicked(ANNA))
    inbox.end(first)
    assert inbox.waiting == 2
    inbox.end(second, said(ANNA))
    inbox.put(event(1))
    assert (await anext(inbox.batches())).events == [said(ANNA), clicked(ANNA), event(1)]
