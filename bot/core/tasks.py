"""Tasks that must live as long as the bot: a failure is logged and followed by a new try."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from bot.api.errors import FatalError
from bot.domain.pause import LONGEST_PAUSE_S, pause_after

FAILING_FROM = 3
"""After so many failures in a row a task counts as failing; one or two may be bad luck."""

_log = structlog.get_logger(__name__)


class Tasks:
    """Keeps tasks alive, and knows which of them fail over and over."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._failures: dict[str, int] = {}
        self._turned: dict[str, float] = {}

    @property
    def failing(self) -> list[str]:
        """The names of the tasks that failed again and again, and have not run well since."""
        return [name for name, times in self._failures.items() if times >= FAILING_FROM and not self._runs_well(name)]

    async def supervise(self, name: str, run: Callable[[], Awaitable[None]]) -> None:
        """Run `run` for ever: when it fails, log why, wait, and run it again. Returns when it returns.

        A FatalError is not followed by a new try: it is raised, also where it comes in a group.
        """
        while True:
            self._turned[name] = self._monotonic()
            try:
                await run()
            except Exception as error:
                if _is_fatal(error):
                    raise
                # Logged with its trace; the task lives on.
                _log.exception("task_failed", task=name)
            else:
                return
            failures = 0 if self._runs_well(name) else self._failures.get(name, 0) + 1
            self._failures[name] = failures
            self._turned[name] = self._monotonic()
            await asyncio.sleep(pause_after(failures))

    def _runs_well(self, name: str) -> bool:
        """Whether it is longer ago than any pause between two tries that a task began or failed."""
        return self._monotonic() - self._turned[name] > LONGEST_PAUSE_S


def _is_fatal(error: Exception) -> bool:
    return isinstance(error, FatalError) or (isinstance(error, ExceptionGroup) and bool(error.subgroup(FatalError)))
