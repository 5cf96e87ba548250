"""What a platform is told of a community, at start and whenever it changes: its name, channels and moderators."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Generic, TypeVar

from bot.api.platform import Platform
from bot.core.clock import Clock
from bot.core.worker import Worker
from bot.domain.tx import Tx
from storage import channels, communities, moderators
from storage.database import Database

T = TypeVar("T")


class Telling(Worker, Generic[T]):
    """Tells a platform one thing, where it does not know it yet; None is not told."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        signal: str,
        *,
        read: Callable[[Tx], Awaitable[T | None]],
        tell: Callable[[T], Awaitable[None]],
    ) -> None:
        super().__init__(database, clock, signal)
        self._read = read
        self._tell = tell
        self._told: T | None = None

    async def next_try(self) -> datetime | None:
        """Return None: only a change is a reason to look."""
        return None

    async def work(self) -> bool:
        """Tell the platform where it does not know yet."""
        now = await self.database.read(self._read)
        if now is not None and now != self._told:
            await self._tell(now)
            self._told = now
        return False


def of_all(database: Database, platform: Platform, clock: Clock) -> list[Worker]:
    """Return what tells a platform all that it must know."""
    return [make(database, platform, clock) for make in (of_name, of_channels, of_moderators)]


def of_name(database: Database, platform: Platform, clock: Clock) -> Worker:
    """Return what tells a platform how its community is called."""

    async def read(tx: Tx) -> str | None:
        community = await communities.first(tx)
        return None if community is None else community.name

    return Telling(database, clock, communities.SIGNAL, read=read, tell=platform.know_name)


def of_language(database: Database, clock: Clock, tell: Callable[[str], Awaitable[None]]) -> Worker:
    """Return what tells somebody which language the community reads."""

    async def read(tx: Tx) -> str | None:
        community = await communities.first(tx)
        return None if community is None else community.language

    return Telling(database, clock, communities.SIGNAL, read=read, tell=tell)


def of_channels(database: Database, platform: Platform, clock: Clock) -> Worker:
    """Return what tells a platform which of its channels serve for anything."""

    async def read(tx: Tx) -> frozenset[str]:
        return frozenset(await channels.serving(tx, platform.name))

    return Telling(database, clock, channels.SIGNAL, read=read, tell=platform.know_channels)


def of_moderators(database: Database, platform: Platform, clock: Clock) -> Worker:
    """Return what tells a platform whom the community made moderators."""

    async def read(tx: Tx) -> frozenset[str]:
        return frozenset(await moderators.keys(tx, platform.name))

    return Telling(database, clock, moderators.SIGNAL, read=read, tell=platform.know_moderators)
