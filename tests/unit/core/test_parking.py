"""When a command breaks in a way nobody thought of: a friendly answer, a number, and another try later."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot import __version__
from bot.core import intake
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import intake as kept
from tests.support.story import announce, card, last
from tests.unit.core.example_cog.cog import Example

NUMBER = re.compile(r"\b[0-9a-f]{6}\b")


async def parked(world: World) -> list[tuple[str, str]]:
    rows = await world.database.read(lambda tx: tx.all("SELECT reference, payload FROM parked_event ORDER BY id"))
    return [(row["reference"], row["payload"]) for row in rows]


async def broken(room: RoomChat, example: Example) -> str:
    """Let a command break; return the number that was told."""
    example.broken = True
    await room.say("ouder", "/proef stuk eieren", to="bot")
    await room.settled()
    found = NUMBER.search(last(room, "ouder", "bot").text)
    assert found is not None
    return found[0]


async def upgrade(room: RoomChat, monkeypatch: pytest.MonkeyPatch, version: str = "99.0") -> None:
    await room.stop_bot()
    monkeypatch.setattr(intake, "__version__", version)
    await room.start_bot()
    await room.settled()


async def much_later(room: RoomChat, by: timedelta) -> None:
    """Let time pass while the bot is stopped; when it starts it looks what need not be kept."""
    await room.stop_bot()
    await room.later(by)
    await room.start_bot()
    await room.settled()


async def test_the_answer_is_friendly_and_has_the_number_it_is_kept_under(room: RoomChat, example: Example) -> None:
    number = await broken(room, example)
    said = last(room, "ouder", "bot")
    assert "Er ging iets mis bij ons. Het ligt niet aan jou." in said.text
    assert "RuntimeError" not in said.text
    assert said.private
    [(reference, payload)] = await parked(room.world)
    assert reference == number
    assert "/proef stuk eieren" in payload


async def test_what_else_happened_goes_on(room: RoomChat, example: Example) -> None:
    shown = await announce(room)
    example.broken = True
    await room.react("jongere", shown, "📍")
    await room.say("ouder", "/proef stuk eieren", to="bot")
    await room.say("jongere", "/proef kiezen red", to="bot")
    await room.react("ouder", shown, "💻")
    await room.settled()
    assert len(await parked(room.world)) == 1
    assert example.ran == ["red"]
    assert card(room).reactions == {"📍": 1, "💻": 1}
    assert "📍 Ik kom naar Utrecht: 1" in card(room).text
    assert "💻 Ik doe online mee: 1" in card(room).text


async def test_the_same_program_does_not_try_again(room: RoomChat, example: Example) -> None:
    await broken(room, example)
    example.broken = False
    await room.stop_bot()
    await room.start_bot()
    await room.settled()
    assert example.ran == []
    assert len(await parked(room.world)) == 1


async def test_a_better_program_tries_again_once(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    await broken(room, example)
    example.broken = False
    await upgrade(room, monkeypatch)
    assert example.ran == ["eieren"]
    assert await parked(room.world) == []
    await upgrade(room, monkeypatch, "99.1")
    assert example.ran == ["eieren"]


async def test_what_still_breaks_stays_under_the_number_people_know(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await broken(room, example)
    await upgrade(room, monkeypatch)
    assert [reference for reference, _ in await parked(room.world)] == [number]


async def test_a_broken_button_press_can_be_pressed_again(room: RoomChat, example: Example) -> None:
    await room.say("ouder", "/proef stuk", to="bot")
    await room.settled()
    form = room.form("ouder")
    assert form is not None
    example.broken = True
    await room.fill_in("ouder", form, {"text": "eieren"})
    await room.settled()
    assert NUMBER.search(last(room, "ouder", "bot").text)
    example.broken = False
    await room.fill_in("ouder", form, {"text": "eieren"})
    await room.settled()
    assert example.ran == ["eieren"]


async def test_a_broken_command_leaves_nothing_half_done(
    room: RoomChat, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def keep_and_break(*_: object) -> None:
        raise RuntimeError("after it was kept")

    monkeypatch.setattr("storage.cards.post", keep_and_break)
    await room.say("jongere", "/watals", to="bot")
    await room.settled()
    form = room.form("jongere")
    assert form is not None
    await room.fill_in("jongere", form, {"what_if": "we luisteren?", "now": "Niemand luistert."})
    await room.settled()
    await room.press("jongere", last(room, "jongere", "bot"), "confirm")
    await room.settled()
    assert NUMBER.search(last(room, "jongere", "bot").text)
    assert await room.world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM idea")) == 0


async def test_what_was_typed_is_forgotten_when_nobody_waits_for_it_any_more(room: RoomChat, example: Example) -> None:
    await broken(room, example)
    await much_later(room, timedelta(days=29))
    assert len(await parked(room.world)) == 1
    await much_later(room, timedelta(days=2))
    assert await parked(room.world) == []


async def test_a_reaction_that_could_not_be_settled_is_not_forgotten(room: RoomChat) -> None:
    async def keep(tx: Any) -> None:
        payload = 'Reacted {"event_id": "typed"}'
        await kept.park(tx, kept.Parked(0, "room", "e", payload, "broken", "abc123"), __version__, room.now)

    await room.world.database.write(keep)
    await much_later(room, timedelta(days=365))
    assert len(await parked(room.world)) == 1
