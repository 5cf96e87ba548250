"""The wire of interactions, and what takes them in."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.platforms.discord.interactions import responding
from tests.unit.discord import interactions
from tests.unit.discord.bench import Bench
from tests.unit.discord.interactions import Wire


@pytest.fixture
def wire() -> Iterator[Wire]:
    with interactions.wire() as made:
        yield made


@pytest.fixture
async def bench(wire: Wire) -> AsyncIterator[Bench]:
    made = Bench()
    running = asyncio.create_task(made.interacting.run(made.desk))
    await asyncio.sleep(0)
    yield made
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an answer follow later from the start."""
    monkeypatch.setattr(responding, "ACKNOWLEDGED_WITHIN_S", 0)
