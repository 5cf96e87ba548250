"""Takes interactions in as the bot does, beside the wire, and says what became of them."""

import asyncio
from typing import Any

import discord

from bot.api.events import Author, Event
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.interactions.buttons import FollowUps
from bot.platforms.discord.interactions.interacting import Interacting
from bot.platforms.discord.interactions.waiting import Waiting
from tests.unit.discord.desk import HandDesk
from tests.unit.discord.interactions import ANNA, a_gateway
from tests.unit.discord.store import MemoryStore

SIGN_UP = {
    "id": "1",
    "type": 1,
    "name": "aanmelden",
    "options": [{"name": "sessie", "type": 3, "value": "vervolg", "focused": True}],
}
ANNA_IN_DUTCH = Author(f"discord:{ANNA}", "Anna", "nl")


class Moderators:
    """Stands in for what is known of who moderates."""

    def __init__(self) -> None:
        self.told: bool | Exception = False
        self.known = asyncio.Event()
        self.known.set()

    async def moderates(self, client: discord.Client, user: discord.abc.User) -> bool:
        await self.known.wait()
        if isinstance(self.told, Exception):
            raise self.told
        return self.told


class Directs:
    def __init__(self) -> None:
        self.known: list[tuple[int, int]] = []

    async def began(self, user_id: int, channel_id: int) -> None:
        self.known.append((user_id, channel_id))


class Bench:
    """Takes interactions in, and says what became of them."""

    def __init__(self) -> None:
        self.gateway = a_gateway()
        self.inbox, self.waiting, self.directs = Inbox(), Waiting(), Directs()
        self.desk, self.moderators, self.follow_ups = HandDesk(), Moderators(), FollowUps(MemoryStore())
        moderating: Any = self.moderators
        self.interacting = Interacting(self.inbox, self.waiting, moderating, self.directs, self.follow_ups)

    async def event(self) -> Event:
        async for batch in self.inbox.batches():
            [event] = batch.events
            return event
        raise AssertionError

    async def taken_in(self, asked: discord.Interaction) -> Event:
        self.interacting.take(asked)
        return await self.event()
