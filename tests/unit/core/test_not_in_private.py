"""Who cannot be told in private is told otherwise where that can be, without their name, and hears why once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.api.content import content, paragraph, to_json
from bot.api.errors import OverBudget, PlatformError, Unreachable
from bot.api.platform import Outgoing
from bot.domain.tx import Tx
from bot.testing.chat import PEOPLE
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import outbox
from storage.outbox import Lane, Parcel
from tests.support.story import announce, last, open_form

SAID = "Ik kan je geen privébericht sturen".casefold()


@pytest.fixture
def closed(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, PlatformError]:
    """What goes wrong when these people are sent a direct message."""
    errors: dict[str, PlatformError] = {}
    whole = world.room.send_direct

    async def send(account_key: str, message: Outgoing, key: str) -> str:
        if account_key in errors:
            raise errors[account_key]
        return await whole(account_key, message, key)

    monkeypatch.setattr(world.room, "send_direct", send)
    return errors


def text(words: str) -> str:
    return to_json(content(paragraph(words)))


def to_all(key: str = "to all") -> Parcel:
    return Parcel(key, "post", "room", "aankondigingen", Lane.URGENT, text("Voor iedereen."))


def to(person: str, *, instead: Parcel | None = None, key: str = "") -> Parcel:
    return outbox.direct(key or f"to {person}", f"room:{person}", text(f"Voor {person}."), instead=instead)


async def put(world: World, *parcels: Parcel) -> None:
    await world.database.write(lambda tx: outbox.put(tx, *parcels))
    await world.settled()


async def states(world: World) -> dict[str, str]:
    rows = await world.database.read(lambda tx: tx.all("SELECT key, state FROM outbox"))
    return {row["key"]: row["state"] for row in rows}


def said(room: RoomChat, where: str = "announcements", person: str = "ouder") -> list[str]:
    return [message.text for message in room.seen(person, where) if message.by_bot and not message.private]


def closed_to(people: Iterable[str]) -> dict[str, PlatformError]:
    return {f"room:{person}": Unreachable("takes none") for person in people}


@pytest.mark.parametrize("error", [Unreachable("takes none"), OverBudget(3600)])
async def test_what_cannot_be_said_in_private_is_said_once_for_all(
    world: World, room: RoomChat, closed: dict[str, PlatformError], error: PlatformError
) -> None:
    closed.update({f"room:{person}": error for person in PEOPLE[:3]})
    await put(world, *(to(person, instead=to_all()) for person in PEOPLE))
    assert said(room) == ["Voor iedereen."]
    assert [said(room, "bot", person) for person in PEOPLE] == [[], [], [], ["Voor moderator."]]
    assert await states(world) == {
        "to ouder": "expired",
        "to jongere": "expired",
        "to professional": "expired",
        "to moderator": "sent",
        "to all": "sent",
    }


async def test_without_another_way_it_waits_for_the_budget(
    world: World, room: RoomChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, tried = world.room.send_direct, list[datetime]()

    async def send(*message: Any) -> str:
        tried.append(world.clock.now())
        if len(tried) == 1:
            raise OverBudget(60)
        return await whole(*message)

    monkeypatch.setattr(world.room, "send_direct", send)
    await put(world, to("ouder"))
    assert said(room, "bot") == ["Voor ouder."]
    assert tried[1] - tried[0] >= timedelta(seconds=60)


async def test_without_another_way_who_takes_none_gets_none(
    world: World, room: RoomChat, closed: dict[str, PlatformError]
) -> None:
    closed.update(closed_to(["ouder"]))
    await put(world, to("ouder"))
    assert await states(world) == {"to ouder": "failed"}
    assert said(room, "bot") == []
    assert said(room) == []


async def test_what_is_kept_instead_comes_back_as_it_was(world: World) -> None:
    async def work(tx: Tx) -> None:
        now = world.clock.now()
        whole = to("ouder", instead=to_all())
        await outbox.put(tx, whole)
        [queued] = await outbox.ready(tx, "room", now, 9)
        assert queued.parcel == whole
        assert await outbox.take_back(tx, "to ouder", now) == [whole]

    await world.database.write(work)


async def told(room: RoomChat, command: str, person: str = "ouder") -> str:
    await room.say(person, command)
    await room.settled()
    return last(room, person, "announcements").text.casefold()


async def test_somebody_hears_once_that_no_direct_message_arrives(
    world: World, room: RoomChat, closed: dict[str, PlatformError]
) -> None:
    assert SAID not in await told(room, "/sessie lijst")
    closed.update(closed_to(["ouder"]))
    await put(world, to("ouder", key="1"), to("ouder", key="2"))
    assert SAID not in await told(room, "/sessie lijst", "jongere")
    assert (await told(room, "/hulp")).count(SAID) == 1
    assert SAID not in await told(room, "/hulp")
    await put(world, to("ouder", key="3"))
    assert SAID not in await told(room, "/hulp")


async def test_who_closes_them_again_hears_it_again(
    world: World, room: RoomChat, closed: dict[str, PlatformError]
) -> None:
    for number in range(2):
        closed.update(closed_to(["ouder"]))
        await put(world, to("ouder", key=f"closed {number}"))
        assert SAID in await told(room, "/hulp")
        closed.clear()
        await put(world, to("ouder", key=f"open {number}"))


async def test_a_form_says_nothing_of_it_and_the_answer_after_it_does(
    world: World, room: RoomChat, closed: dict[str, PlatformError]
) -> None:
    await announce(room)
    closed.update(closed_to(["ouder"]))
    await put(world, to("ouder"))
    await room.say("ouder", "/aanmelden")
    await room.settled()
    await room.fill_in("ouder", open_form(room, "ouder"), {"choice": "maybe"})
    await room.settled()
    assert SAID in last(room, "ouder", "announcements").text.casefold()


async def test_who_writes_to_the_bot_alone_can_be_answered_there(
    world: World, room: RoomChat, closed: dict[str, PlatformError]
) -> None:
    closed.update(closed_to(["ouder"]))
    await put(world, to("ouder"))
    await room.say("ouder", "/hulp", to="bot")
    await room.settled()
    assert SAID not in last(room, "ouder", "bot").text.casefold()
    assert SAID not in await told(room, "/hulp")


async def test_a_long_answer_ends_with_it(world: World, room: RoomChat, closed: dict[str, PlatformError]) -> None:
    closed.update(closed_to(["ouder"]))
    await put(world, to("ouder"))
    await room.say("ouder", f"/onbekend {'wat dan ook ' * 160}")
    await room.settled()
    *before, end = [message.text.casefold() for message in room.seen("ouder") if message.by_bot]
    assert before
    assert SAID in end
    assert not any(SAID in part for part in before)
