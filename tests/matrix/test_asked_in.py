"""The bot is asked in: to talk with one person alone, or into a room."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from bot.demo.homeserver import Homeserver
from storage import places
from tests.matrix.conftest import People
from tests.matrix.faults import FaultProxy, answered
from tests.matrix.world import MatrixWorld, config_in

pytestmark = pytest.mark.matrix
_NUMBERS = count(1)


@pytest.fixture
async def world(tmp_path: Path, homeserver: Homeserver) -> AsyncIterator[MatrixWorld]:
    world = MatrixWorld(config_in(tmp_path), homeserver, await homeserver.register(f"asked-in-{next(_NUMBERS)}"))
    await world.start()
    yield world
    await world.close()


async def test_the_bot_answers_in_the_conversation_that_a_person_began(world: MatrixWorld, people: People) -> None:
    anna = await people("anna")
    room = await anna.open_dm(world.bot.user_id)
    await anna.wait_for(
        lambda: (anna.state(room, "m.room.member", world.bot.user_id) or {}).get("membership") == "join"
    )
    asked = await anna.say(room, "!hulp")
    await anna.wait_for(lambda: [one for one in anna.messages(room) if one.sender == world.bot.user_id])
    await world.settled()
    await anna.look()
    assert not anna.invites
    question = anna.message(room, asked)
    assert question is not None
    assert not question.reactions


async def test_a_room_is_known_by_name_as_soon_as_the_bot_is_in_it(world: MatrixWorld, people: People) -> None:
    anna = await people("anna")
    room = await anna.create_room("Geheim overleg", invite=[world.bot.user_id])
    await anna.wait_for(
        lambda: (anna.state(room, "m.room.member", world.bot.user_id) or {}).get("membership") == "join"
    )
    await world.settled()
    assert await world.database.read(lambda tx: places.called(tx, "matrix", room)) == "Geheim overleg"


async def test_who_is_invited_to_read_an_answer_is_told_so_once_where_they_asked(
    world: MatrixWorld, people: People
) -> None:
    anna = await people("anna")
    room = await anna.create_room("Praten", invite=[world.bot.user_id])
    await anna.wait_for(lambda: world.bot.user_id in anna.rooms[room].members)
    first = await anna.say(room, "!hulp")
    await world.settled()
    second = await anna.say(room, "!idee lijst")
    await world.settled()
    told = await anna.wait_for(lambda: [one for one in anna.messages(room) if one.sender == world.bot.user_id])
    assert [(one.thread, one.msgtype) for one in told] == [(first, "m.notice")]
    assert told[0].body.startswith("Mijn antwoord is alleen voor jou.")
    await anna.accept_invites()
    await anna.say(room, "!hulp")
    await world.settled()
    await anna.look()
    assert len([one for one in anna.messages(room) if one.sender == world.bot.user_id]) == 1
    assert all((world.bot.user_id, "📬") in anna.message(room, asked).reactions for asked in (first, second))


async def test_who_cannot_be_invited_is_told_where_they_asked(
    tmp_path: Path, homeserver: Homeserver, people: People, line: FaultProxy
) -> None:
    bot = await homeserver.register(f"asked-in-{next(_NUMBERS)}")
    world = MatrixWorld(config_in(tmp_path), homeserver, bot, url=line.url)
    await world.start()
    anna = await people("anna")
    room = await anna.create_room("Praten", invite=[bot.user_id])
    await anna.wait_for(lambda: bot.user_id in anna.rooms[room].members)
    line.fail(answered(403, {"errcode": "M_FORBIDDEN", "error": "no"}), "POST", "/createRoom$", times=None)
    asked = await anna.say(room, "!hulp")
    told = await anna.wait_for(lambda: [one for one in anna.messages(room) if one.sender == bot.user_id])
    assert [one.thread for one in told] == [asked]
    assert "Begin dan zelf een gesprek met mij" in told[0].body
    await world.close()
