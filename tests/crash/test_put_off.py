"""What a platform puts off comes later, in its own order: nothing overtakes it on the way to the same place."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.api import content as contents
from bot.api.errors import PlatformError, RetryLater
from bot.api.platform import Outgoing
from bot.app import room_settings
from bot.core.outbox_delivery import OutboxDelivery
from bot.core.registry import Registry
from bot.core.steps import no_step
from bot.platforms.room.server import ServedRoom
from bot.testing.clock import TestClock
from bot.testing.world import START, config_in
from storage import outbox
from storage.database import Database
from storage.outbox import Lane, Parcel

PARTS = ("one", "two", "three")


class BusyRoom(ServedRoom):
    """A room that puts the first parcel off, as often as it is told to."""

    refusals: list[PlatformError]

    async def send(self, channel_ref: str, message: Outgoing, key: str) -> str:
        if key == PARTS[0] and self.refusals:
            raise self.refusals.pop()
        return await super().send(channel_ref, message, key)


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncIterator[tuple[OutboxDelivery, BusyRoom, TestClock]]:
    """A delivery with three parcels for one channel, the room they go to, and its clock."""
    database = await Database.open(tmp_path / "watals.db")
    clock = TestClock(START)
    room = BusyRoom(room_settings(config_in(tmp_path)), clock.monotonic)
    parcels = [
        Parcel(part, "post", "room", "aankondigingen", Lane.DIGEST, contents.to_json(_said(part))) for part in PARTS
    ]
    await database.write(lambda tx: outbox.put(tx, *parcels))
    yield OutboxDelivery(database, room, Registry([]), clock, no_step), room, clock
    room.close()
    await database.close()


def _said(text: str) -> contents.Content:
    return contents.content(contents.paragraph(text))


@pytest.mark.parametrize(
    "refusals",
    [[RetryLater(5)], [RetryLater(5), RetryLater(90)], [PlatformError("no answer")]],
    ids=["once", "twice", "by an error"],
)
async def test_nothing_overtakes_what_was_put_off(
    busy: tuple[OutboxDelivery, BusyRoom, TestClock], refusals: list[PlatformError]
) -> None:
    delivery, room, clock = busy
    room.refusals = list(refusals)
    for _ in range(200):
        while await delivery.work():
            pass
        clock.advance(timedelta(seconds=1))
    assert list(room.timeline.state.by_key) == list(PARTS)
