"""Sending is a stream: what takes long holds up nobody else, and what is sent to one target comes in order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.api import content as contents
from bot.api.platform import Outgoing, Traits
from bot.core.outbox_delivery import TOGETHER, OutboxDelivery
from bot.core.registry import Registry
from bot.core.steps import no_step
from bot.testing.clock import TestClock
from bot.testing.world import START
from storage import outbox
from storage.database import Database
from storage.outbox import Lane, Parcel

SLOW = "slow"


class Post:
    """A platform on which what is for one channel is on its way until it is let go."""

    name = "post"
    traits = Traits(key_window=timedelta(days=1), can_look=True, tidies=False)

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.on_their_way = 0
        self.most = 0
        self.let_go = asyncio.Event()
        self.news = asyncio.Condition()

    async def send(self, channel_ref: str, message: Outgoing, key: str) -> str:
        self.on_their_way += 1
        self.most = max(self.most, self.on_their_way)
        try:
            await (self.let_go.wait() if channel_ref == SLOW else asyncio.sleep(0))
        finally:
            self.on_their_way -= 1
        async with self.news:
            self.sent.append(key)
            self.news.notify_all()
        return key

    async def until(self, many: int) -> None:
        async with self.news:
            await self.news.wait_for(lambda: len(self.sent) >= many)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "watals.db")
    yield database
    await database.close()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
async def delivery(database: Database, post: Post) -> AsyncIterator[OutboxDelivery]:
    delivery = OutboxDelivery(database, cast("Any", post), Registry([]), TestClock(START), no_step)
    running = asyncio.create_task(delivery.run())
    yield delivery
    running.cancel()
    await asyncio.wait([running])


def parcel(key: str, target: str, lane: Lane = Lane.URGENT) -> Parcel:
    said = contents.to_json(contents.content(contents.paragraph(key)))
    return Parcel(key, "post", "post", target, lane, said)


async def test_what_takes_long_holds_up_no_other(database: Database, post: Post, delivery: OutboxDelivery) -> None:
    others = [parcel(f"{number}", f"to {number}") for number in range(3 * TOGETHER)]
    await database.write(lambda tx: outbox.put(tx, parcel("first", SLOW), parcel("then", SLOW), *others))
    await post.until(len(others))
    assert SLOW in delivery.under_way
    assert {"first", "then"}.isdisjoint(post.sent)
    assert post.most <= TOGETHER
    post.let_go.set()
    await post.until(len(others) + 2)
    assert post.sent.index("first") < post.sent.index("then")


async def test_what_is_urgent_goes_before_what_was_there_first(database: Database, post: Post) -> None:
    news = [parcel(f"news {number}", f"to {number}", Lane.DIGEST) for number in range(2 * TOGETHER)]
    await database.write(lambda tx: outbox.put(tx, *news, parcel("urgent", "to somebody")))
    delivery = OutboxDelivery(database, cast("Any", post), Registry([]), TestClock(START), no_step)
    await delivery.work()
    assert "urgent" in post.sent
    assert len(post.sent) == TOGETHER


async def test_when_it_pauses_what_is_under_way_comes_to_its_end(
    database: Database, post: Post, delivery: OutboxDelivery
) -> None:
    await database.write(lambda tx: outbox.put(tx, parcel("under way", SLOW), parcel("quick", "to somebody")))
    await post.until(1)
    pausing = asyncio.create_task(delivery.pause())
    await database.write(lambda tx: outbox.put(tx, parcel("afterwards", "to somebody")))
    assert delivery.busy
    post.let_go.set()
    await pausing
    assert post.sent == ["quick", "under way"]


async def test_where_something_fails_the_rest_comes_to_its_end_first(
    database: Database, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.write(lambda tx: outbox.put(tx, parcel("under way", SLOW), parcel("quick", "to somebody")))
    delivery = OutboxDelivery(database, cast("Any", post), Registry([]), TestClock(START), no_step)
    full = OSError("no room")

    async def fail(*_: object, **__: object) -> None:
        raise full

    async def fail_again(*_: object, **__: object) -> None:
        monkeypatch.undo()
        post.let_go.set()
        raise full

    monkeypatch.setattr(outbox, "record", fail)
    monkeypatch.setattr(outbox, "postpone", fail_again)
    with pytest.raises(ExceptionGroup) as failed:
        await delivery.run()
    assert failed.value.exceptions == (full,)
    assert sorted(post.sent) == ["quick", "under way"]
    assert not delivery.busy
