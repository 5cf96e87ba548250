"""Torture on one platform: as many plays as it takes, each with a community of its own."""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from bot.core import steps
from tests.torture.bots import BotDiedError
from tests.torture.clock import SharedTime
from tests.torture.comparing import DOUBLED, LOST, STALE, UNCERTAIN, Difference
from tests.torture.discord_stage import DiscordStage
from tests.torture.driver import BEGINNINGS, Figures, Play
from tests.torture.leaping import GaveUpError
from tests.torture.matrix_stage import MatrixStage
from tests.torture.stage import Stage

PLATFORMS: Mapping[str, Callable[[datetime], Stage]] = {"discord": DiscordStage, "matrix": lambda _: MatrixStage()}
KILLS_A_PLAY = 60
EVERY_DAY = 8
"""So many kills there are in a run of the tests; the next seed begins with the steps that follow."""


@dataclass
class Result:
    """How it went on a platform."""

    platform: str
    seed: int
    figures: Figures

    @property
    def line(self) -> dict[str, str | int]:
        """What is printed."""
        counted = {kind: self.figures.count(kind) for kind in (LOST, DOUBLED, STALE, UNCERTAIN)}
        kills = sum(self.figures.kills.values())
        return {"platform": self.platform, "kills": kills, "faults": self.figures.faults, **counted, "seed": self.seed}

    @property
    def well(self) -> bool:
        """Whether nothing was lost, doubled, stale or uncertain."""
        return not self.figures.differences


async def torture(platform: str, kills: int, seed: int, folder: Path) -> Result:
    """Kill the bot so often on a platform, in plays that end where something is wrong."""
    result = Result(platform, seed, Figures())
    began = time.monotonic()
    number = 0
    while (left := kills - sum(result.figures.kills.values())) > 0 and result.well:
        own = folder / f"{platform}-{number}"
        own.mkdir(parents=True)
        first_step = (seed * EVERY_DAY + kills - left) % len(steps.NAMES)
        figures = await _play(platform, min(left, KILLS_A_PLAY), f"{seed}/{platform}/{number}", own, first_step)
        result.figures.kills += figures.kills
        result.figures.faults += figures.faults
        result.figures.differences += figures.differences
        number += 1
        done = sum(result.figures.kills.values())
        _tell(f"{platform}: {done} of {kills} kills, {(time.monotonic() - began) / max(done, 1):.1f} s each")
    for difference in result.figures.differences:
        _tell(f"{difference.kind}: {difference.words} (seed {seed})")
    missing = set(steps.NAMES) - set(result.figures.kills)
    _tell(f"{platform}: killed at {dict(result.figures.kills)}; not at {sorted(missing)}")
    return result


async def _play(platform: str, kills: int, seed: str, folder: Path, first_step: int) -> Figures:
    lot = Random(seed)  # noqa: S311 - a lot, not a secret
    shared = SharedTime(folder / "time", lot.choice(BEGINNINGS))
    async with PLATFORMS[platform](shared.now) as stage:
        play = Play(stage, folder, shared, seed, _tell)
        try:
            await play.run(kills, first_step)
        except (GaveUpError, BotDiedError) as error:
            play.figures.differences.append(Difference(LOST, str(error)))
    return play.figures


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
