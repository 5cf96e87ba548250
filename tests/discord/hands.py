"""The parts of the bot that speak on Discord, with a client of the bot's own that is connected to the double."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import discord
import pytest

from bot.platforms.discord.commands.mentions import Mentions
from bot.platforms.discord.gateway import client as client_module
from bot.platforms.discord.gateway.client import Client
from bot.platforms.discord.gateway.request_rate import RequestRate
from bot.platforms.discord.interactions.buttons import FollowUps
from bot.platforms.discord.posting.calendar import Calendar
from bot.platforms.discord.posting.direct import Directs
from bot.platforms.discord.posting.poster import Poster
from tests.discord.bare import connected
from tests.discord.double import Double
from tests.unit.discord.store import MemoryStore


class Hands:
    """What they keep outlives them, in `store`."""

    def __init__(self, double: Double, client: discord.Client, store: MemoryStore) -> None:
        self.double = double
        self.client = client
        self.store = store
        self.poster = Poster(self._ready, store, self._now, Mentions(), FollowUps(store, self._now))
        self.directs = Directs(self._ready, store, self._now)
        self.calendar = Calendar(self._ready, store, self._now)

    async def _ready(self) -> discord.Client:
        return self.client

    def _now(self) -> datetime:
        return self.double.clock.now


@asynccontextmanager
async def at_work(double: Double, store: MemoryStore | None = None) -> AsyncIterator[Hands]:
    """Let them connect, as after a start of the bot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client_module, "GUILDS_WITHIN_S", 0.01)
        client = Client({}, RequestRate())
    async with connected(double, client):
        made = Hands(double, client, MemoryStore() if store is None else store)
        await made.directs.load()
        yield made
