"""The bot in rooms of a real homeserver."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.homeserver import Homeserver
from tests.matrix.conftest import People
from tests.matrix.world import MatrixWorld, config_in

pytestmark = pytest.mark.matrix


@pytest.fixture
async def world(tmp_path: Path, homeserver: Homeserver) -> AsyncIterator[MatrixWorld]:
    bot = await homeserver.register("watals", displayname="Wat-als bot")
    world = MatrixWorld(config_in(tmp_path), homeserver, bot)
    await world.start()
    yield world
    await world.close()


async def test_somebody_asks_for_help_in_a_room(world: MatrixWorld, people: People) -> None:
    moderator, ouder = await people("moderator"), await people("ouder")
    await world.found_rooms(moderator, [ouder])
    await world.settled()
    await ouder.say(world.rooms["announcements"], "!hulp")
    await world.settled()
    await ouder.look()
    await ouder.accept_invites()
    await ouder.look()
    print(ouder._all())
    assert 0
