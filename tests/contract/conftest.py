"""Which platforms the contract suite runs over. A platform joins by adding its name and its fixture."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.demo.homeserver import Homeserver
from bot.testing.chat import PEOPLE, Chat
from tests.matrix.chat import MatrixChat
from tests.matrix.regulars import Regulars
from tests.matrix.world import MatrixWorld, config_in

PLATFORMS = ("room", pytest.param("matrix", marks=pytest.mark.matrix))


@pytest.fixture(params=PLATFORMS)
def chat(request: pytest.FixtureRequest) -> Chat:
    """A chat platform with the bot on it."""
    chat: Chat = request.getfixturevalue(request.param)
    return chat


@pytest.fixture(scope="session")
def regulars(homeserver: Homeserver) -> Regulars:
    """The people of the community on Matrix, the same for every test."""
    return Regulars(homeserver, PEOPLE)


@pytest.fixture
async def matrix(tmp_path: Path, homeserver: Homeserver, regulars: Regulars) -> AsyncIterator[MatrixChat]:
    """A community on Matrix, driven from outside."""
    people = await regulars.come()
    bot = await homeserver.register(f"watals-{uuid4().hex[:8]}", displayname="Wat-als bot")
    world = MatrixWorld(config_in(tmp_path), homeserver, bot)
    await world.enter(regulars.rooms)
    await world.start()
    await world.serve()
    await world.settled()
    yield MatrixChat(world, people)
    await world.stop()
    await world.leave()
    await world.close()
    await regulars.go()
