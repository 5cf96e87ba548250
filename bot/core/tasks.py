"""Tasks that must live as long as the bot: a failure is logged and followed by a new try."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.api.errors import FatalError
from bot.domain.pause import LONGEST_PAUSE_S, pause_after

_log = structlog.get_logger(__name__)


async def supervise(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Run `run` for ever: when it fails, log why, wait, and run it again. Returns when it returns.

    A FatalError is not followed by a new try: it is raised, also where it comes in a group.
    """
    failures = 0
    loop = asyncio.get_running_loop()
    while True:
        started = loop.time()
        try:
            await run()
        except Exception as error:
            if _is_fatal(error):
                raise
            # Logged with its trace; the task lives on.
            _log.exception("task_failed", task=name)
        else:
            return
        failures = 0 if loop.time() - started > LONGEST_PAUSE_S else failures + 1
        await asyncio.sleep(pause_after(failures))


def _is_fatal(error: Exception) -> bool:
    return isinstance(error, FatalError) or (isinstance(error, ExceptionGroup) and bool(error.subgroup(FatalError)))
