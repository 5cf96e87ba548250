"""Previews: nothing happens before a yes, and after it things happen once."""

from datetime import timedelta

import pytest

from bot.testing.chat import Seen
from bot.testing.looking import with_button
from bot.testing.room_chat import RoomChat
from storage import communities
from tests.support.story import announce, cancel, last
from tests.unit.core.example_cog.cog import Example


async def previewed(room: RoomChat, text: str = "iets") -> Seen:
    await room.say("ouder", f"/proef bekijken {text}", to="bot")
    await room.settled()
    preview = last(room, "ouder", "bot")
    assert preview.buttons == ("confirm", "cancel")
    return preview


async def press(room: RoomChat, preview: Seen, button: str, person: str = "ouder") -> None:
    await room.press(person, preview, button)
    await room.settled()


def now(room: RoomChat, message: Seen) -> Seen:
    return next(seen for seen in room.seen("ouder", "bot") if seen.ref == message.ref)


async def test_a_preview_shows_what_would_happen_and_does_nothing(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    assert preview.text == "Dit wordt bewaard: iets"
    assert preview.private
    assert example.ran == []


async def test_a_yes_makes_it_happen_and_takes_the_buttons_away(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    await press(room, preview, "confirm")
    assert example.ran == ["iets"]
    assert now(room, preview).buttons == ()
    assert last(room, "ouder", "bot").text == "Het is bewaard."


async def test_pressing_twice_does_it_once(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    await room.press("ouder", preview, "confirm")
    await room.press("ouder", preview, "confirm")
    await room.settled()
    await press(room, preview, "confirm")
    assert example.ran == ["iets"]
    assert "al gebruikt" in last(room, "ouder", "bot").text


async def test_a_no_ends_it(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    await press(room, preview, "cancel")
    assert now(room, preview).buttons == ()
    await press(room, preview, "confirm")
    assert example.ran == []


async def test_nobody_else_can_say_yes(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    await press(room, preview, "confirm", "moderator")
    assert example.ran == []
    assert now(room, preview).buttons == ("confirm", "cancel")
    await press(room, preview, "confirm")
    assert example.ran == ["iets"]


async def test_a_yes_can_come_a_day_later_at_most(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    await room.world.later(timedelta(hours=25))
    await press(room, preview, "confirm")
    assert example.ran == []
    assert "verlopen" in last(room, "ouder", "bot").text


async def test_a_preview_outlives_a_restart_of_the_bot(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    await room.stop_bot()
    await room.start_bot()
    await press(room, preview, "confirm")
    assert example.ran == ["iets"]


async def test_what_cannot_be_after_all_is_said_and_can_be_tried_again(room: RoomChat, example: Example) -> None:
    preview = await previewed(room, '"te laat"')
    await press(room, preview, "confirm")
    assert "Het geheel is mis." in last(room, "ouder", "bot").text
    assert example.ran == []
    assert now(room, preview).buttons == ("confirm", "cancel")


async def test_a_button_that_does_not_go_with_a_preview_does_nothing(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    await press(room, preview, "back")
    await press(room, preview, "next")
    assert example.ran == []


async def test_two_previews_of_one_person_are_apart(room: RoomChat, example: Example) -> None:
    first = await previewed(room, "eerst")
    second = await previewed(room, "daarna")
    await press(room, second, "confirm")
    await press(room, first, "confirm")
    assert example.ran == ["daarna", "eerst"]


async def test_a_preview_that_is_opened_again_is_the_same_one(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    await press(room, preview, "open")
    again = last(room, "ouder", "bot")
    assert (again.text, again.buttons) == (preview.text, preview.buttons)
    assert again.ref != preview.ref
    assert example.ran == []
    await press(room, again, "confirm")
    await press(room, preview, "confirm")
    assert example.ran == ["iets"]


async def test_nobody_else_can_open_a_preview_again(room: RoomChat) -> None:
    preview = await previewed(room)
    await press(room, preview, "open", "moderator")
    with pytest.raises(AssertionError, match="sees no button"):
        with_button(room, "moderator", "confirm")


async def test_a_preview_of_what_cannot_be_any_more_says_so(room: RoomChat) -> None:
    await announce(room)
    await room.say("moderator", "/sessie afzeggen 1 geen zaal", to="moderation")
    await room.settled()
    preview = last(room, "moderator", "moderation")
    await cancel(room)
    await press(room, preview, "open", "moderator")
    assert "is al afgezegd" in last(room, "moderator", "moderation").text


async def test_what_would_be_done_at_once_by_now_is_not_done_by_looking(room: RoomChat, example: Example) -> None:
    preview = await previewed(room)
    example.asks_first = False
    await press(room, preview, "open")
    assert "verlopen of al gebruikt" in last(room, "ouder", "bot").text
    assert (await room.world.database.read(lambda tx: communities.setting(tx, 1, "done"))) is None


async def test_an_expired_preview_cannot_be_opened_again(room: RoomChat) -> None:
    preview = await previewed(room)
    await room.world.later(timedelta(hours=25))
    await press(room, preview, "open")
    assert "verlopen" in last(room, "ouder", "bot").text
