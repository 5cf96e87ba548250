"""Somebody begins a conversation with the bot alone: it answers there, and makes no other."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.homeserver import Homeserver
from tests.matrix.conftest import People
from tests.matrix.world import MatrixWorld, config_in

pytestmark = pytest.mark.matrix


@pytest.fixture
async def world(tmp_path: Path, homeserver: Homeserver) -> AsyncIterator[MatrixWorld]:
    world = MatrixWorld(config_in(tmp_path), homeserver, await homeserver.register("talks-alone"))
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
