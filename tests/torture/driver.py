"""The driver: lets a community live, and its bot die, until it died as often as it should; then all must be well."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.torture.bots import ANY_MOMENT, FAILED, Bot, BotDiedError
from tests.torture.clock import SharedTime
from tests.torture.comparing import LOST, STALE, Difference, compare, compare_calendar, numbers
from tests.torture.deaths import OF_MOMENTS, UNPROVEN, Deaths, likely_steps
from tests.torture.leaping import CALM, GaveUpError, next_leap
from tests.torture.model import ZONE, Community, weekly_after
from tests.torture.organising import Act
from tests.torture.process import Kill
from tests.torture.script import Script
from tests.torture.stage import PEOPLE, Stage

BEGINNINGS = (datetime(2026, 10, 22, 8, tzinfo=ZONE), datetime(2027, 3, 25, 8, tzinfo=ZONE))
"""A few days before the clocks go back, and before they go forward."""

KILLS_A_BLOCK = 4
ACTS_A_LIFE = 4

PATIENCE = timedelta(minutes=15)
"""What waits may wait so long by the clock: a pause is no longer than a minute, an old card rests for half of one."""

PAUSE = timedelta(minutes=7)
"""Discord knows a nonce for five: after that it proves nothing any more."""

SET_BACK = timedelta(hours=1)
"""So much longer it may wait where the clock was set back, until it has come by again where it was."""

LONGEST_STEP = timedelta(minutes=3)

PATIENCE_S = 60.0
LOOK_AGAIN_AFTER_S = 0.01
IDLE_LOOKS = 8
LONGEST_LIFE_S = 4.0


@dataclass
class Figures:
    """How it went."""

    kills: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    differences: list[Difference] = field(default_factory=list)

    def count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.differences)


class Play:
    """One community, from its founding until its bot was killed so often."""

    def __init__(self, stage: Stage, folder: Path, time: SharedTime, seed: str, tell: Callable[[str], None]) -> None:
        self.stage = stage
        self.time = time
        self.figures = Figures()
        self._lot = _lot(seed)
        self._tell = tell
        self._community = Community()
        self._bot = Bot(stage, folder, folder / "time")
        self._script = Script(stage, self._community, _lot(f"{seed}/script"), time.bots)
        self._hindered = False
        self._patience = PATIENCE
        self._latest = time.bots
        self._hindrances: set[asyncio.Task[None]] = set()
        self._turns = {person: asyncio.Lock() for person in PEOPLE}

    async def run(self, kills: int, first_step: int = 0) -> Figures:
        """Kill the bot so often, beginning with a step by its number."""
        self._deaths = Deaths(self._lot, first_step)
        self.figures.kills = self._deaths.at
        clock = asyncio.create_task(self._keep_time())
        try:
            await self._begin()
            while (left := kills - sum(self.figures.kills.values())) > 0 and not self.figures.differences:
                await self._block(min(left, KILLS_A_BLOCK))
        finally:
            self.figures.faults += self.stage.struck
            self._bot.kill()
            await self._bot.ended()
            clock.cancel()
        return self.figures

    async def _keep_time(self) -> None:
        """Let the platform always know what time it is."""
        while True:
            self.stage.at(self.time.now)
            await asyncio.sleep(LOOK_AGAIN_AFTER_S)

    async def _start(self, kill: Kill | None = None) -> None:
        self.stage.at(self.time.now)
        await self._bot.start(kill)

    async def _begin(self) -> None:
        self.stage.at(self.time.now)
        await self.stage.found(self._bot)
        await self._start()
        await self._caught_up()
        await self._script.beginning()
        self._community.next_digest = weekly_after(self.time.bots)
        await self._caught_up()

    async def _block(self, kills: int) -> None:
        """Let people act while the bot dies a few times; then let it catch up, and compare."""
        leap, off = next_leap(self._lot, self._community, self.time)
        bots = self.time.now + leap + off
        frozen = self._community.due(bots + CALM)
        acts = list(self._script.acts(frozen, bots, kills * ACTS_A_LIFE))
        self._tell(f"{bots.astimezone(ZONE):%a %d %b %H:%M}, clock off by {off}: {len(acts)} acts")
        if self._lot.random() < 0.5:
            await self._die()
        self._latest = max(self._latest, self.time.bots)
        self._patience = PATIENCE + (SET_BACK if bots < self._latest else timedelta(0))
        self.time.set_off(off)
        self.time.leap(leap)
        self.stage.at(self.time.now)
        people: list[asyncio.Task[None]] = []
        paused = False
        for number in range(kills):
            theirs = acts[number::kills]
            likely = likely_steps(one.words for one in theirs) | set(OF_MOMENTS if frozen and not number else ())
            people += await self._life(theirs, likely)
            if not paused and self._died_at in UNPROVEN and self._lot.random() < 0.6:
                self.time.leap(PAUSE)
                paused = True
        await self._all_done(people)
        await self._caught_up()
        self._community.tidy()
        self._community.pass_until(self.time.bots)
        await self._compare()
        if self.figures.differences:
            self._tell(
                "".join(f"\n  {one.person} {one.words}{' while it is away' if one.away else ''}" for one in acts)
            )

    # Lives and deaths

    async def _life(self, acts: Sequence[Act], likely: set[str]) -> list[asyncio.Task[None]]:
        """Let people act, and the bot live until it dies, with some faults; return what people are still about.

        `likely` are steps that it will come by.
        """
        kill = self._deaths.choose(likely)
        if self._bot.alive:
            await self._die()
        for act in [one for one in acts if one.away]:
            await act.do()
        await self._start(kill)
        for fault in self._lot.sample(self.stage.faults, self._lot.choice((0, 1, 1, 2, 3))):
            self.stage.strike(fault, _lot(str(self._lot.random())))
        self._hinder()
        people = [asyncio.create_task(self._act(one), name=one.words) for one in acts if not one.away]
        await self._until_dead_or_idle(None if kill is not None else self._lot.uniform(0.05, 1.0))
        self._bot.kill()
        await self._bot.ended()
        self._count(self._bot)
        if self._lot.random() < 0.5:
            self.stage.lift()
        for task in self._hindrances:
            task.cancel()
        return people

    def _count(self, bot: Bot) -> None:
        if bot.exitcode == FAILED and not self._hindered:
            raise BotDiedError(bot.said.read_text()[-5000:])
        self._died_at = ANY_MOMENT if bot.exitcode == FAILED else bot.deaths[-1]
        self._deaths.at[self._died_at] += 1
        self._hindered = False

    async def _die(self) -> None:
        """Let the bot be away; that counts for nothing."""
        self._bot.kill()
        await self._bot.ended()

    async def _until_dead_or_idle(self, seconds: float | None) -> None:
        """Return when the bot died, has nothing more to do for a while, or lived long enough."""
        looks = 0
        loop = asyncio.get_running_loop()
        until = loop.time() + (LONGEST_LIFE_S if seconds is None else seconds)
        while self._bot.alive and loop.time() < until and (looks < IDLE_LOOKS or seconds is not None):
            looks = 0 if _at_work(await self._bot.waits_for()) else looks + 1
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN_AFTER_S):
                    await self._bot.ended()

    def _hinder(self) -> None:
        """Perhaps let the database be locked, or full, for a moment."""
        chance = self._lot.random()
        if chance < 0.3:
            self._hindered = True
            hindrance = self._full() if chance < 0.12 else self._bot.lock(self._lot.choice((0.05, 0.1, 0.6)))
            task = asyncio.create_task(hindrance)
            self._hindrances.add(task)
            task.add_done_callback(self._hindrances.discard)
            self.figures.faults += 1

    async def _full(self) -> None:
        await self._bot.fill()
        await asyncio.sleep(self._lot.uniform(0.1, 0.5))
        await self._bot.lift()

    # People

    async def _act(self, act: Act) -> None:
        """Let somebody do something, after what they were about before."""
        async with self._turns[act.person]:
            await act.do()

    async def _all_done(self, people: Sequence[asyncio.Task[None]]) -> None:
        """Let everybody end what they do, with a bot that lives and nothing in its way."""
        self._lift()
        if not self._bot.alive:
            await self._start()
        if not people:
            return
        done, waiting = await asyncio.wait(people, timeout=PATIENCE_S, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()
        if waiting:
            names = [task.get_name() for task in waiting]
            for task in waiting:
                task.cancel()
            raise GaveUpError(f"never got an answer: {names}; the bot waits for {await self._bot.waits_for()}")

    # Time

    async def _caught_up(self) -> None:
        """Return when the bot has done all it can do, and took in all there is."""
        self._lift()
        if not self._bot.alive:
            await self._start()
        passed, step, looks = timedelta(0), timedelta(seconds=1), 0
        give_up_at = asyncio.get_running_loop().time() + PATIENCE_S
        while True:
            if not self._bot.alive:
                raise BotDiedError(self._bot.said.read_text()[-5000:])
            waiting = await self._bot.waits_for()
            if not waiting and await self.stage.heard() and not await self._bot.waits_for():
                return
            looks = 0 if _at_work(waiting) else looks + 1
            if looks > 3:
                if passed > self._patience:
                    self.figures.differences.append(Difference(STALE, f"after {passed} there still wait {waiting}"))
                    return
                self.time.leap(step)
                passed, step, looks = passed + step, min(step * 2, LONGEST_STEP), 0
            if asyncio.get_running_loop().time() > give_up_at:
                raise GaveUpError(f"the bot never caught up: {waiting}")
            await asyncio.sleep(LOOK_AGAIN_AFTER_S)

    def _lift(self) -> None:
        self.stage.lift()
        for task in self._hindrances:
            task.cancel()

    # The end

    async def _compare(self) -> None:
        known = numbers(self._bot.config.database)
        for title in self._community.unsure:
            if title not in known:
                del self._community.sessions[title]
        self._community.unsure.clear()
        for found in (*self._community.sessions.values(), *self._community.ideas.values()):
            called = found.title if hasattr(found, "title") else f"{found.what_if}?"
            if called in known:
                found.number = known[called]
            else:
                self.figures.differences.append(Difference(LOST, f"{called} was made and is not there"))
        differences = compare(self._community, await self.stage.sees(), self._bot.config.database)
        entries = await self.stage.calendar()
        if entries is not None:
            differences += compare_calendar(self._community, entries, max(self.time.now, self.time.bots))
        self.figures.differences += differences
        self.figures.differences += [Difference(LOST, words) for words in await self.stage.wrong()]


def _at_work(waiting: Sequence[str]) -> bool:
    """Whether the bot is doing something now; what else waits may wait for its time."""
    return "work in hand" in waiting or any("answers" in one for one in waiting)


def _lot(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - a lot, not a secret
