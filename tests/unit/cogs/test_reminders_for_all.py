"""Reminders of people who cannot be told in private: one message beside the session's card, about nobody."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.api.errors import OverBudget, PlatformError, Unreachable
from bot.testing.chat import PEOPLE
from bot.testing.looking import card
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from tests.support.story import announce, change

# The session is on Friday 9 October 2026 from 10:00 to 12:00, in Utrecht and online.
DAY_BEFORE = datetime(2026, 10, 8, 10, 0, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))


BOTH_WAYS = pytest.mark.parametrize(
    "nobody_is_told", [Unreachable("takes none"), OverBudget(3600)], ids=["closed", "over budget"], indirect=True
)
CLOSED = pytest.mark.parametrize("nobody_is_told", [Unreachable("takes none")], ids=["closed"], indirect=True)


@pytest.fixture
def nobody_is_told(request: pytest.FixtureRequest, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can be sent a direct message."""
    error: PlatformError = request.param

    async def send(*message: Any) -> str:
        raise error

    monkeypatch.setattr(world.room, "send_direct", send)


async def all_come(room: RoomChat) -> None:
    shown = await announce(room)
    for person, emoji in zip(PEOPLE, "📍💻🤔📍", strict=True):
        await room.react(person, shown, emoji)
    await room.settled()


async def until(room: RoomChat, moment: datetime) -> None:
    await room.later(moment - room.now)


def beside_the_card(room: RoomChat) -> list[str]:
    said = [message for message in room.seen("ouder", room.thread(card(room))) if message.by_bot]
    assert not any(message.follow_ups for message in said), "a button is for one person"
    return [message.text for message in said]


@BOTH_WAYS
@pytest.mark.usefixtures("nobody_is_told")
async def test_one_message_stands_beside_the_card_for_all(room: RoomChat) -> None:
    await all_come(room)
    await until(room, DAY_BEFORE)
    [said] = beside_the_card(room)
    assert said.startswith("Morgen is “Wat als… (vervolg)”.")
    assert "📍 Waar: Utrecht en online" in said
    assert "/afmelden 1" in said
    assert not [person for person in PEOPLE if person in said.casefold()]
    assert not [words for words in ("liet weten", "misschien") if words in said.casefold()]


@CLOSED
@pytest.mark.usefixtures("nobody_is_told")
async def test_it_is_said_anew_when_the_session_moved(room: RoomChat) -> None:
    await all_come(room)
    await until(room, DAY_BEFORE)
    await change(room, day="za 10 okt")
    await until(room, DAY_BEFORE + timedelta(days=1))
    assert [said.partition(".")[0] for said in beside_the_card(room) if "Dit staat hier" in said] == [
        "Morgen is “Wat als… (vervolg)”"
    ] * 2


async def test_who_can_be_told_in_private_is_told_so_alone(room: RoomChat) -> None:
    await all_come(room)
    await until(room, DAY_BEFORE)
    assert beside_the_card(room) == []
    assert "Morgen is" in room.seen("ouder", "bot")[-1].text
