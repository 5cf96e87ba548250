"""A homeserver that does not answer, seen from outside: `/healthz` says so in time, and is well again afterwards."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.homeserver import Homeserver
from bot.health.verdict import AWAY_S
from bot.platforms.matrix.pulse import SILENT_AFTER_S, Pulse
from tests.matrix.faults import FaultProxy, bad_gateway
from tests.matrix.watched import WatchedWorld, community
from tests.support.watched import watched

CONNECTED = 'watals_connected{platform="matrix"}'
SILENT = 'watals_silent_seconds{platform="matrix"}'
TOOK = 'watals_answer_seconds{platform="matrix"}'


@pytest_asyncio.fixture
async def line(homeserver: Homeserver) -> AsyncIterator[FaultProxy]:
    async with FaultProxy(homeserver.url) as line:
        yield line


@pytest_asyncio.fixture
async def world(tmp_path: Path, homeserver: Homeserver, line: FaultProxy) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path, homeserver, url=line.url) as world:
        yield world


@pytest.mark.matrix
async def test_a_homeserver_that_stays_away_is_not_healthy_until_it_is_back(
    world: WatchedWorld, line: FaultProxy
) -> None:
    async with watched(world) as asked:
        told = await asked.until(lambda told: told[CONNECTED] == 1)
        assert min(told[SILENT], told[TOOK]) >= 0
        assert await asked.healthz() == (200, "ok")

        away = line.fail(bad_gateway(), "GET", "/sync$", times=None)
        await world.moderator.say(world.room, "Is daar iemand?")
        await asked.until(lambda told: told[CONNECTED] == 0)
        world.clock.advance(timedelta(seconds=AWAY_S))
        status, said = await asked.healthz()
        assert (status, said["wrong"]) == (503, ["Matrix: al 5 minuten geen verbinding."])

        away.lift()
        await world.moderator.say(world.room, "Daar is weer iemand.")
        await asked.until(lambda told: told[CONNECTED] == 1)
        assert await asked.healthz() == (200, "ok")


async def test_a_homeserver_that_says_nothing_for_long_has_lost_us() -> None:
    now = 0.0
    pulse = Pulse(lambda: now)
    assert not pulse.connected
    assert pulse.silent_s is None

    async def told() -> str:
        nonlocal now
        now += 2.0
        return "news"

    async def failing() -> None:
        raise OSError("no line")

    assert await pulse.time(told()) == "news"
    assert (pulse.connected, pulse.silent_s, pulse.answer_s) == (True, 0.0, 2.0)
    now += SILENT_AFTER_S - 1
    assert pulse.connected
    now += 1
    assert not pulse.connected
    await pulse.time(told())
    with pytest.raises(OSError, match="no line"):
        await pulse.time(failing())
    assert not pulse.connected
    waiting = asyncio.create_task(pulse.time(told()))
    await waiting
    assert pulse.connected
    pulse.stop()
    assert not pulse.connected
