"""A platform's own calendar: in step with the open cards, whatever goes wrong with it, and no card waits for it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.api.errors import Gone, PlatformError, Refused, RetryLater
from bot.domain.session import SessionState
from bot.domain.subject import Subject
from bot.testing.looking import card
from bot.testing.room_chat import RoomChat
from bot.testing.world import World, config_in
from storage import cards, communities, happenings, sessions
from tests.support.calendar_room import CalendarRoom
from tests.support.story import announce, cancel, change, make_session, submit_idea

SESSION = "session:1"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A community whose room has a calendar."""
    world = World(config_in(tmp_path))
    world.room.close()
    world.room = CalendarRoom(world.room.settings, world.clock.monotonic)
    await world.start()
    yield world
    await world.close()


@pytest.fixture
def calendar(world: World) -> CalendarRoom:
    """The room of `world`, for its calendar."""
    assert isinstance(world.room, CalendarRoom)
    return world.room


async def rows(world: World) -> int:
    return int(await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM happening")))


async def announced(world: World, number: int) -> None:
    """Want the card of a session, as announcing it does."""

    async def work(tx: Any) -> None:
        await sessions.set_state(tx, number, SessionState.ANNOUNCED)
        [channel] = await communities.channels_for(tx, 1, "announcements")
        await cards.post(tx, Subject("session", number), [channel.id])

    await world.database.write(work)


async def repost(room: RoomChat) -> None:
    await room.say("moderator", "/sessie opnieuw 1", to="moderation")
    await room.settled()


async def test_an_announced_session_is_in_the_calendar(room: RoomChat, calendar: CalendarRoom) -> None:
    await announce(room)
    assert calendar.shown == {
        SESSION: ["aankondigingen", "Wat als… (vervolg)", "2026-10-09T10:00:00+02:00", "Utrecht en online"]
    }


async def test_the_calendar_follows_a_session_that_changes(room: RoomChat, calendar: CalendarRoom) -> None:
    await announce(room)
    await change(room, place="Amersfoort")
    assert calendar.shown[SESSION][3] == "Amersfoort en online"


async def test_what_has_no_moment_is_not_asked_of_the_calendar(
    room: RoomChat, calendar: CalendarRoom, world: World
) -> None:
    await room.react("ouder", await submit_idea(room), "👍")
    await room.settled()
    assert calendar.asked == []
    assert await rows(world) == 0


async def test_a_cancelled_session_leaves_the_calendar(room: RoomChat, calendar: CalendarRoom, world: World) -> None:
    await announce(room)
    await cancel(room)
    assert calendar.shown == {}
    assert await rows(world) == 0


async def test_a_session_that_is_over_leaves_the_calendar(room: RoomChat, calendar: CalendarRoom) -> None:
    await announce(room)
    await room.later(timedelta(days=50))
    assert calendar.shown == {}


@pytest.mark.parametrize("how", ["deleted", "buried"])
async def test_a_card_that_is_posted_anew_keeps_its_place_in_the_calendar(
    room: RoomChat, calendar: CalendarRoom, how: str
) -> None:
    shown = await announce(room)
    calendar.asked.clear()
    if how == "deleted":
        await room.delete(shown)
        await room.settled()
    else:
        await repost(room)
    assert card(room).ref != shown.ref
    assert list(calendar.shown) == [SESSION]
    await cancel(room)
    assert calendar.shown == {}


async def test_a_card_that_is_gone_for_good_leaves_the_calendar(
    room: RoomChat, calendar: CalendarRoom, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(world.registry.by_subject["session"]), "reposts", False)
    await room.delete(await announce(room))
    await room.settled()
    assert calendar.shown == {}
    assert await rows(world) == 0


async def test_a_card_that_cannot_be_posted_anew_leaves_the_calendar(
    room: RoomChat, calendar: CalendarRoom, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await announce(room)

    async def refused(*args: object) -> str:
        raise Refused("not here")

    monkeypatch.setattr(world.room, "send", refused)
    await room.delete(shown)
    await room.settled()
    assert calendar.shown == {}


@pytest.mark.parametrize("error", [PlatformError("down"), RetryLater(30)])
async def test_a_card_does_not_wait_for_a_calendar_that_fails(
    room: RoomChat, calendar: CalendarRoom, error: PlatformError
) -> None:
    calendar.fails = [error] * 3
    shown = await announce(room)
    await room.react("ouder", shown, "📍")
    await room.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(room).text
    await room.later(timedelta(minutes=5))
    assert list(calendar.shown) == [SESSION]
    assert calendar.fails == []


@pytest.mark.parametrize("error", [Refused("not allowed"), Gone("not allowed")])
async def test_a_refusal_is_logged_once_and_tried_again_with_the_next_change(
    room: RoomChat, calendar: CalendarRoom, error: PlatformError
) -> None:
    calendar.fails = [error] * 2
    with structlog.testing.capture_logs() as logged:
        await room.react("ouder", await announce(room), "📍")
        await room.settled()
        await room.react("jongere", card(room), "📍")
        await room.settled()
    assert [entry["error"] for entry in logged if entry["event"] == "calendar_refused"] == ["not allowed"]
    assert list(calendar.shown) == [SESSION]


async def test_what_the_calendar_refuses_to_let_go_is_let_be(
    room: RoomChat, calendar: CalendarRoom, world: World
) -> None:
    await announce(room)
    calendar.fails = [Refused("not allowed")]
    await cancel(room)
    assert await rows(world) == 0


async def test_one_broken_card_keeps_no_other_from_the_calendar(
    room: RoomChat, calendar: CalendarRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = calendar.keep_happening

    async def broken(channel_ref: str, key: str, *more: object) -> None:
        if key == SESSION and "session:2" not in calendar.shown:
            raise RuntimeError("nobody thought of this")
        await whole(channel_ref, key, *more)

    monkeypatch.setattr(calendar, "keep_happening", broken)
    await make_session(room)
    await make_session(room, title="De tweede")
    for number in (1, 2):
        await announced(room.world, number)
    await room.settled()
    assert list(calendar.shown) == ["session:2", SESSION]


async def test_what_waits_for_a_channel_where_the_bot_cannot_work_is_not_tried(
    room: RoomChat, calendar: CalendarRoom, world: World
) -> None:
    await announce(room)
    await world.database.write(lambda tx: tx.execute("UPDATE channel SET away = 1"))
    await room.say("moderator", '/sessie afzeggen 1 "geen zaal"', to="moderation")
    await room.settled()
    now = world.clock.now()
    assert await world.database.read(lambda tx: happenings.to_keep(tx, "room", now, 9)) == []


async def test_a_room_without_a_calendar_keeps_no_rows(tmp_path: Path) -> None:
    world = World(config_in(tmp_path / "plain"))
    (tmp_path / "plain").mkdir(exist_ok=True)
    await world.start()
    await announce(RoomChat(world))
    assert await rows(world) == 0
    await world.close()
