"""The bot as a process that the driver starts, asks how far it is, hinders, and kills.

It kills itself, without a word to anybody, where it passes a step as often as it was told to. What it says goes to a
file. Its pauses are shorter than they would be, and so is its patience with a locked database.
"""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from bot import log
from bot.app import Opened, opened
from bot.config import COGS, Config
from bot.core.registry import load_cogs
from bot.domain.tx import Tx
from storage import cards, happenings, progress, schedule
from tests.torture.clock import BotClock, SharedTime

QUICKER = 20
"""So much shorter is every pause."""

BUSY_MS = 5000 // QUICKER
MOST_PAGES = 1 << 30

load_cogs(COGS)  # before any process is forked off this one, so that each need not do it
import_module("bot.platforms.discord.adapter")
import_module("bot.platforms.matrix.adapter")


@dataclass(frozen=True)
class Kill:
    """Where the process ends: at a step, or with no name at any, when it was passed so often."""

    step: str | None
    nth: int


@dataclass(frozen=True)
class Life:
    """What a process is started with."""

    config: Config
    inside: Callable[[], None]
    time: Path
    said: Path
    kill: Kill | None


class Steps:
    """Counts the steps that are passed, and ends the process where it should end."""

    def __init__(self, kill: Kill | None, line: Connection) -> None:
        self.passed: Counter[str | None] = Counter()
        self._kill = kill
        self._line = line

    def __call__(self, name: str) -> None:
        self.passed[name] += 1
        self.passed[None] += 1
        kill = self._kill
        if kill is not None and kill.step in {None, name} and self.passed[kill.step] == kill.nth:
            self._line.send(("died", name))
            os.kill(os.getpid(), signal.SIGKILL)


class Control:
    """Answers the driver, and does what it says."""

    def __init__(self, bot: Opened, clock: BotClock, line: Connection) -> None:
        self._bot = bot
        self._clock = clock
        self._line = line
        self._orders: asyncio.Queue[tuple[int, str]] = asyncio.Queue()
        asyncio.get_running_loop().add_reader(line.fileno(), self._hear)

    async def obey(self) -> None:
        """Do what the driver says until it says "end"."""
        orders: Mapping[str, Callable[[], Awaitable[object]]] = {
            "waits": self._waits,
            "full": self._fill,
            "roomy": self._lift,
        }
        while (order := await self._orders.get())[1] != "end":
            number, what = order
            self._line.send((number, await orders[what]()))

    def _hear(self) -> None:
        try:
            self._orders.put_nowait(self._line.recv())
        except EOFError:
            os.kill(os.getpid(), signal.SIGKILL)  # the driver is gone

    async def _waits(self) -> list[str]:
        """Return what there still is to do, in words."""
        app = self._bot.app
        waiting = sum(platform.waiting for platform in (self._bot.matrix, self._bot.discord) if platform is not None)
        found = await app.database.read(self._work)
        return [f"{waiting} happenings or answers"] * bool(waiting) + ["work in hand"] * app.busy + found

    async def _work(self, tx: Tx) -> list[str]:
        now = self._clock.now()
        (platform,) = (platform.name for platform in self._bot.app.platforms)
        found = {
            "cards to show": await tx.value(
                "SELECT COUNT(*) FROM card WHERE shown < wanted AND state IN ('open', 'closed')"
            ),
            "parcels to send": await progress.parcels_on_their_way(tx),
            "reactions to take away": await tx.value(
                "SELECT COUNT(*) FROM outbox WHERE state IN ('waiting', 'claimed') AND kind = 'tidy'"
            ),
            "moments that came": len(await schedule.arrived(tx, now, 1)),
            "happenings to keep": len(await happenings.to_keep(tx, platform, now, 1)),
            "cards to compare": len(await cards.to_compare(tx, platform)),
        }
        return [f"{many} {what}" for what, many in found.items() if many]

    async def _fill(self) -> None:
        """Let the database have no room for more than it holds."""
        await self._bot.app.database.write(lambda tx: tx.execute("PRAGMA max_page_count = 1"))

    async def _lift(self) -> None:
        await self._bot.app.database.write(lambda tx: tx.execute(f"PRAGMA max_page_count = {MOST_PAGES}"))


async def run(life: Life, line: Connection) -> None:
    """Run the bot until the driver says that it is enough, or it has passed a step as often as it should."""
    clock = BotClock(SharedTime(life.time))
    async with opened(life.config, clock=clock, step=Steps(life.kill, line)) as bot:
        await bot.app.database.write(lambda tx: tx.execute(f"PRAGMA busy_timeout = {BUSY_MS}"))
        control = asyncio.create_task(Control(bot, clock, line).obey())
        running = asyncio.create_task(bot.app.run())
        await asyncio.wait([control, running], return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        await bot.app.finish()
        for task in (control, running):
            task.cancel()
        await asyncio.wait([control, running])


def run_forked(life: Life, line: Connection) -> None:
    """Run in a process that was forked for it; what it says goes to a file."""
    with life.said.open("a") as said:
        os.dup2(said.fileno(), sys.stderr.fileno())
        log.set_up("warning")
        life.inside()
        _hurry()
        asyncio.run(run(life, line))


def _hurry() -> None:
    """Let every pause be shorter: the bot and its libraries wait by `asyncio.sleep`."""
    sleep = asyncio.sleep

    async def sleep_less(delay: float, result: object = None) -> object:
        return await sleep(delay / QUICKER, result)

    asyncio.sleep = sleep_less  # type: ignore[assignment]
