"""People who are there in every test of a worker, and the rooms they meet in: each test has a bot of its own."""

import asyncio
from collections.abc import Mapping
from uuid import uuid4

from bot.demo.homeserver import Homeserver
from tests.matrix.person import Person
from tests.matrix.world import ROOMS


class Regulars:
    """Making accounts and rooms anew for every test would take most of its time."""

    def __init__(self, homeserver: Homeserver, names: tuple[str, ...]) -> None:
        """Among `names` is "moderator", who makes the rooms."""
        self._homeserver = homeserver
        self._names = names
        self._people: Mapping[str, Person] = {}
        self.rooms: dict[str, str] = {}

    async def come(self) -> Mapping[str, Person]:
        """Return everybody, by name, in rooms where nothing was said yet."""
        if not self._people:
            self._people = {name: await self._arrive(name) for name in self._names}
            await self._make_rooms()
        back = await asyncio.gather(*(who.come_back() for who in self._people.values()))
        await self.go()
        self._people = dict(zip(self._names, back, strict=True))
        return self._people

    async def go(self) -> None:
        """Let everybody close their client."""
        for who in self._people.values():
            await who.__aexit__(None, None, None)

    async def _arrive(self, name: str) -> Person:
        account = await self._homeserver.register(f"{name}-{uuid4().hex[:8]}", displayname=name.capitalize())
        return Person(self._homeserver.url, account, name)

    async def _make_rooms(self) -> None:
        moderator = self._people["moderator"]
        others = [who for name, who in self._people.items() if name != "moderator"]
        for purpose, name in ROOMS.items():
            members = [] if purpose == "moderation" else others
            # Each test's bot comes in by itself, and may tidy there.
            room = self.rooms[purpose] = await moderator.create_room(name, public=True, power_levels={"redact": 0})
            await asyncio.gather(*(who.join(room) for who in members))
