"""An answer and all that follows from it are kept together, or not at all."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.registry import Registry, load_cogs
from bot.testing.world import COGS, World, config_in
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker, said, without_forms


class KilledError(Exception):
    """The process ends here."""


class Killer:
    """Ends the next transaction just before it is kept."""

    armed = False

    def __call__(self, step: str) -> None:
        if self.armed and step == "intake.moved":
            self.armed = False
            raise KilledError


@pytest.fixture
def killer() -> Killer:
    return Killer()


@pytest.fixture
async def world(tmp_path: Path, example: Example, killer: Killer) -> AsyncIterator[World]:
    registry = Registry([*load_cogs(COGS), example])
    world = without_forms(World(config_in(tmp_path), registry, step=killer))
    await world.start()
    yield world
    await world.close()


@pytest.mark.parametrize("killed_at", range(9))
async def test_killed_at_any_answer_nothing_is_lost_and_nothing_done_twice(
    moderator: Talker, killer: Killer, killed_at: int
) -> None:
    typed = ("!sessie nieuw Vervolg | vr 9 okt", "10-12u", "Utrecht", "nee", "-", "-", "-", "-", "ja")
    for at, text in enumerate(typed):
        if at == killed_at:
            killer.armed = True
            with pytest.raises(KilledError):
                await moderator.shown(text, event=f"${at}")
        told = await moderator.answer(text, event=f"${at}")
        assert await moderator.shown(text, event=f"${at}") is None
    assert "Vervolg" in said(told)
    assert (await moderator.say("!sessie lijst")).count("Vervolg") == 1
