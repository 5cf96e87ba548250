"""A task that fails over and over is known as one that does, until it runs well again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot.core.tasks import FAILING_FROM, Tasks
from bot.domain import pause
from bot.domain.pause import LONGEST_PAUSE_S


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pause, "FIRST_PAUSE_S", 0.0)


@asynccontextmanager
async def kept(tasks: Tasks, run: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    task = asyncio.create_task(tasks.supervise("take", run))
    yield
    task.cancel()
    await asyncio.wait([task])


def failing_first(times: int, runs: asyncio.Event) -> Callable[[], Awaitable[None]]:
    """Return work that fails so many times, and then goes on."""
    left = times

    async def run() -> None:
        nonlocal left
        if left:
            left -= 1
            raise RuntimeError("not yet")
        runs.set()
        await asyncio.Event().wait()

    return run


async def test_once_or_twice_is_bad_luck() -> None:
    tasks, runs = Tasks(Clock()), asyncio.Event()
    async with kept(tasks, failing_first(FAILING_FROM - 1, runs)):
        await runs.wait()
        assert tasks.failing == []


async def test_over_and_over_is_failing_until_it_runs_well() -> None:
    clock, runs = Clock(), asyncio.Event()
    tasks = Tasks(clock)
    async with kept(tasks, failing_first(FAILING_FROM, runs)):
        await runs.wait()
        assert tasks.failing == ["take"], "it has only just begun again"
        clock.now += LONGEST_PAUSE_S + 1
        assert tasks.failing == []


async def test_who_ran_well_before_begins_to_count_anew() -> None:
    clock, runs = Clock(), asyncio.Event()
    tasks = Tasks(clock)

    async def run() -> None:
        if clock.now < (LONGEST_PAUSE_S + 1) * FAILING_FROM * 2:
            clock.now += LONGEST_PAUSE_S + 1
            raise RuntimeError("after a good while")
        runs.set()
        await asyncio.Event().wait()

    async with kept(tasks, run):
        await runs.wait()
        assert tasks.failing == []
