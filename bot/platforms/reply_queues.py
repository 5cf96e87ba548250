"""Replies on their way to people: in order, patiently, and one that cannot be shown holds up no other for long."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

from bot.api.answers import Reply
from bot.api.errors import FatalError, PlatformError

PATIENCE_S = 600.0
"""For how long a reply is tried: after that nobody waits for it."""

_log = structlog.get_logger(__name__)


class ReplyQueues:
    """A queue for each conversation, or whatever else replies must be in order in."""

    def __init__(self, show: Callable[[Reply], Awaitable[None]]) -> None:
        """`show` shows all of one reply, and tries again by itself where that can help."""
        self._show = show
        self._queues: dict[str, deque[Reply]] = {}
        self._group: asyncio.TaskGroup | None = None

    @property
    def waiting(self) -> int:
        """How many replies are not shown yet."""
        return sum(len(queue) for queue in self._queues.values())

    def put(self, name: str, reply: Reply) -> None:
        """Let a reply be shown, after earlier ones in the queue of that name."""
        queue = self._queues.setdefault(name, deque())
        queue.append(reply)
        if len(queue) == 1 and self._group is not None:
            self._group.create_task(self._empty(name))

    async def run(self) -> None:
        """Show replies until cancelled; what is not shown then still waits. Raises FatalError as `show` does."""
        try:
            async with asyncio.TaskGroup() as self._group:
                for name in self._queues:
                    self._group.create_task(self._empty(name))
                await asyncio.Event().wait()
        finally:
            self._group = None

    async def finish(self) -> None:
        """Show what waits."""
        for name in list(self._queues):
            await self._empty(name)

    async def _empty(self, name: str) -> None:
        queue = self._queues[name]
        while queue:
            await self._try(queue[0])
            queue.popleft()
        del self._queues[name]

    async def _try(self, reply: Reply) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._show(reply)
        except FatalError:
            raise
        except (PlatformError, TimeoutError) as error:
            _log.warning("answer_not_shown", asked=reply.asked.event_id, error=str(error))
        except Exception as error:  # noqa: BLE001 - one broken answer must not keep others from being shown
            _log.error("answer_broken", asked=reply.asked.event_id, exc_info=error)
