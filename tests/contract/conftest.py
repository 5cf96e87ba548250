"""Which platforms the contract suite runs over. A platform joins by adding its name and its fixture."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.demo.homeserver import Homeserver
from bot.platforms.discord.gateway import client
from bot.testing.chat import PEOPLE, Chat
from bot.testing.platform_world import START
from tests.discord import world as discord_world
from tests.discord.chat import DiscordChat
from tests.discord.double import Double, hooked
from tests.discord.world import DiscordWorld
from tests.matrix.chat import MatrixChat
from tests.matrix.regulars import Regulars
from tests.matrix.world import MatrixWorld, config_in

PASSWORD = "een heel geheim wachtwoord"
PLATFORMS = (
    "room",
    pytest.param("matrix", marks=pytest.mark.matrix),
    pytest.param("discord", marks=pytest.mark.discord),
)


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
    bot = await homeserver.register(f"watals-{uuid4().hex[:8]}", PASSWORD, displayname="Wat-als bot")
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


@pytest.fixture
async def discord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordChat]:
    """A community on Discord, driven from outside; all that is said to it is as Discord takes it."""
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)
    async with Double(START) as double:
        with hooked(double):
            world = DiscordWorld(discord_world.config_in(tmp_path), double)
            await world.start()
            await world.serve()
            await world.settled()
            yield DiscordChat(world)
            await world.close()
    assert double.judge.violations == []
    assert not any(message.pings for message in double.said_by_bot), "the bot calls nobody"
