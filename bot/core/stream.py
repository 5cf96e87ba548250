"""A worker with several things under way: each that is done makes room for the next, and a slow one holds up none."""

import asyncio
from abc import abstractmethod
from collections.abc import Collection, Coroutine, Hashable, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.core.clock import Clock
from bot.core.worker import Worker
from storage.database import Database

KeyT = TypeVar("KeyT", bound=Hashable)
Piece = Coroutine[Any, Any, None]


class Stream(Worker, Generic[KeyT]):
    """Keeps up to `together` pieces of work under way, never two under the same key."""

    def __init__(self, database: Database, clock: Clock, signal: str, together: int) -> None:
        super().__init__(database, clock, signal)
        self._together = together
        self._under_way: dict[KeyT, asyncio.Task[None]] = {}

    @property
    def under_way(self) -> Collection[KeyT]:
        """The keys of what is under way at this moment."""
        return frozenset(self._under_way)

    async def run(self) -> None:
        """Work for ever. Where something fails, what is under way comes to its end first; then it is raised."""
        failures: list[Exception] = []
        async with asyncio.TaskGroup() as group:
            while not failures:
                self._woken.clear()
                try:
                    async with self._turn:
                        began = await self._begin(group, failures)
                    if not began:
                        await self.clock.wait(self._woken, await self._next_look())
                except Exception as error:  # noqa: BLE001 - raised below
                    failures.append(error)
        raise ExceptionGroup(type(self).__name__, failures)

    async def work(self) -> bool:
        """Work off what may be begun now; return whether there was anything."""
        failures: list[Exception] = []
        async with asyncio.TaskGroup() as group:
            began = await self._begin(group, failures)
        if failures:
            raise ExceptionGroup(type(self).__name__, failures)
        return began

    @property
    def busy(self) -> bool:
        """Whether it is at work at this moment."""
        return super().busy or bool(self._under_way)

    async def pause(self) -> None:
        """Wait until nothing is half done, and let nothing begin after it."""
        await super().pause()
        if self._under_way:
            await asyncio.wait(self._under_way.values())

    @abstractmethod
    async def take(self, most: int) -> Mapping[KeyT, Piece]:
        """Return what may be begun now, at most so much of it, by its key; nothing of `under_way`."""

    @abstractmethod
    async def next_try(self) -> datetime | None:
        """Return when there may be more than what is under way, where that is known."""

    async def _begin(self, group: asyncio.TaskGroup, failures: list[Exception]) -> bool:
        room = self._together - len(self._under_way)
        pieces = await self.take(room) if room > 0 else {}
        for key, piece in pieces.items():
            self._under_way[key] = group.create_task(self._do(key, piece, failures))
        return bool(pieces)

    async def _do(self, key: KeyT, piece: Piece, failures: list[Exception]) -> None:
        """Do one piece. That it fails must not cancel the others: what they asked of a platform is half done."""
        try:
            await piece
        except Exception as error:  # noqa: BLE001 - raised by `run`
            failures.append(error)
        finally:
            del self._under_way[key]
            self._woken.set()

    async def _next_look(self) -> datetime | None:
        return await self.next_try() if len(self._under_way) < self._together else None
