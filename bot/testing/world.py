"""A community in a folder: its room, its bot, and a clock in the test's hand."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.app import App, found_community, room_settings
from bot.config import COGS, CommunityConfig, Config, PersonConfig, RoomConfig
from bot.core.registry import Registry, load_cogs
from bot.core.scopes import scope_for
from bot.core.steps import Step, no_step
from bot.domain.tx import Tx
from bot.platforms.room.server import ServedRoom
from bot.testing.chat import PEOPLE
from bot.testing.clock import TestClock
from storage import cards, leftovers, progress, schedule
from storage import intake as kept
from storage.database import Database
from storage.progress import open_cards

START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)

SOON = timedelta(days=1)
"""A card that is put off comes within this time."""


def config_in(folder: Path, *, cogs: tuple[str, ...] = COGS, port: int = 8765, names: Sequence[str] = PEOPLE) -> Config:
    """Return the config of a small community with these people; who is called "moderator" is one."""
    people = tuple(PersonConfig(id=name, name=name.capitalize(), moderator=name == "moderator") for name in names)
    community = CommunityConfig(
        name="Radicale vernieuwing jeugdzorg",
        email="rvjeugdzorg@loc.nl",
        phone="030 284 3200",
        themes=("Oorzaken aanpakken", "Hulp thuis"),
    )
    return Config(data=folder, cogs=cogs, community=community, room=RoomConfig(port=port, people=people))


class CogFailedError(Exception):
    """A cog raised something that nobody expected, or keeps something that it does not take care of."""


class World:
    """A room with people in it, and a bot that can be stopped and started while they go on.

    When a cog fails, the bot tells people so and goes on; a `strict` world raises CogFailedError.
    """

    def __init__(
        self, config: Config, registry: Registry | None = None, *, step: Step = no_step, strict: bool = False
    ) -> None:
        self.config = config
        self.registry = registry or Registry(load_cogs(config.cogs))
        self.clock = TestClock(START)
        settings = replace(room_settings(config), port=0)
        self.room = ServedRoom(settings, self.clock.monotonic)
        self._step = step
        self._strict = strict
        self._reconciled = 0
        self._running: asyncio.Task[None] | None = None
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        assert self._database is not None, "the bot is not running"
        return self._database

    async def start(self, *, after_gap: bool = False) -> None:
        """Start the bot; with `after_gap` it never hears what happened while it was away."""
        self._database = database = await Database.open(self.config.database, extra=self.registry.migrations())
        await database.write(lambda tx: found_community(tx, self.config))
        if after_gap:
            last = str(self.room.timeline.last)
            await database.write(lambda tx: kept.move_cursor(tx, "room", last))
        self._reconciled = 0
        self.app = App(database, self.registry, [self.room], clock=self.clock, step=self._on_step)
        self._running = asyncio.create_task(self.app.run())
        async with asyncio.timeout(20):
            while self._reconciled < await database.read(self._to_reconcile):
                await database.write(_nothing)

    async def stop(self) -> None:
        """Stop the bot the clean way."""
        if self._running is None:
            return
        await self.app.finish()
        self._running.cancel()
        await asyncio.wait([self._running])
        self._running = None
        await self.database.close()
        self._database = None

    async def close(self) -> None:
        """Stop the bot and close the room."""
        await self.stop()
        self.room.close()

    async def settled(self) -> None:
        """Return when everything that happened is taken in and everything due now is delivered.

        Time moves on a little where something waits for its turn, as it would by itself.
        """
        async with asyncio.timeout(20):
            while True:
                await self._until_idle()
                if self._strict:
                    await self.database.read(self._refuse_failures)
                if not await self.database.read(partial(_waiting, now=self.clock.now(), registry=self.registry)):
                    return
                self.clock.advance(timedelta(seconds=1))

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
        for card in await cards.stale(tx, "room", self.clock.now() + SOON, 1):
            cog = self.registry.by_subject[card.subject.kind]
            await cog.card(await scope_for(self.registry, cog, tx, card.community_id, self.clock.now()), card.subject)

    async def _to_reconcile(self, tx: Tx) -> int:
        return len([card for card in await open_cards(tx) if card.subject.kind in self.registry.by_subject])

    async def _until_idle(self) -> None:
        """Let the bot's tasks run until none of them has anything left to do at this moment."""
        while True:
            assert self._running is not None, "the bot is not running"
            if self._running.done():
                self._running.result()
            before = await self.database.read(progress.figures)
            for _ in range(5):
                await self.database.write(_nothing)
            after = await self.database.read(progress.figures)
            if after == before and after[0] == self.room.timeline.last:
                return


async def _nothing(tx: Tx) -> None:
    """Wait for one's turn, so that everybody else has had theirs."""


async def _waiting(tx: Tx, now: datetime, registry: Registry) -> bool:
    """Whether something waits that is not meant for later."""
    stale = await cards.stale(tx, "room", now + SOON, 1, kinds=registry.by_subject)
    parcels = await progress.parcels_on_their_way(tx)
    dues = await schedule.arrived(tx, now, 1, kinds=registry.by_due)
    return bool(stale or parcels or dues)
