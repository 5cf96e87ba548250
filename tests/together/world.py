"""A community that lives on a homeserver and on the double: one bot, one database, one clock."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from bot.api.platform import Platform
from bot.app import App
from bot.config import Config
from bot.demo.homeserver import Homeserver, Registered
from bot.testing.platform_world import PlatformWorld
from storage.database import Database
from tests.discord.double import Double
from tests.discord.world import DiscordWorld
from tests.matrix.world import MatrixWorld


class Side(PlatformWorld):
    """The world of one platform, as a part of a whole: it is the whole that starts, stops and settles."""

    whole: "BothWorlds"

    @property
    def database(self) -> Database:
        return self.whole.database

    @property
    def app(self) -> App:
        return self.whole.app

    @property
    def runs(self) -> bool:
        return self.whole.runs

    async def start(self, *, after_gap: bool = False) -> None:
        await self.whole.start(after_gap=after_gap)

    async def stop(self) -> None:
        await self.whole.stop()

    async def settled(self) -> None:
        await self.whole.settled()

    async def later(self, by: timedelta) -> None:
        await self.whole.later(by)

    def hear(self, step: str) -> None:
        """Hear what the bot did."""
        self._on_step(step)

    def _raise_if_ended(self) -> None:
        self.whole.raise_if_ended()


class MatrixSide(Side, MatrixWorld):
    """A homeserver."""


class DiscordSide(Side, DiscordWorld):
    """A double of Discord."""


class BothWorlds(PlatformWorld):
    """Both."""

    patience_s = MatrixWorld.patience_s
    look_again_after_s = MatrixWorld.look_again_after_s

    def __init__(self, config: Config, homeserver: Homeserver, bot: Registered, double: Double) -> None:
        super().__init__(config)
        self.matrix = MatrixSide(config, homeserver, bot, self.registry)
        self.discord = DiscordSide(config, double, self.registry)
        self._sides = (self.matrix, self.discord)
        self.clock = self.discord.clock
        for side in self._sides:
            side.whole, side.clock = self, self.clock

    @property
    def runs(self) -> bool:
        """Whether the bot is there now."""
        return self._running is not None

    @asynccontextmanager
    async def platforms(self) -> AsyncIterator[Sequence[Platform]]:
        async with AsyncExitStack() as opened:
            yield [one for side in self._sides for one in await opened.enter_async_context(side.platforms())]

    async def start(self, *, after_gap: bool = False) -> None:
        await super().start(after_gap=after_gap)
        async with asyncio.timeout(self.patience_s):
            await self.discord.double.gateway.joined()

    @property
    def busy(self) -> bool:
        """Whether the bot is at work on what it took in, or shows it anywhere."""
        return any(side.busy for side in self._sides)

    async def caught_up(self) -> bool:
        return await self.discord.caught_up() and await self.matrix.caught_up()

    async def latest(self) -> Mapping[str, str]:
        return {platform: cursor for side in self._sides for platform, cursor in (await side.latest()).items()}

    def raise_if_ended(self) -> None:
        self._raise_if_ended()

    def _on_step(self, name: str) -> None:
        for side in self._sides:
            side.hear(name)
        super()._on_step(name)
