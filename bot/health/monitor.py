"""Looking at a running bot, now and then by itself and whenever somebody asks."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import structlog

from bot import __version__
from bot.app import App
from bot.domain.tx import Tx
from bot.health.seen import PlatformSeen, Seen
from bot.health.since import Since
from storage.backlog import Backlog, Undelivered, backlog, undelivered

TICK_S = 1.0
LOOK_EVERY = 10
"""So many ticks pass between two looks: it is known that precisely since when something waits."""

ANSWER_WITHIN_S = 5.0
"""How long the database may take before it counts as one that does not answer."""

T = TypeVar("T")
_log = structlog.get_logger(__name__)


class Monitor:
    """Watches a bot. `errors` are counted elsewhere, by their kind."""

    def __init__(
        self, app: App, errors: Counter[str] | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._app = app
        self._errors = Counter() if errors is None else errors
        self._started_at = app.clock.now()
        self._away: Since[str] = Since(monotonic)
        self._stuck: Since[tuple[str, int]] = Since(monotonic)
        self._parcels: Since[tuple[str, int]] = Since(monotonic)
        self._cards: Since[tuple[str, int, int]] = Since(monotonic)
        self._found = Undelivered(frozenset(), frozenset())
        self._late_s = 0.0

    async def run(self) -> None:
        """Look now and then until cancelled, so that it is known since when things are as they are."""
        loop = asyncio.get_running_loop()
        while True:
            await self._ages()
            for _ in range(LOOK_EVERY):
                due = loop.time() + TICK_S
                await asyncio.sleep(TICK_S)
                self._late_s += max(0.0, loop.time() - due)

    async def look(self) -> Seen:
        """Return how the bot is doing now."""
        app = self._app
        return Seen(
            version=__version__,
            started_at=self._started_at,
            now=app.clock.now(),
            platforms=await self._ages(),
            backlog=await _patiently(self._backlog),
            writes=await _patiently(self._write) is not None,
            commits=app.database.commits,
            failing=tuple(sorted(app.tasks.failing)),
            late_s=self._late_s,
            errors=dict(self._errors),
        )

    async def _ages(self) -> tuple[PlatformSeen, ...]:
        """Return how each platform is doing, and since when."""
        app = self._app
        health = {platform.name: platform.health for platform in app.platforms}
        away = self._away.look(name for name, one in health.items() if not one.connected)
        stuck = self._stuck.look((name, app.tally.events[name]) for name, one in health.items() if one.waiting)
        self._found = await _patiently(self._undelivered) or self._found
        parcels, cards = self._parcels.look(self._found.parcels), self._cards.look(self._found.cards)
        return tuple(
            PlatformSeen(
                name=name,
                health=one,
                away_s=away.get(name),
                stuck_s=_longest(stuck, name),
                parcel_s=_longest(parcels, name),
                card_s=_longest(cards, name),
                events=app.tally.events[name],
                last_event_at=app.tally.last_event_at.get(name),
            )
            for name, one in health.items()
        )

    async def _undelivered(self) -> Undelivered:
        now, kinds = self._app.clock.now(), self._app.registry.by_subject.keys()
        return await self._app.database.read(lambda tx: undelivered(tx, now, kinds=kinds))

    async def _backlog(self) -> Backlog:
        now, registry = self._app.clock.now(), self._app.registry
        kinds, dues = registry.by_subject.keys(), registry.by_due.keys()
        return await self._app.database.read(lambda tx: backlog(tx, now, kinds=kinds, dues=dues))

    async def _write(self) -> bool:
        """Wait for a turn to write, and write nothing."""
        await self._app.database.write(_nothing)
        return True


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T | None:
    """Return what the database answers; None where it does not."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN_S):
            return await ask()
    except (TimeoutError, RuntimeError, ValueError, sqlite3.Error) as error:
        _log.error("database_does_not_answer", kind=type(error).__name__)
        return None


async def _nothing(tx: Tx) -> None:
    """Write nothing."""


def _longest(ages: Mapping[Any, float], platform: str) -> float | None:
    """Return the greatest of the ages of what is on a platform: the first part of a thing, where it has several."""
    return max((age for thing, age in ages.items() if thing[0] == platform), default=None)
