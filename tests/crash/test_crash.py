"""Killed between any two steps of intake and of delivery, the bot completes everything when it starts again, once."""

import random

import pytest

from bot.core import steps
from tests.crash.community import after_the_crash, claimed_long_ago
from tests.crash.conftest import KILLED, Bot
from tests.crash.outcome import check


async def complete(bot: Bot) -> None:
    """Let people go on, and start the bot again."""
    after_the_crash(bot.folder)
    assert await bot.run() == 0
    await check(bot.folder)


async def test_without_a_crash_everything_happens_once(bot: Bot) -> None:
    assert await bot.run() == 0
    await complete(bot)


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("step", steps.NAMES)
async def test_killed_at_a_step_the_bot_completes_everything_once(bot: Bot, step: str, nth: int) -> None:
    ended = await bot.run(step, nth)
    assert ended == KILLED or nth > 1, f"{step} is not passed"
    await complete(bot)


@pytest.mark.parametrize("seed", [1, 2])
async def test_killed_again_and_again_the_bot_completes_everything_once(bot: Bot, seed: int) -> None:
    lot = random.Random(seed)  # noqa: S311 - a lot, not a secret
    for _ in range(6):
        await bot.run(lot.choice(steps.NAMES), lot.randint(1, 3))
    await complete(bot)


@pytest.mark.parametrize("step", ["card.posted", "outbox.sent"])
async def test_what_was_sent_long_before_the_restart_is_not_sent_again(bot: Bot, step: str) -> None:
    assert await bot.run(step) == KILLED
    claimed_long_ago(bot.folder)
    await complete(bot)
