"""How many requests the bot makes in a second, whatever they are for: just under what Discord takes of one bot."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp

A_SECOND = 48.5
"""Discord takes fifty, and no more than that ever go within a second; one more, and everything would wait."""

_UNCOUNTED = {"interactions", "webhooks"}


class RequestRate:
    """Lets requests go evenly, in the order in which they came."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._next = now()
        self._turn = asyncio.Lock()

    async def turn(self) -> None:
        """Wait until a request may go."""
        async with self._turn:
            gap = 1 / A_SECOND
            # One that comes late lets the next come sooner; after a stall there is no rush all the same.
            self._next = max(self._next, self._now() - gap)
            while (wait := self._next - self._now()) > 0:
                await self._sleep(wait)
            self._next += gap

    def put_off(self, seconds: float) -> None:
        """Let nothing go for so long: Discord asks for that."""
        self._next = max(self._next, self._now() + seconds)

    def trace(self) -> aiohttp.TraceConfig:
        """Return what makes each request of a session wait for its turn, except answers to interactions."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._on_start)
        trace.on_request_end.append(self._on_end)
        return trace

    async def _on_start(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        if _UNCOUNTED.isdisjoint(asked.url.parts):
            await self.turn()

    async def _on_end(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, done: aiohttp.TraceRequestEndParams
    ) -> None:
        answer = done.response
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS and "X-RateLimit-Global" in answer.headers:
            # Its header tells whole seconds only. What is read here, discord.py can read again.
            told = await answer.json(content_type=None)
            self.put_off(float(told["retry_after"]))
