"""Talking with one person alone: begun once, and not with too many in a short time."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.api.errors import OverBudget
from bot.platforms.discord.posting.direct import BUDGET, PERIOD, Directs
from tests.unit.discord.store import MemoryStore

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


class Hours:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Client:
    """Begins talks: that with somebody is in the channel of their number and a thousand."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.refuses: Exception | None = None
        self.answers = asyncio.Event()
        self.answers.set()

    async def create_dm(self, user: discord.Object) -> Any:
        if self.refuses is not None:
            raise self.refuses
        self.begun.append(user.id)
        await self.answers.wait()
        await asyncio.sleep(0)
        return SimpleNamespace(id=user.id + 1000)


def too_many() -> discord.HTTPException:
    response = SimpleNamespace(status=400, reason="Bad Request", headers={})
    return discord.HTTPException(response, {"code": 40003, "message": "too fast"})  # type: ignore[arg-type]


class World:
    def __init__(self) -> None:
        self.store, self.client, self.hours = MemoryStore(), Client(), Hours()

    async def directs(self) -> Directs:
        """Return them as after a start."""

        async def ready() -> Any:
            return self.client

        made = Directs(ready, self.store, self.hours)
        await made.load()
        return made


@pytest.fixture
def world() -> World:
    return World()


async def test_a_talk_is_begun_once(world: World) -> None:
    directs = await world.directs()
    channels = await asyncio.gather(*(directs.channel_with(7) for _ in range(5)))
    again = await world.directs()
    assert {*channels, await again.channel_with(7)} == {1007}
    assert world.client.begun == [7]
    assert again.known(8) is None


async def test_no_more_talks_are_begun_than_may_be_also_after_a_restart(world: World) -> None:
    directs = await world.directs()
    for user in range(BUDGET):
        await directs.channel_with(user)
        world.hours.now += timedelta(minutes=1)
    for one in (directs, await world.directs()):
        with pytest.raises(OverBudget) as refused:
            await one.channel_with(500)
        assert refused.value.after == (PERIOD - BUDGET * timedelta(minutes=1)).total_seconds()
        assert await one.channel_with(0) == 1000
    world.hours.now += timedelta(seconds=refused.value.after)
    assert await directs.channel_with(500) == 1500
    with pytest.raises(OverBudget):
        await directs.channel_with(501)


async def test_nobody_waits_for_a_talk_with_somebody_else_to_begin(world: World) -> None:
    directs = await world.directs()
    await directs.began(7, 1007)
    world.client.answers.clear()
    beginning = asyncio.create_task(directs.channel_with(8))
    while not world.client.begun:  # noqa: ASYNC110 - nobody tells when
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        assert await directs.channel_with(7) == 1007
    world.client.answers.set()
    assert await beginning == 1008


async def test_who_wrote_first_costs_nothing(world: World) -> None:
    directs = await world.directs()
    for user in range(100):
        await directs.began(user, user + 1000)
        await directs.began(user, user + 1000)
    assert [await directs.channel_with(user) for user in (0, 99)] == [1000, 1099]
    assert await (await world.directs()).channel_with(300) == 1300
    assert world.client.begun == [300]


async def test_who_writes_in_a_talk_that_the_bot_began_changes_nothing_of_what_that_cost(world: World) -> None:
    directs = await world.directs()
    for user in range(BUDGET):
        await directs.began(user, await directs.channel_with(user))
    with pytest.raises(OverBudget):
        await (await world.directs()).channel_with(500)


async def test_where_discord_finds_it_too_many_no_talk_is_begun_for_a_while(world: World) -> None:
    directs, world.client.refuses = await world.directs(), too_many()
    with pytest.raises(OverBudget):
        await directs.channel_with(1)
    world.client.refuses = None
    world.hours.now += timedelta(minutes=10)
    with pytest.raises(OverBudget) as refused:
        await directs.channel_with(1)
    world.hours.now += timedelta(seconds=refused.value.after)
    assert await directs.channel_with(1) == 1001
