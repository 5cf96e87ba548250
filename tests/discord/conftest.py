"""The double, and whether what was said to it and by it is as Discord has it."""

from collections.abc import AsyncIterator

import pytest

from bot.platforms.discord.gateway import client
from bot.platforms.discord.interactions import responding
from tests.discord.asking import Bench, asking
from tests.discord.double import Double, GuildKeeper, found_guild, hooked
from tests.discord.double.people import Person
from tests.discord.double.state import Channel
from tests.discord.hands import Hands, at_work
from tests.discord.world import BOT_MAY


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    """A Discord of our own, which discord.py takes for the real one."""
    async with Double() as double:
        with hooked(double):
            yield double
    assert double.judge.violations == []


@pytest.fixture
def guild(double: Double) -> GuildKeeper:
    """A guild of the moderator, with two others and the bot in it."""
    moderator, ouder, jongere = (double.add_person(name) for name in ("Moderator", "Ouder", "Jongere"))
    keeper = found_guild(double, "Gemeenschap", moderator, ouder, jongere)
    keeper.invite_bot(BOT_MAY)
    return keeper


@pytest.fixture
async def hands(double: Double, guild: GuildKeeper) -> AsyncIterator[Hands]:
    """What the bot posts with, on that guild."""
    async with at_work(double) as hands:
        yield hands


@pytest.fixture
def channel(guild: GuildKeeper) -> Channel:
    return guild.text("aankondigingen")


@pytest.fixture
async def bench(double: Double, channel: Channel, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    """The bot on that guild, where a test itself says what it answers."""
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)
    async with asking(double, channel.id) as made:
        yield made


@pytest.fixture
def ouder(double: Double, guild: GuildKeeper) -> Person:
    return double.named("Ouder")


@pytest.fixture
def moderator(double: Double, guild: GuildKeeper) -> Person:
    return double.named("Moderator")


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an answer follow later from the start."""
    monkeypatch.setattr(responding, "ACKNOWLEDGED_WITHIN_S", 0)
