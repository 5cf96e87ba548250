"""Asking Discord for something until there is an answer."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from bot.api.errors import PlatformError, Refused, RetryLater
from bot.domain.pause import pause_after

T = TypeVar("T")
_log = structlog.get_logger(__name__)


async def patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Return what is asked for, however often that fails; only a clear no is raised, as Refused."""
    failures = 0
    while True:
        try:
            return await ask()
        except Refused:
            raise
        except PlatformError as error:
            pause = error.after if isinstance(error, RetryLater) else pause_after(failures)
            failures += 1
            _log.warning("discord_waits", seconds=round(pause, 1), error=str(error))
        await asyncio.sleep(pause)
