"""A community in a folder: its bot on some platform, and a clock in the test's hand."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.api.platform import Platform
from bot.app import App, found_community, open_database
from bot.config import Config
from bot.core.registry import Registry, load_cogs
from bot.core.scopes import scope_for
from bot.core.steps import Step, no_step
from bot.domain.tx import Tx
from bot.testing.clock import TestClock
from storage import cards, happenings, leftovers, progress, schedule
from storage import intake as kept
from storage.database import Database
from storage.progress import open_cards

START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

SOON = timedelta(days=1)
"""A card that is put off comes within this time."""


class CogFailedError(Exception):
    """A cog raised something that nobody expected, or keeps something that it does not take care of."""


class PlatformWorld(ABC):
    """A bot that can be stopped and started while the people on its platforms go on.

    A subclass says which platforms there are. When a cog fails, the bot tells people so and goes on; a `strict`
    world raises CogFailedError.
    """

    patience_s = 20.0
    """Seconds within which the bot must have done everything there is to do."""

    look_again_after_s = 0.0
    """Seconds until it is looked at again, where that is not done: a platform over a network takes its time."""

    def __init__(
        self, config: Config, registry: Registry | None = None, *, step: Step = no_step, strict: bool = False
    ) -> None:
        self.config = config
        self.registry = registry or Registry(load_cogs(config.cogs))
        self.clock = TestClock(START)
        self._step = step
        self._strict = strict
        self._reconciled = 0
        self._running: asyncio.Task[None] | None = None
        self._database: Database | None = None
        self._opened = AsyncExitStack()

    @abstractmethod
    def platforms(self) -> AbstractAsyncContextManager[Sequence[Platform]]:
        """Open the platforms for a bot that is about to start; they are closed when it has stopped."""

    @abstractmethod
    async def caught_up(self) -> bool:
        """Return whether the bot has taken in all that happened on its platforms."""

    @abstractmethod
    async def latest(self) -> Mapping[str, str]:
        """Return, by the name of each platform, the cursor after which nothing has happened yet."""

    @property
    def database(self) -> Database:
        assert self._database is not None, "the bot is not running"
        return self._database

    async def start(self, *, after_gap: bool = False) -> None:
        """Start the bot; with `after_gap` it never hears what happened while it was away."""
        self._database = database = await open_database(self.config, self.registry)
        self._opened.push_async_callback(database.close)
        await database.write(lambda tx: found_community(tx, self.config))
        if after_gap:
            for platform, cursor in (await self.latest()).items():
                await database.write(partial(kept.move_cursor, platform=platform, value=cursor))
        self._reconciled = 0
        platforms = await self._opened.enter_async_context(self.platforms())
        self.app = App(database, self.registry, platforms, clock=self.clock, step=self._on_step)
        self._running = asyncio.create_task(self.app.run())
        async with asyncio.timeout(self.patience_s):
            while self._reconciled < await database.read(self._to_reconcile):
                self._raise_if_ended()
                await database.write(_nothing)
                await asyncio.sleep(self.look_again_after_s)

    async def stop(self) -> None:
        """Stop the bot the clean way."""
        if self._running is None:
            return
        await self.app.finish()
        self._running.cancel()
        await asyncio.wait([self._running])
        self._running = None
        await self._opened.aclose()
        self._database = None

    async def close(self) -> None:
        """Stop the bot and leave its platforms."""
        await self.stop()

    async def settled(self) -> None:
        """Return when everything that happened is taken in and everything due now is delivered.

        Time moves on a little where something waits for its turn, as it would by itself; ever more, where it waits on.
        """
        moves_on = timedelta(seconds=1)
        async with asyncio.timeout(self.patience_s):
            while True:
                await self._until_idle()
                if self._strict:
                    await self.database.read(self._refuse_failures)
                if not await self.database.read(self._waiting):
                    return
                self.clock.advance(moves_on)
                moves_on *= 2

    async def later(self, by: timedelta) -> None:
        """Let time pass, and everything happen that falls due; what does so while the bot is stopped, waits."""
        self.clock.advance(by)
        if self._running is not None:
            await self.settled()

    def _on_step(self, name: str) -> None:
        if name == "reconcile.done":
            self._reconciled += 1
        self._step(name)

    async def _refuse_failures(self, tx: Tx) -> None:
        for failure in await kept.parked_by_others(tx, program=""):
            raise CogFailedError(f"{failure.error} (where it came from is in the log above)")
        for kind in await leftovers.kinds(tx) - self.registry.kinds:
            raise CogFailedError(f"no cog names {kind!r} among its subjects or dues")
        for platform in self.app.platforms:
            for card in await cards.stale(tx, platform.name, self.clock.now() + SOON, 1):
                cog = self.registry.by_subject[card.subject.kind]
                scope = await scope_for(self.registry, cog, tx, card.community_id, self.clock.now())
                await cog.card(scope, card.subject)

    async def _to_reconcile(self, tx: Tx) -> int:
        return len([card for card in await open_cards(tx) if card.subject.kind in self.registry.by_subject])

    async def _waiting(self, tx: Tx) -> bool:
        """Whether something waits that is not meant for later."""
        now = self.clock.now()
        for platform in self.app.platforms:
            if await cards.stale(tx, platform.name, now + SOON, 1, kinds=self.registry.by_subject):
                return True
            if await happenings.to_keep(tx, platform.name, now + SOON, 1, kinds=self.registry.by_subject):
                return True
        parcels = await progress.parcels_on_their_way(tx)
        dues = await schedule.arrived(tx, now, 1, kinds=self.registry.by_due)
        return bool(parcels or dues)

    async def _until_idle(self) -> None:
        """Let the bot's tasks run until none of them has anything left to do at this moment."""
        while True:
            before = await self.database.read(progress.figures)
            for _ in range(5):
                await self.database.write(_nothing)
            self._raise_if_ended()
            after = await self.database.read(progress.figures)
            if after == before and not self.app.busy and await self.caught_up():
                return
            await asyncio.sleep(self.look_again_after_s)

    def _raise_if_ended(self) -> None:
        assert self._running is not None, "the bot is not running"
        if self._running.done():
            self._running.result()


async def _nothing(tx: Tx) -> None:
    """Wait for one's turn, so that everybody else has had theirs."""
