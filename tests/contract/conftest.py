"""Which platforms the contract suite runs over. A platform joins by adding its name and its fixture."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from bot.demo.homeserver import Homeserver
from bot.testing.chat import PEOPLE, Chat
from tests.matrix.chat import MatrixChat
from tests.matrix.person import Person
from tests.matrix.world import MatrixWorld, config_in

PLATFORMS = ("room", pytest.param("matrix", marks=pytest.mark.matrix))


@pytest.fixture(params=PLATFORMS)
def chat(request: pytest.FixtureRequest) -> Chat:
    """A chat platform with the bot on it."""
    chat: Chat = request.getfixturevalue(request.param)
    return chat


@pytest.fixture
async def matrix(tmp_path: Path, homeserver: Homeserver) -> AsyncIterator[MatrixChat]:
    """A community on Matrix, driven from outside."""
    async with AsyncExitStack() as present:
        people = {name: await present.enter_async_context(await _arrive(homeserver, name)) for name in PEOPLE}
        bot = await homeserver.register(f"watals-{uuid4().hex[:8]}", displayname="Wat-als bot")
        world = MatrixWorld(config_in(tmp_path), homeserver, bot)
        await world.start()
        await world.found_rooms(people["moderator"], [who for name, who in people.items() if name != "moderator"])
        await world.settled()
        yield MatrixChat(world, people)
        await world.close()


async def _arrive(homeserver: Homeserver, name: str) -> Person:
    account = await homeserver.register(f"{name}-{uuid4().hex[:8]}", displayname=name.capitalize())
    return Person(homeserver.url, account, name)
