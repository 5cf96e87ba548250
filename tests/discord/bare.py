"""A bare discord.py client, to see what the double looks like from there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import discord

from tests.discord.double import Double

INTENTS = discord.Intents(
    guilds=True,
    guild_messages=True,
    guild_reactions=True,
    dm_messages=True,
    dm_reactions=True,
    guild_scheduled_events=True,
)


ClientT = TypeVar("ClientT", bound=discord.Client)


class Bare(discord.Client):
    """Keeps what it is told."""

    def __init__(self, intents: discord.Intents = INTENTS) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.01, allowed_mentions=discord.AllowedMentions.none())
        self.told: list[tuple[str, tuple[Any, ...]]] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again without a pause."""

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.told.append((event, args))
        super().dispatch(event, *args, **kwargs)

    def of(self, event: str) -> list[Any]:
        """Return what came with each event of a name."""
        return [args[0] if args else None for name, args in self.told if name == event]


@asynccontextmanager
async def connected(double: Double, client: ClientT, *, token: str | None = None) -> AsyncIterator[ClientT]:
    """Let a client connect to the double, and give it when it is ready; raise what makes it fail."""
    async with client:
        running = asyncio.create_task(client.start(token or double.token))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait([running, ready], return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            ready.cancel()
            await running
        yield client
        await client.close()
        await running


async def until(happened: Callable[[], object]) -> None:
    """Return when something happened."""
    while not happened():  # noqa: ASYNC110 - nobody tells when
        await asyncio.sleep(0)
