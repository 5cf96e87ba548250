"""A line to Discord that breaks, seen from outside: `/healthz` says so in time, and is well again when the line is."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.health.verdict import AWAY_S
from bot.platforms.discord.gateway import client, connection
from bot.testing.platform_world import START
from tests.discord.double import Double, hooked
from tests.discord.world import DiscordWorld, config_in
from tests.support.watched import watched

CONNECTED = 'watals_connected{platform="discord"}'
LATENCY = 'watals_answer_seconds{platform="discord"}'


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordWorld]:
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)
    monkeypatch.setattr(connection, "FIRST_PAUSE_S", 0.01)
    async with Double(START) as double:
        with hooked(double):
            world = DiscordWorld(config_in(tmp_path), double)
            await world.start()
            await world.serve()
            await world.settled()
            yield world
            await world.close()


async def test_a_line_that_stays_broken_is_not_healthy_until_it_is_mended(world: DiscordWorld) -> None:
    async with watched(world) as asked:
        await asked.until(lambda told: told[CONNECTED] == 1)
        assert await asked.healthz() == (200, "ok")

        nobody = world.double.faults.hold("GET", "/users/@me$", times=None)
        world.double.gateway.raw("{")
        await asked.until(lambda told: told[CONNECTED] == 0)
        assert await asked.healthz() == (200, "ok"), "it may come back by itself"
        world.clock.advance(timedelta(seconds=AWAY_S))
        status, said = await asked.healthz()
        assert (status, said["warnings"]) == (503, [])
        assert said["wrong"] == ["Discord: al 5 minuten geen verbinding."]

        nobody.lift()
        await asked.until(lambda told: told[CONNECTED] == 1)
        assert await asked.healthz() == (200, "ok")


async def test_a_line_that_breaks_and_comes_back_was_away_for_that_long_only(world: DiscordWorld) -> None:
    async with watched(world) as asked:
        await asked.until(lambda told: told[CONNECTED] == 1)
        for _ in range(3):
            resumed = world.double.gateway.resumed
            world.double.gateway.drop(4000)
            await asked.until(lambda told: told[CONNECTED] == 1 and world.double.gateway.resumed > resumed)  # noqa: B023
            world.clock.advance(timedelta(seconds=AWAY_S))
            assert await asked.healthz() == (200, "ok")


async def test_it_tells_how_long_a_heartbeat_takes(world: DiscordWorld) -> None:
    async with watched(world) as asked:
        told = await asked.until(lambda told: LATENCY in told)
        assert 0 <= told[LATENCY] < 60
