"""Comparing with the platform: a reading that fails changes nothing, and is done again."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from datetime import timedelta
from typing import Any, cast

import pytest

from bot.api.errors import PlatformError
from bot.api.events import Author, Batch, StandingReaction, Unreacted
from bot.api.platform import Platform
from bot.core.reconcile import Reconciler
from bot.core.steps import no_step
from bot.testing.room_chat import RoomChat
from bot.testing.world import World, open_cards
from tests.support.story import announce, card

Pages = AsyncIterator[Sequence[StandingReaction]]


class Torn:
    """A platform whose second page of reactions does not come, for one message."""

    name = "room"

    def __init__(self, world: World, message_ref: str) -> None:
        self._whole = world.room.reactions
        self._torn = message_ref

    async def reactions(self, message_ref: str) -> Pages:
        async for page in self._whole(message_ref):
            yield page[:1] if message_ref == self._torn else page
        if message_ref == self._torn:
            raise PlatformError("the second page did not come")


class Slow:
    """A platform on which something happens between the reading of reactions and what follows from it."""

    name = "room"

    def __init__(self, world: World, standing: Sequence[StandingReaction], happens: Batch) -> None:
        self._world = world
        self._standing = standing
        self._happens = happens

    async def reactions(self, message_ref: str) -> Pages:
        yield [one async for page in self._world.room.reactions(message_ref) for one in page]
        yield self._standing
        await self._world.app.intake.take(self._happens)


def reconciler(world: World, platform: Torn | Slow) -> Reconciler:
    return Reconciler(world.database, cast("Platform", platform), world.app.settling, world.clock, no_step)


async def statements(world: World) -> list[tuple[Any, ...]]:
    rows = await world.database.read(lambda tx: tx.all("SELECT * FROM statement ORDER BY account_key, source"))
    return [tuple(cast("Any", row)) for row in rows]


async def test_a_page_that_does_not_come_changes_nothing(room: RoomChat) -> None:
    shown = await announce(room)
    await room.react("ouder", shown, "📍")
    await room.react("jongere", shown, "💻")
    await room.settled()
    before = await statements(room.world)
    [stored] = await room.world.database.read(open_cards)
    with pytest.raises(PlatformError):
        await reconciler(room.world, Torn(room.world, shown.ref)).reconcile(stored)
    assert await statements(room.world) == before
    await room.settled()
    assert "📍 Ik kom naar Utrecht: 1\n💻 Ik doe online mee: 1" in card(room).text


async def test_a_card_that_cannot_be_read_keeps_no_other_waiting(
    room: RoomChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await announce(room)
    second = await announce(room, 2)
    await room.stop_bot()
    await room.react("ouder", first, "📍")
    await room.react("ouder", second, "📍")
    monkeypatch.setattr(room.world.room, "reactions", Torn(room.world, first.ref).reactions)
    await room.start_bot(after_gap=True)
    await room.settled()
    texts = {message.ref: message.text for message in room.seen("ouder")}
    assert "📍 Ik kom naar Utrecht: 0" in texts[first.ref]
    assert "📍 Ik kom naar Utrecht: 1" in texts[second.ref]


async def test_many_cards_are_compared_some_at_a_time_the_newest_first(
    room: RoomChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.core.reconcile.TOGETHER", 2)
    shown = [await announce(room, number) for number in (1, 2, 3, 4, 5)]
    await room.stop_bot()
    for message in shown:
        await room.react("ouder", message, "📍")
    whole, read = room.world.room.reactions, list[str]()

    async def reading(message_ref: str) -> Pages:
        read.append(message_ref)
        async for page in whole(message_ref):
            yield page

    monkeypatch.setattr(room.world.room, "reactions", reading)
    await room.start_bot(after_gap=True)
    await room.settled()
    assert read == [message.ref for message in reversed(shown)]
    texts = {message.ref: message.text for message in room.seen("ouder")}
    assert all("📍 Ik kom naar Utrecht: 1" in texts[message.ref] for message in shown)
    await room.later(timedelta(minutes=16))
    assert sorted(read) == sorted(2 * [message.ref for message in shown]), "now and then all are compared again"


async def test_a_card_that_could_not_be_read_is_read_again(room: RoomChat, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = await announce(room)
    await room.stop_bot()
    await room.react("ouder", shown, "📍")
    whole = room.world.room.reactions
    readings = 0

    async def fails_once(message_ref: str) -> Pages:
        nonlocal readings
        readings += 1
        if readings == 1:
            raise PlatformError("not now")
        async for page in whole(message_ref):
            yield page

    monkeypatch.setattr(room.world.room, "reactions", fails_once)
    await room.start_bot(after_gap=True)
    assert "📍 Ik kom naar Utrecht: 0" in card(room).text
    async with asyncio.timeout(20):
        while "📍 Ik kom naar Utrecht: 1" not in card(room).text:
            await room.world.later(timedelta(minutes=1))


async def test_nobody_is_asked_about_choices_whose_order_is_still_on_its_way(
    room: RoomChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await announce(room)
    await room.stop_bot()
    await room.react("ouder", shown, "📍")
    await room.react("ouder", shown, "❌")
    compared = asyncio.Event()
    happened = room.world.room.batches

    async def batches(cursor: str | None) -> AsyncGenerator[Batch]:
        await compared.wait()
        async for batch in happened(cursor):
            yield batch

    monkeypatch.setattr(room.world.room, "batches", batches)
    await room.start_bot()
    [asked] = await room.world.database.read(lambda tx: tx.all("SELECT key FROM outbox WHERE key LIKE 'undecided:%'"))
    assert "ouder" in str(asked["key"])
    compared.set()
    await room.settled()
    assert "❌ Ik kan niet: 1" in card(room).text
    assert not room.seen("ouder", "bot")


MISSED = StandingReaction(Author("room:ouder", "Ouder"), "📍", "missed")
"""A reaction that is there by one reading, and not by the room's own after it."""


@pytest.mark.parametrize(
    "meanwhile",
    [Batch("room", [Unreacted("u", "room:ouder", "missed")]), Batch("room", [], gap=True)],
    ids=["taken back", "may be taken back"],
)
async def test_what_may_have_changed_while_it_was_read_is_read_again(room: RoomChat, meanwhile: Batch) -> None:
    await announce(room)
    await room.settled()
    [stored] = await room.world.database.read(open_cards)
    await reconciler(room.world, Slow(room.world, [MISSED], meanwhile)).reconcile(stored)
    await room.settled()
    assert "📍 Ik kom naar Utrecht: 0" in card(room).text


async def test_a_reading_that_nothing_came_between_is_done_with(room: RoomChat) -> None:
    await announce(room)
    await room.settled()
    [stored] = await room.world.database.read(open_cards)
    await reconciler(room.world, Slow(room.world, [MISSED], Batch("room", []))).reconcile(stored)
    await room.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(room).text
