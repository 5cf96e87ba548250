"""The week with thirty participants on a real homeserver, by programs that have nothing of the bot in them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.demo.homeserver import Homeserver, Registered
from bot.platforms.matrix.markup import KEY
from tests.matrix.http import Content, MatrixError
from tests.matrix.person import Person
from tests.matrix.world import MatrixWorld, config_in
from tests.week.crowd import CrowdChat
from tests.week.ending import NOTHING_LEFT, check, left_lying
from tests.week.model import Week
from tests.week.players import Players
from tests.week.script import live

pytestmark = pytest.mark.matrix

PEOPLE = tuple(f"deelnemer-{number}" for number in range(1, 31))
PATIENCE_S = 120.0


class Town(Homeserver):
    """A homeserver that can be restarted while people go on."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.up = asyncio.Event()
        self.up.set()

    async def restart(self) -> None:
        """Stop it, and start it again."""
        self.up.clear()
        await self.stop()
        await self.start()
        self.up.set()


class Resident(Person):
    """Somebody whose client asks again when the homeserver is there again, as clients do."""

    def __init__(self, town: Town, account: Registered, name: str) -> None:
        super().__init__(town.url, account, name)
        self._town = town

    async def call(
        self, method: str, path: str, content: Content | None = None, *, query: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        while True:
            try:
                return await super().call(method, path, content, query=query)
            except (aiohttp.ClientError, MatrixError) as error:
                if self._town.up.is_set() or (isinstance(error, MatrixError) and error.status < 500):
                    raise
                await self._town.up.wait()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path / "homeserver") as town:
        yield town


@pytest.fixture
async def chat(tmp_path: Path, town: Town) -> AsyncIterator[CrowdChat]:
    """A community of thirty participants and a moderator."""
    async with AsyncExitStack() as present:
        names = (*PEOPLE, "moderator")
        accounts = await asyncio.gather(*(town.register(name, displayname=name.capitalize()) for name in names))
        people = {
            name: await present.enter_async_context(Resident(town, account, name))
            for name, account in zip(names, accounts, strict=True)
        }
        bot = await town.register("watals", displayname="Wat-als bot")
        world = MatrixWorld(config_in(tmp_path), town, bot)
        world.patience_s = PATIENCE_S
        await world.start()
        await world.found_rooms(people["moderator"], [people[name] for name in PEOPLE])
        chat = CrowdChat(world, people)
        await chat.settled()
        yield chat
        await world.close()


@pytest.mark.timeout(300)
async def test_a_week_on_matrix_ends_as_a_plain_model_says(town: Town, chat: CrowdChat) -> None:
    players = Players(chat, Week(), PEOPLE)
    await live(players, town.restart)
    await check(players)
    assert await chat.world.database.read(left_lying) == NOTHING_LEFT
    for person in chat.people.values():
        assert len(person.dms(chat.world.bot.user_id)) <= 1
        assert _doubled(person) == []


def _doubled(person: Person) -> list[str]:
    """Return what somebody sees more than once of what is to be said once, by its key."""
    keys = Counter(message.content.get(KEY) for room in person.joined for message in person.messages(room))
    return [key for key, times in keys.items() if key is not None and times > 1]
