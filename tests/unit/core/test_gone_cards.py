"""Cards that somebody deleted come back once; cards that are retired go, whatever the bot was doing; threads."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.api.errors import Gone, PlatformError, Refused, RetryLater
from bot.testing.looking import card
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import cards
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.things import THING, post, want


@pytest.fixture
def room(world: World) -> RoomChat:
    """The room of the community with the example cog."""
    return RoomChat(world)


async def change(room: RoomChat, example: Example, words: str) -> None:
    """Let the things be different from now on."""
    example.words = words
    await room.world.database.write(lambda tx: cards.touch(tx, [THING]))


async def retire(room: RoomChat) -> None:
    await room.world.database.write(lambda tx: cards.retire(tx, THING))


async def states(room: RoomChat) -> list[str]:
    rows = await room.world.database.read(lambda tx: tx.all("SELECT state FROM card WHERE kind = 'thing' ORDER BY id"))
    return [row["state"] for row in rows]


def on_show(room: RoomChat) -> list[str]:
    return [message.text for message in room.seen("ouder") if message.by_bot]


def wrapped(
    room: RoomChat, monkeypatch: pytest.MonkeyPatch, method: str, before: Callable[[], Awaitable[None]]
) -> None:
    """Let something happen once, before the platform is asked for something."""
    whole = getattr(room.world.room, method)
    waiting = [before]

    async def asked(*args: Any) -> Any:
        if waiting:
            await waiting.pop()()
        return await whole(*args)

    monkeypatch.setattr(room.world.room, method, asked)


def raising(error: PlatformError) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        raise error

    return work


async def test_a_deleted_card_comes_back_once(room: RoomChat) -> None:
    shown = await post(room)
    await room.delete(shown)
    await room.settled()
    assert on_show(room) == ["Ding 1: nieuw"]
    assert card(room).ref != shown.ref
    assert card(room).offered == ("👍",)
    assert await states(room) == ["gone", "open"]
    await room.stop_bot()
    await room.start_bot(after_gap=True)
    await room.settled()
    assert await states(room) == ["gone", "open"]


async def test_one_deleted_while_the_bot_was_away_is_found_gone_by_comparing(room: RoomChat) -> None:
    shown = await post(room)
    await room.stop_bot()
    await room.delete(shown)
    await room.start_bot(after_gap=True)
    await room.settled()
    assert on_show(room) == ["Ding 1: nieuw"]
    assert await states(room) == ["gone", "open"]


async def test_one_found_gone_by_an_edit_comes_back_as_it_should_be_now(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await post(room)

    async def somebody_deletes_it() -> None:
        room.world.room.remove(shown.ref)

    wrapped(room, monkeypatch, "edit", somebody_deletes_it)
    await change(room, example, "anders")
    await room.settled()
    assert on_show(room) == ["Ding 1: anders"]
    assert await states(room) == ["gone", "open"]


async def test_a_closed_card_that_was_deleted_stays_away(room: RoomChat) -> None:
    shown = await post(room)
    await room.world.database.write(lambda tx: cards.close(tx, THING))
    await room.settled()
    await room.delete(shown)
    await room.settled()
    assert on_show(room) == []
    assert await states(room) == ["gone"]


async def test_a_retired_card_is_taken_away_and_stays_away(room: RoomChat) -> None:
    await post(room)
    await retire(room)
    await room.settled()
    assert on_show(room) == []
    await room.stop_bot()
    await room.start_bot(after_gap=True)
    await room.settled()
    assert on_show(room) == []
    assert await states(room) == ["gone"]


async def test_one_that_is_retired_before_it_was_posted_is_never_posted(room: RoomChat) -> None:
    await room.stop_bot()
    await room.start_bot()

    async def work(tx: Any) -> None:
        channel = await tx.value("SELECT id FROM channel WHERE ref = 'aankondigingen'")
        await cards.post(tx, THING, [channel])
        await cards.retire(tx, THING)

    await room.world.database.write(work)
    await room.settled()
    assert not any(message.key == "card:1" for message in room.world.room.timeline.state.messages.values())
    assert await states(room) == ["gone"]


@pytest.mark.parametrize("method", ["send", "open_thread", "react"])
async def test_one_that_is_retired_while_it_is_posted_is_taken_away(
    room: RoomChat, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    wrapped(room, monkeypatch, method, lambda: retire(room))
    await want(room)
    await room.settled()
    assert on_show(room) == []
    assert await states(room) == ["gone"]


async def test_one_that_is_retired_between_claim_and_drawing_is_taken_away(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = cards.claim

    async def claimed_and_retired(tx: Any, *args: Any) -> None:
        await claim(tx, *args)
        await cards.retire(tx, THING)

    monkeypatch.setattr(cards, "claim", claimed_and_retired)
    await want(room)
    await room.settled()
    assert on_show(room) == []
    assert await states(room) == ["gone"]


async def test_one_that_was_posted_but_not_recorded_is_found_and_taken_away(
    room: RoomChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(cards, "record_post", raising_anything)
        await want(room)
        async with asyncio.timeout(20):
            while not on_show(room):
                await room.world.database.read(lambda tx: tx.value("SELECT 1"))
        await retire(room)
    await room.settled()
    assert on_show(room) == []
    assert await states(room) == ["gone"]


async def raising_anything(*args: Any) -> None:
    raise OSError("the disk is full")


async def test_one_that_is_deleted_and_retired_at_once_stays_away(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await post(room)

    async def both() -> None:
        await retire(room)
        raise Gone(f"there is no message {shown.ref}")

    wrapped(room, monkeypatch, "edit", both)
    await change(room, example, "anders")
    await room.settled()
    assert await states(room) == ["gone"]


async def test_a_card_is_shown_where_there_can_be_no_thread(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    async def refusing(*_: object) -> str:
        nonlocal asked
        asked += 1
        raise Refused("no threads here")

    monkeypatch.setattr(room.world.room, "open_thread", refusing)
    shown = await post(room)
    assert shown.offered == ("👍",)
    for words in ("anders", "weer anders"):
        await change(room, example, words)
        await room.settled()
    assert on_show(room) == ["Ding 1: weer anders"]
    assert await states(room) == ["open"]
    assert asked == 1
    assert await room.world.database.read(lambda tx: cards.threads_of(tx, THING)) == []


@pytest.mark.parametrize("error", [RetryLater(5), PlatformError("no answer")], ids=["later", "error"])
@pytest.mark.parametrize("method", ["open_thread", "react"])
async def test_a_card_that_was_put_off_after_it_was_posted_shows_what_changed_meanwhile(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch, method: str, error: PlatformError
) -> None:
    async def changed_and_put_off() -> None:
        await change(room, example, "anders")
        raise error

    wrapped(room, monkeypatch, method, changed_and_put_off)
    shown = await post(room)
    assert on_show(room) == ["Ding 1: anders"]
    assert shown.offered == ("👍",)
    assert [one.ref for one in await room.world.database.read(lambda tx: cards.threads_of(tx, THING))] == [
        room.thread(shown)
    ]


@pytest.mark.parametrize("state", ["uncertain", "failed"])
async def test_a_card_that_was_given_up_is_taken_away_where_it_stands_and_posted_anew(
    room: RoomChat, state: str
) -> None:
    shown = await post(room)
    database = room.world.database
    card_id = await database.read(lambda tx: tx.value("SELECT MAX(id) FROM card"))
    await database.write(lambda tx: tx.execute("UPDATE card SET message_ref = NULL WHERE id = ?", (card_id,)))
    await database.write(lambda tx: cards.give_up(tx, card_id, state, "nobody knows"))
    await retire(room)
    await want(room)
    await room.settled()
    assert on_show(room) == ["Ding 1: nieuw"]
    assert card(room).ref != shown.ref
    assert await states(room) == ["gone", "open"]
