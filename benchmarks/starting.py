"""How long the bot takes to be there, and how much memory it then has, beside a bare bot on the same libraries.

From the spawn of a process until somebody on Discord and somebody on Matrix both have the answer to their first
command: by then the bot is connected, knows what it must know, and takes in what happens. Three bots take turns: a bare
one, ours with an empty database, and ours with the database of a community that is years old.
"""

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks import moving_in
from benchmarks.filled import ROOT
from benchmarks.servers import Home, Servers, servers

KEYS = ("start_ratio", "rss_ratio", "spawn_ratio")
SETTLED_AFTER_S = 3.0
PATIENCE_S = 90.0


@dataclass(frozen=True)
class Bot:
    """A program in its home."""

    program: str
    home: Home


@dataclass(frozen=True)
class Start:
    """How long it took to be there, and how much memory it had a moment later."""

    seconds: float
    megabytes: float


def measure(runs: int, scale: float = 1.0) -> dict[str, list[float]]:
    """Return the three ratios of each run."""
    found = asyncio.run(_measured(runs, scale))
    return {key: [run[key] for run in found] for key in KEYS}


async def _measured(runs: int, scale: float) -> list[Mapping[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        async with servers(Path(folder)) as both:
            homes = {name: await both.home(Path(folder) / name) for name in ("bare", "empty", "filled")}
            await moving_in.with_nothing(homes["empty"])
            await moving_in.with_years(both, homes["filled"], scale)
            bots = [
                Bot("benchmarks.our_program" if name != "bare" else "benchmarks.bare_program", home)
                for name, home in homes.items()
            ]
            # The first time each makes its keys, and its modules are compiled.
            await _all_started(both, bots)
            return [_ratios(*await _all_started(both, bots)) for _ in range(runs)]


def _ratios(bare: Start, empty: Start, filled: Start) -> Mapping[str, float]:
    return {
        "start_ratio": filled.seconds / empty.seconds,
        "rss_ratio": filled.megabytes / bare.megabytes,
        "spawn_ratio": empty.seconds / bare.seconds,
    }


async def _all_started(both: Servers, bots: list[Bot]) -> list[Start]:
    found = [await _started(both, bot) for bot in bots]
    sys.stderr.write(" ".join(f"{one.seconds:.2f} s, {one.megabytes:.0f} MB;" for one in found) + "\n")
    return found


async def _started(both: Servers, bot: Bot) -> Start:
    """Start a bot, ask it something, see how much memory it has, and stop it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = (sys.executable, "-m", bot.program, str(bot.home.folder), both.double.url, both.double.gateway.url)
    begun = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(both.asked_on_discord(), both.asked_on_matrix(bot.home))
        seconds = perf_counter() - begun
        await asyncio.sleep(SETTLED_AFTER_S)
        return Start(seconds, _megabytes(process))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _megabytes(process: Process) -> float:
    """Return how much of a process is in memory."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
