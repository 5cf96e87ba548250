"""Proof of arrival: what to do with something that may have been sent before."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.api.platform import Platform


class Uncertain(Exception):  # noqa: N818 - a state of affairs, not a mistake
    """It cannot be proven whether a message arrived. Shown to the operator, never sent again blindly."""


async def send_once(
    platform: Platform,
    target: str,
    key: str,
    *,
    claimed_at: datetime | None,
    now: datetime,
    send: Callable[[], Awaitable[str]],
) -> str:
    """Send under a key so that people see it once, however often this is tried; return its reference.

    `claimed_at` is when it was first about to be sent, None for never. Within the platform's window the key
    itself proves it; after that the platform is looked at first, and where the clock was ahead at that time: then
    nobody knows how long ago that is. Raises Uncertain where nothing can tell.
    """
    if claimed_at is None or timedelta(0) <= now - claimed_at < platform.traits.key_window:
        return await send()
    found = await platform.find(target, key, min(claimed_at, now))
    if found is not None:
        return found
    if not platform.traits.can_look:
        raise Uncertain(key)
    return await send()
