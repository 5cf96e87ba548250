"""Talking with one person alone: in which channel that is, and how many such talks the bot may begin.

A bot that begins many in a short time is taken for one that pesters people, and is shut out. Who wrote to it first
costs nothing.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import discord

from bot.api.errors import OverBudget
from bot.api.platform import PlatformStore
from bot.platforms.discord.errors import platform_errors
from bot.platforms.discord.gateway.client import Ready

KEPT = "dm:"
"""What is kept of somebody, under this and their id: the channel, and when the bot began it, in seconds since 1970."""

BUDGET = 20
PERIOD = timedelta(hours=1)
"""How many talks the bot begins in how much time."""


class Directs:
    """The channels in which the bot talks with one person."""

    def __init__(self, ready: Ready, store: PlatformStore, now: Callable[[], datetime]) -> None:
        self._ready = ready
        self._store = store
        self._now = now
        self._channels: dict[int, int] = {}
        self._begun: list[datetime] = []
        self._calm_until: datetime | None = None
        self._beginning = asyncio.Lock()

    async def load(self) -> None:
        """Read which channels these are."""
        for key, told in (await self._store.all(KEPT)).items():
            channel_id, _, begun = told.partition(" ")
            self._channels[int(key.removeprefix(KEPT))] = int(channel_id)
            if begun:
                self._begun.append(datetime.fromtimestamp(int(begun), UTC))

    def known(self, user_id: int) -> int | None:
        """Return the channel of somebody; None where there was no talk yet."""
        return self._channels.get(user_id)

    async def began(self, user_id: int, channel_id: int) -> None:
        """Hear that somebody talks to the bot alone in a channel; again is no error."""
        if self._channels.get(user_id) != channel_id:
            await self._keep(user_id, str(channel_id))
            self._channels[user_id] = channel_id

    async def channel_with(self, user_id: int) -> int:
        """Return the channel to say something to one person in; begin it where there is none.

        Raises OverBudget where the bot began enough of them for now.
        """
        if user_id not in self._channels:
            async with self._beginning:
                if user_id not in self._channels:
                    await self._begin(user_id)
        return self._channels[user_id]

    async def _begin(self, user_id: int) -> None:
        now = self._now()
        self._check_budget(now)
        client = await self._ready()
        try:
            with platform_errors():
                channel = await client.create_dm(discord.Object(user_id))
        except OverBudget as error:
            self._calm_until = now + timedelta(seconds=error.after)
            raise
        self._begun.append(now)
        await self._keep(user_id, f"{channel.id} {int(now.timestamp())}")
        self._channels[user_id] = channel.id

    def _check_budget(self, now: datetime) -> None:
        self._begun = sorted(at for at in self._begun if now - at < PERIOD)
        again = [self._begun[-BUDGET] + PERIOD] if len(self._begun) >= BUDGET else []
        if self._calm_until is not None and self._calm_until > now:
            again.append(self._calm_until)
        if again:
            raise OverBudget((max(again) - now).total_seconds())

    async def _keep(self, user_id: int, told: str) -> None:
        await self._store.put(f"{KEPT}{user_id}", told)
