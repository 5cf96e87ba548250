"""Asking a running bot how it is, as monitoring does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.health.monitor import Monitor
from bot.health.server import application
from bot.testing.platform_world import PlatformWorld

WITHIN_S = 20.0


@dataclass(frozen=True)
class Watched:
    """A bot that is watched. Its `monitor` goes by the test's clock."""

    monitor: Monitor
    client: TestClient[Any, Any]

    async def healthz(self) -> tuple[int, Any]:
        """Return the status of `/healthz` and what it says: "ok", or what is wrong."""
        async with self.client.get("/healthz") as answer:
            return answer.status, await (answer.text() if answer.status == 200 else answer.json())

    async def metrics(self) -> Mapping[str, float]:
        """Return all figures, by their name and then their labels: 'watals_connected{platform="room"}'."""
        async with self.client.get("/metrics") as answer:
            assert answer.status == 200
            text = await answer.text()
        return {
            f"{one.name}{_labels(one.labels)}": one.value
            for family in text_string_to_metric_families(text)
            for one in family.samples
        }

    async def until(self, what: Callable[[Mapping[str, float]], bool]) -> Mapping[str, float]:
        """Return the figures once they are so; asking for them lets the bot go on."""
        async with asyncio.timeout(WITHIN_S):
            while True:
                told = await self.metrics()
                if what(told):
                    return told


@asynccontextmanager
async def watched(world: PlatformWorld) -> AsyncIterator[Watched]:
    """Watch the bot of a world while it runs."""
    monitor = Monitor(world.app, monotonic=world.clock.monotonic)
    async with TestClient(TestServer(application(monitor))) as client:
        yield Watched(monitor, client)


def _labels(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f'{key}="{labels[key]}"' for key in sorted(labels)) + "}" if labels else ""
