"""One community on Matrix and on Discord."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from msgspec.structs import replace

from bot.config import DiscordConfig
from bot.demo.homeserver import Homeserver
from bot.platforms.discord.gateway import client
from bot.testing.chat import PEOPLE
from bot.testing.platform_world import START
from tests.discord.chat import DiscordChat
from tests.discord.double import Double, hooked
from tests.matrix.chat import MatrixChat
from tests.matrix.regulars import Regulars
from tests.matrix.world import config_in
from tests.together.both import Both
from tests.together.world import BothWorlds


@pytest.fixture(scope="session")
def regulars(homeserver: Homeserver) -> Regulars:
    """The people of the community on Matrix, the same for every test."""
    return Regulars(homeserver, PEOPLE)


@pytest.fixture
async def both(
    tmp_path: Path, homeserver: Homeserver, regulars: Regulars, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Both]:
    """The community, with its bot running; all that is said to Discord is as Discord takes it."""
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)
    people = await regulars.come()
    bot = await homeserver.register(f"watals-{uuid4().hex[:8]}", displayname="Wat-als bot")
    async with Double(START) as double:
        with hooked(double):
            world = BothWorlds(replace(config_in(tmp_path), discord=DiscordConfig()), homeserver, bot, double)
            await world.matrix.enter(regulars.rooms)
            await world.start()
            await world.matrix.serve()
            await world.discord.serve()
            await world.settled()
            yield Both(world, MatrixChat(world.matrix, people), DiscordChat(world.discord))
            await world.stop()
            await world.matrix.leave()
            await world.matrix.close()
    await regulars.go()
    assert double.judge.violations == []
    assert not any(message.pings for message in double.said_by_bot), "the bot calls nobody"
