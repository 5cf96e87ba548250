"""Proof of arrival, tasks that live on, and parcels that keep no other waiting."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, cast

import pytest
from msgspec.structs import replace

from bot.api.content import content, paragraph, to_json
from bot.api.platform import Platform, Traits
from bot.core.arrival import Uncertain, send_once
from bot.core.tasks import Tasks
from bot.domain import pause
from bot.domain.tx import Tx
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import outbox
from storage.moments import to_text
from storage.outbox import Lane, Parcel

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
WINDOW = timedelta(minutes=5)


class Post:
    """A platform on which a message may have arrived before."""

    def __init__(self, *, can_look: bool, there: bool = False) -> None:
        self.traits = Traits(key_window=WINDOW, can_look=can_look, tidies=False)
        self.there = there
        self.sent = 0
        self.looked: list[tuple[str, str, datetime]] = []

    async def find(self, target: str, key: str, since: datetime) -> str | None:
        self.looked.append((target, key, since))
        return "found" if self.there else None

    async def send(self) -> str:
        self.sent += 1
        return "sent"

    async def deliver(self, claimed_at: datetime | None) -> str:
        platform = cast("Platform", self)
        return await send_once(platform, "channel", "key", claimed_at=claimed_at, now=NOW, send=self.send)


@pytest.mark.parametrize("claimed_at", [None, NOW, NOW - WINDOW + timedelta(seconds=1)])
@pytest.mark.parametrize("can_look", [True, False])
async def test_within_the_window_the_key_is_proof_enough(claimed_at: datetime | None, *, can_look: bool) -> None:
    post = Post(can_look=can_look, there=True)
    assert await post.deliver(claimed_at) == "sent"
    assert (post.sent, post.looked) == (1, [])


@pytest.mark.parametrize("can_look", [True, False])
async def test_after_the_window_what_is_found_is_not_sent_again(*, can_look: bool) -> None:
    post = Post(can_look=can_look, there=True)
    assert await post.deliver(NOW - WINDOW) == "found"
    assert (post.sent, post.looked) == (0, [("channel", "key", NOW - WINDOW)])


async def test_a_claim_of_a_clock_that_was_ahead_proves_nothing() -> None:
    post = Post(can_look=True, there=True)
    assert await post.deliver(NOW + timedelta(hours=3)) == "found"
    assert (post.sent, post.looked) == (0, [("channel", "key", NOW)])


async def test_after_the_window_what_provably_never_arrived_is_sent() -> None:
    post = Post(can_look=True)
    assert await post.deliver(NOW - WINDOW) == "sent"
    assert (post.sent, len(post.looked)) == (1, 1)


async def test_what_cannot_be_proven_is_not_sent_blindly() -> None:
    post = Post(can_look=False)
    with pytest.raises(Uncertain):
        await post.deliver(NOW - WINDOW)
    assert post.sent == 0


async def test_a_task_that_fails_is_run_again_until_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pause, "FIRST_PAUSE_S", 0.0)
    outcomes: list[Exception | None] = [RuntimeError("one"), OSError("two"), RuntimeError("three"), None]

    async def run() -> None:
        outcome = outcomes.pop(0)
        if outcome is not None:
            raise outcome

    await Tasks().supervise("test", run)
    assert outcomes == []


async def test_a_task_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pause, "FIRST_PAUSE_S", 0.0)
    began = asyncio.Event()
    times = 0

    async def run() -> None:
        nonlocal times
        times += 1
        if times < 3:
            raise RuntimeError("not yet")
        began.set()
        await asyncio.Event().wait()

    supervised = asyncio.create_task(Tasks().supervise("test", run))
    await began.wait()
    supervised.cancel()
    with pytest.raises(asyncio.CancelledError):
        await supervised
    assert times == 3


def test_pauses_grow_up_to_a_limit() -> None:
    longest = [max(pause.pause_after(failures) for _ in range(50)) for failures in range(0, 40, 3)]
    assert all(later >= earlier or later > pause.LONGEST_PAUSE_S / 2 for earlier, later in pairwise(longest))
    assert min(longest) > 0
    assert max(longest) <= pause.LONGEST_PAUSE_S


def parcel(key: str, person: str, payload: str | None = None) -> Parcel:
    said = to_json(content(paragraph(key)))
    return Parcel(key, "direct", "room", f"room:{person}", Lane.URGENT, said if payload is None else payload)


async def put(world: World, *parcels: Parcel) -> None:
    async def work(tx: Any) -> None:
        for one in parcels:
            await outbox.put(tx, one)

    await world.database.write(work)


async def until(world: World, condition: Callable[[], bool]) -> None:
    """Let the bot work, and time pass, until something holds."""
    async with asyncio.timeout(20):
        while not condition():
            await world.database.read(lambda tx: tx.value("SELECT 1"))
            world.clock.advance(timedelta(seconds=1))


def said_to(room: RoomChat, person: str) -> list[str]:
    return [message.text for message in room.seen(person, "bot")]


async def test_the_same_key_is_sent_once(room: RoomChat) -> None:
    await put(room.world, parcel("hallo", "ouder"), parcel("hallo", "ouder"))
    await room.settled()
    await put(room.world, parcel("hallo", "ouder"))
    await room.settled()
    assert said_to(room, "ouder") == ["hallo"]


async def test_what_goes_to_one_person_comes_in_order(room: RoomChat) -> None:
    await put(room.world, *(parcel(str(number), "ouder") for number in range(30)))
    await room.settled()
    assert said_to(room, "ouder") == [str(number) for number in range(30)]


async def test_what_came_too_late_is_not_sent_and_its_words_are_not_kept(room: RoomChat) -> None:
    now = room.world.clock.now()
    late = replace(parcel("late", "ouder"), expires_at=now)
    tried = replace(parcel("tried", "ouder"), expires_at=now)
    in_time = replace(parcel("in time", "ouder"), expires_at=now + timedelta(hours=1))

    async def work(tx: Tx) -> None:
        await outbox.put(tx, late, tried, in_time)
        await tx.execute("UPDATE outbox SET state = 'claimed', claimed_at = ? WHERE key = 'tried'", (to_text(now),))

    await room.world.database.write(work)
    await room.settled()
    assert said_to(room, "ouder") == ["in time"]
    rows = await room.world.database.read(lambda tx: tx.all("SELECT state, payload FROM outbox ORDER BY id"))
    assert [tuple(row) for row in rows] == [("expired", ""), ("expired", ""), ("sent", "")]


async def test_a_parcel_that_cannot_be_delivered_keeps_no_other_waiting(room: RoomChat) -> None:
    await put(room.world, parcel("1", "nobody"), parcel("2", "ouder"))
    await room.settled()
    assert said_to(room, "ouder") == ["2"]


async def test_a_parcel_that_cannot_even_be_read_keeps_no_other_waiting(room: RoomChat) -> None:
    await put(room.world, parcel("1", "ouder", "nonsense"), parcel("2", "jongere"), parcel("3", "jongere"))
    await until(room.world, lambda: said_to(room, "jongere") == ["2", "3"])
