"""The connection to Discord, which is built anew whenever it dies."""

import asyncio
import math
from collections.abc import Callable, Mapping

import structlog

from bot.api.errors import FatalError, RetryLater
from bot.domain.pause import pause_after
from bot.platforms.discord.errors import fatal_errors
from bot.platforms.discord.gateway.client import Client, Handler
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.gateway.request_rate import RequestRate

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 180.0
"""Discord lets a bot begin a thousand sessions a day, and takes its token away after that."""

LOST_AFTER_S = 120.0
"""How long the client may try by itself to come back, with what was missed; later it is built anew."""

_log = structlog.get_logger(__name__)


class Connection:
    """Keeps a client connected; every time it may have missed something, the inbox hears of it.

    That a client is ready says nothing of whether it still lives: only its running does.
    """

    def __init__(
        self, token: str, handlers: Mapping[str, Handler], inbox: Inbox, arrived: Callable[[Client], None]
    ) -> None:
        """`handlers` take the events, `arrived` hears that a client knows its servers, perhaps anew."""
        self._token = token
        self._rate = RequestRate()
        self._inbox = inbox
        self._arrived = arrived
        self._handlers: Mapping[str, Handler] = {
            **handlers,
            "ready": self._on_ready,
            "resumed": self._on_resumed,
            "disconnect": self._on_disconnect,
        }
        self._client: Client | None = None
        self._living: Client | None = None
        self._ready = asyncio.Event()
        self._patience = asyncio.timeout(None)

    @property
    def client(self) -> Client:
        """The client that is connected; raises RetryLater where there is none."""
        if self._client is None or not self._ready.is_set():
            raise RetryLater(FIRST_PAUSE_S)
        return self._client

    @property
    def connected(self) -> bool:
        """Whether a client is alive and hears what happens: its session began or went on, and did not break since."""
        return self._living is not None and self._ready.is_set() and self._patience.when() is None

    @property
    def latency_s(self) -> float | None:
        """Seconds that Discord took to answer the last heartbeat; None before the first."""
        latency = math.nan if self._living is None else self._living.latency
        return latency if math.isfinite(latency) else None

    async def ready(self, within_s: float) -> Client:
        """Wait for the client to be connected; raises RetryLater where that takes too long."""
        try:
            async with asyncio.timeout(within_s):
                await self._ready.wait()
        except TimeoutError:
            raise RetryLater(within_s) from None
        return self.client

    async def run(self) -> None:
        """Stay connected until cancelled; raises FatalError where no new try can help."""
        failures = 0
        loop = asyncio.get_running_loop()
        while True:
            await self.close()
            began = loop.time()
            try:
                await self._live()
            except FatalError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever ended it, the next one may live
                _log.error("discord_connection_died", exc_info=error)
            else:
                _log.warning("discord_connection_ended")
            self._ready.clear()
            failures = 0 if loop.time() - began > LONGEST_PAUSE_S else failures + 1
            await asyncio.sleep(pause_after(failures, FIRST_PAUSE_S, LONGEST_PAUSE_S))

    async def close(self) -> None:
        """Close what is open. Until then requests can be made, also after `run` was cancelled."""
        self._ready.clear()
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    async def _live(self) -> None:
        """Let one client live as long as it can."""
        client = self._client = Client(self._handlers, self._rate)
        try:
            with fatal_errors():
                async with asyncio.timeout(LOST_AFTER_S) as self._patience:
                    self._living = client
                    await client.start(self._token)
        finally:
            self._living = None

    def _on_ready(self, client: Client) -> None:
        if client is self._living:
            self._on_resumed(client)
            self._arrived(client)

    def _on_resumed(self, client: Client) -> None:
        if client is self._living:
            self._patience.reschedule(None)
            self._ready.set()
            self._inbox.gap()

    def _on_disconnect(self, client: Client) -> None:
        if client is self._living and self._patience.when() is None:
            self._patience.reschedule(asyncio.get_running_loop().time() + LOST_AFTER_S)
