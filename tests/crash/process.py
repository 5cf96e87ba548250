"""The bot as a process that ends where a test wants it: `python -m tests.crash.process FOLDER PORT [STEP NTH]`.

With a step it kills itself, without a word to anybody, the Nth time it passes that step. Without one, or
where the step is not passed so often, it ends cleanly as soon as there is nothing left to do.
"""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path

from bot import log
from bot.app import Opened, opened
from bot.core.registry import load_cogs
from bot.domain.tx import Tx
from bot.platforms.room import server
from bot.testing.world import COGS, config_in, open_cards
from storage import cards, happenings, schedule
from storage import intake as kept
from tests.support.calendar_room import CalendarRoom

SAID = "said.txt"
LONGEST_S = 25
LOOK_AGAIN_AFTER_S = 0.05

# Before any process is forked off this one, so that each need not do it.
load_cogs(COGS)
for loaded_when_needed in ("cogs.sessions.ical", "bot.domain.announcement.reader"):
    import_module(loaded_when_needed)


class Steps:
    """Counts the steps that are passed, and ends the process at one of them."""

    def __init__(self, name: str | None, nth: int) -> None:
        self.passed: Counter[str] = Counter()
        self.stepped = asyncio.Event()
        self._name = name
        self._nth = nth

    def __call__(self, name: str) -> None:
        self.passed[name] += 1
        self.stepped.set()
        if name == self._name and self.passed[name] == self._nth:
            os.kill(os.getpid(), signal.SIGKILL)


async def run(folder: Path, port: int, step: str | None = None, nth: int = 1) -> None:
    """Run the bot until it has nothing left to do, or passes a step for the Nth time."""
    steps = Steps(step, nth)
    server.ServedRoom = CalendarRoom
    async with opened(config_in(folder, port=port), step=steps) as bot:
        found = await bot.app.database.read(open_cards)
        to_compare = frozenset(card.id for card in found)
        running = asyncio.create_task(bot.app.run())
        give_up_at = asyncio.get_running_loop().time() + LONGEST_S
        try:
            while waiting := await _waiting(bot, to_compare, steps.passed["reconcile.stated"]):
                if asyncio.get_running_loop().time() > give_up_at:
                    sys.exit(f"never settled: {waiting}; passed: {steps.passed}")
                steps.stepped.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN_AFTER_S):
                        await steps.stepped.wait()
            await bot.app.finish()
        finally:
            running.cancel()
            await asyncio.wait([running])


async def _waiting(bot: Opened, to_compare: Collection[int], compared: int) -> list[str]:
    """Return what there still is to do, in words for who reads why it never ended."""
    now = bot.app.clock.now()
    found = await bot.app.database.read(lambda tx: _work(tx, now))
    if found.pop("cursor") != bot.room.timeline.last:
        return ["happenings to take in"]
    # A card may be closed before its turn to be compared has come.
    still_open = await bot.app.database.read(open_cards)
    if compared < sum(card.id in to_compare for card in still_open):
        return ["cards to compare"]
    return [f"{many} {what}" for what, many in found.items() if many]


async def _work(tx: Tx, now: datetime) -> dict[str, int]:
    return {
        "cursor": int(await kept.cursor(tx, "room") or 0),
        "cards": await tx.value("SELECT COUNT(*) FROM card WHERE shown < wanted AND state IN ('open', 'closed')"),
        "parcels": await tx.value(
            "SELECT COUNT(*) FROM outbox WHERE state IN ('waiting', 'claimed') AND kind <> 'tidy'"
        ),
        "moments": len(await schedule.arrived(tx, now, 1)),
        "happenings": len(await happenings.to_keep(tx, "room", now, 1)),
        "new cards to compare": len(await cards.to_compare(tx, "room")),
    }


def run_forked(folder: Path, port: int, step: str | None, nth: int) -> None:
    """Run in a process that was forked for it; what it says goes to a file in the folder."""
    with (folder / SAID).open("w") as said:
        os.dup2(said.fileno(), sys.stderr.fileno())
        log.set_up("error")
        asyncio.run(run(folder, port, step, nth))


def main(folder: str, port: str, step: str | None = None, nth: str = "1") -> None:
    """Run as the command line says."""
    log.set_up("info")
    asyncio.run(run(Path(folder), int(port), step, int(nth)))


if __name__ == "__main__":
    main(*sys.argv[1:])
