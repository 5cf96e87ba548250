"""Showing the answers to a batch: to several people at once, to each in the order they asked."""

import asyncio
from collections.abc import Iterable, Sequence

import structlog

from bot.api.answers import Reply
from bot.api.errors import PlatformError
from bot.api.platform import Platform

TOGETHER = 16
"""Answers on their way at the same time."""

_log = structlog.get_logger(__name__)


async def show_all(platform: Platform, replies: Iterable[Reply]) -> None:
    """Show answers; return when each has been shown, or could not be, which is logged."""
    by_author: dict[str, list[Reply]] = {}
    for reply in replies:
        by_author.setdefault(reply.asked.author.key, []).append(reply)
    turns = asyncio.Semaphore(TOGETHER)
    async with asyncio.TaskGroup() as group:
        for queue in by_author.values():
            group.create_task(_show_in_order(platform, queue, turns))


async def _show_in_order(platform: Platform, queue: Sequence[Reply], turns: asyncio.Semaphore) -> None:
    for reply in queue:
        async with turns:
            try:
                await platform.show(reply)
            except PlatformError as error:
                _log.warning("answer_not_shown", asked=reply.asked.event_id, error=str(error))
