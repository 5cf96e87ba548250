"""Staying connected: whatever ends a client, there is a new one, unless an operator is needed first."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest

from bot.api.errors import FatalError, RetryLater
from bot.domain.pause import pause_after
from bot.platforms.discord.gateway import connection
from bot.platforms.discord.gateway.client import Client
from bot.platforms.discord.gateway.connection import FIRST_PAUSE_S, LONGEST_PAUSE_S, Connection
from bot.platforms.discord.gateway.inbox import Inbox


class FakeClient(Client):
    """A client whose life a test decides on."""

    made: asyncio.Queue["FakeClient"]

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.made.put_nowait(self)
        await self.ended


class World:
    def __init__(self) -> None:
        self.inbox = Inbox()
        self.arrived: list[Client] = []
        self.connection = Connection("token", {}, self.inbox, self.arrived.append)
        self.clients: asyncio.Queue[FakeClient] = asyncio.Queue()
        self.running = asyncio.create_task(self.connection.run())

    async def client(self) -> FakeClient:
        """Return the next client that is started."""
        return await self.clients.get()


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(connection, "FIRST_PAUSE_S", 0.001)
    monkeypatch.setattr(connection, "Client", FakeClient)
    world = World()
    monkeypatch.setattr(FakeClient, "made", world.clients, raising=False)
    yield world
    world.running.cancel()
    await asyncio.wait([world.running])
    await world.connection.close()


async def test_ready_it_can_be_asked_and_the_cards_are_compared(world: World) -> None:
    client = await world.client()
    with pytest.raises(RetryLater):
        _ = world.connection.client
    with pytest.raises(RetryLater):
        await world.connection.ready(0.001)
    client.dispatch("ready")
    assert await world.connection.ready(1.0) is world.connection.client is client
    assert world.arrived == [client]
    assert (await anext(world.inbox.batches())).gap


async def test_resumed_the_cards_are_compared_too(world: World) -> None:
    client = await world.client()
    client.dispatch("ready")
    batches = world.inbox.batches()
    await anext(batches)
    client.dispatch("disconnect")
    assert world.connection.client is client
    client.dispatch("resumed")
    assert (await anext(batches)).gap
    assert world.arrived == [client]


async def test_a_client_that_dies_is_followed_by_another_however_ready_it_seemed(world: World) -> None:
    first = await world.client()
    first.dispatch("ready")
    first.ended.set_exception(KeyError("user"))
    second = await world.client()
    assert first.is_closed()
    with pytest.raises(RetryLater):
        _ = world.connection.client
    second.dispatch("ready")
    assert world.connection.client is second


async def test_a_client_that_simply_ends_is_followed_by_another(world: World) -> None:
    (await world.client()).ended.set_result(None)
    assert await world.client()


async def test_a_client_that_does_not_come_back_by_itself_is_built_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LOST_AFTER_S", 0.001)
    client = await world.client()
    client.dispatch("ready")
    client.dispatch("disconnect")
    assert await world.client()
    assert client.is_closed()


async def test_a_client_that_never_gets_ready_is_built_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = await world.client()
    monkeypatch.setattr(connection, "LOST_AFTER_S", 0.001)
    first.ended.set_result(None)
    await world.client()
    assert await world.client()


async def test_one_that_was_replaced_is_not_heard_any_more(world: World) -> None:
    first = await world.client()
    first.ended.set_result(None)
    await world.client()
    first.dispatch("ready")
    first.dispatch("resumed")
    assert world.arrived == []
    with pytest.raises(RetryLater):
        _ = world.connection.client


async def test_what_no_try_can_mend_is_raised(world: World) -> None:
    client = await world.client()
    client.ended.set_exception(discord.LoginFailure("no"))
    with pytest.raises(FatalError):
        await world.running
    assert world.clients.empty()


async def test_told_to_stop_it_can_still_be_asked_until_it_is_closed(world: World) -> None:
    client = await world.client()
    client.dispatch("ready")
    world.running.cancel()
    await asyncio.wait([world.running])
    assert await world.connection.ready(1.0) is client
    assert not client.is_closed()
    await world.connection.close()
    assert client.is_closed()
    with pytest.raises(RetryLater):
        await world.connection.ready(0.001)


@pytest.mark.parametrize("failures", [0, 1, 10, 1000])
def test_it_does_not_use_up_the_sessions_of_a_day(failures: int) -> None:
    assert 0 < pause_after(failures, FIRST_PAUSE_S, LONGEST_PAUSE_S) <= LONGEST_PAUSE_S


def test_of_many_that_fail_it_begins_less_than_a_thousand_a_day() -> None:
    day, begun, failures = 86_400.0, 0, 0
    while day > 0:
        failures += 1
        begun += 1
        day -= pause_after(failures, FIRST_PAUSE_S, LONGEST_PAUSE_S)
    assert begun < 1000
