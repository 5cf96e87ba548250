"""A room to talk with one person alone: the bot says nothing in it before it is what it is to be."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.api.errors import RetryLater
from bot.platforms.matrix import rooms as known_rooms
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.rooms import Rooms

ME, OUDER, ROOM = "@watals:a", "@ouder:a", "!direct:a"
CREATE: dict[str, Any] = {"type": "m.room.create", "state_key": "", "sender": ME, "content": {"room_version": "11"}}
ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


async def made(rooms: Rooms, *, encrypted: bool) -> "asyncio.Task[str]":
    """Let a homeserver make a room; return the bot's asking for it, which waits to hear of the room."""
    done = asyncio.Event()

    async def call(method: str, path: str, body: object = None) -> dict[str, str]:
        done.set()
        return {"room_id": ROOM}

    client = cast("Client", SimpleNamespace(call=call, account=SimpleNamespace(user_id=ME)))
    asking = asyncio.create_task(Directs(client, rooms, encrypted=encrypted).room_with(OUDER, asked=True))
    await done.wait()
    return asking


async def goes_on(asking: "asyncio.Task[str]") -> bool:
    """Whether who asked is answered, once everybody had their turn."""
    for _ in range(20):
        await asyncio.sleep(0)
    return asking.done()


async def test_a_room_that_is_told_of_in_parts_is_not_talked_in_before_it_is_encrypted() -> None:
    rooms = Rooms()
    asking = await made(rooms, encrypted=True)
    assert not await goes_on(asking)
    rooms.apply(ROOM, [CREATE])
    assert not await goes_on(asking)
    rooms.apply(ROOM, [ENCRYPTION])
    assert await asking == ROOM


async def test_a_room_that_is_not_to_be_encrypted_is_there_when_it_is_told_of() -> None:
    rooms = Rooms()
    asking = await made(rooms, encrypted=False)
    assert not await goes_on(asking)
    rooms.apply(ROOM, [CREATE])
    assert await asking == ROOM


async def test_a_room_of_which_nothing_is_heard_is_asked_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_rooms, "ARRIVES_WITHIN_S", 0.01)
    rooms = Rooms()
    asking = await made(rooms, encrypted=True)
    rooms.apply(ROOM, [CREATE])
    with pytest.raises(RetryLater):
        await asking
