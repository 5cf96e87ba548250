"""How many requests the bot makes in a second, whatever they are for: just under what Discord takes of one bot."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp

MOST = 50
WITHIN_S = 1.03
"""Discord takes so many in a second; the way there is not always equally long."""

GAP_S = 0.005
"""The least time between two, so that they are no rush."""

_UNCOUNTED = {"interactions", "webhooks"}


class RequestRate:
    """Lets requests go in the order in which they came, and makes up for a stall as far as Discord's limit lets it."""

    def __init__(
        self, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._went = deque([-math.inf] * MOST, maxlen=MOST)
        self._not_before = -math.inf
        self._turn = asyncio.Lock()

    async def turn(self) -> None:
        """Wait until a request may go."""
        async with self._turn:
            while (wait := self._next - self._now()) > 0:
                await self._sleep(wait)
            self._went.append(self._now())

    def put_off(self, seconds: float) -> None:
        """Let nothing go for so long: Discord asks for that."""
        self._not_before = self._now() + seconds

    @property
    def _next(self) -> float:
        return max(self._went[0] + WITHIN_S, self._went[-1] + GAP_S, self._not_before)

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
