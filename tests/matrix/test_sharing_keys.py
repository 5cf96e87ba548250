"""The key of what the bot says gets to everybody, whatever goes wrong on the way."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from itertools import count, product

import pytest
import pytest_asyncio

from bot.api.content import content, paragraph
from bot.api.platform import Outgoing
from bot.demo.homeserver import Homeserver
from bot.domain import pause
from bot.platforms.matrix import client as bots_client
from bot.platforms.matrix.sync import patiently
from tests.matrix.faults import Fault, FaultProxy, answered, broken, dropped, limited, lost, truncated
from tests.matrix.http import MatrixError
from tests.matrix.strict import ENCRYPTION, StrictPerson, arrive_strict
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]
FAULTS = (limited(20), broken(), dropped, lost, truncated)
EMPTY = answered(200, {})
_NUMBERS = count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bad_line(homeserver: Homeserver) -> AsyncIterator[FaultProxy]:
    async with FaultProxy(homeserver.url) as line:
        yield line


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(
    tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver, bad_line: FaultProxy
) -> AsyncIterator[WatchedWorld]:
    folder = tmp_path_factory.mktemp("sharing-keys")
    async with community(folder, homeserver, url=bad_line.url, encrypted=True) as world:
        yield world


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot try again soon."""
    monkeypatch.setattr(pause, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(bots_client, "PATIENCE_S", 0.05)


async def say(world: WatchedWorld, room: str) -> str:
    """Let the bot say something in a room, as often as it takes; return what."""
    text = f"Iets nieuws, nummer {next(_NUMBERS)}"
    await patiently(lambda: world.matrix.send(room, Outgoing(content(paragraph(text))), text))
    return text


async def read(world: WatchedWorld, person: StrictPerson, room: str) -> list[str]:
    return [one.body for one in await world.said(person, room)]


@pytest.mark.parametrize(
    ("path", "fault"),
    [*product(["/keys/claim$", "/sendToDevice/"], FAULTS), ("/keys/claim$", EMPTY)],
    ids=range(2 * len(FAULTS) + 1),
)
async def test_who_just_came_can_read_what_is_said(
    world: WatchedWorld, homeserver: Homeserver, bad_line: FaultProxy, path: str, fault: Fault
) -> None:
    async with await arrive_strict(homeserver, "buur") as buur:
        await world.moderator.invite(world.room, buur.user_id)
        await buur.join(world.room)
        await world.settled()
        plan = bad_line.fail(fault, path=path)
        text = await say(world, world.room)
        await plan.spent()
        assert text in await read(world, buur, world.room)
        assert await say(world, world.room) in await read(world, buur, world.room)


@pytest.mark.parametrize("fault", [*FAULTS, EMPTY], ids=range(len(FAULTS) + 1))
async def test_in_a_new_room_everybody_can_read_what_is_said(
    world: WatchedWorld, homeserver: Homeserver, bad_line: FaultProxy, fault: Fault
) -> None:
    async with AsyncExitStack() as present:
        silent = await present.enter_async_context(await arrive_strict(homeserver, "stille"))
        plans = [bad_line.fail(fault, path=path) for path in ("/members$", "/keys/query$")]
        room = await world.moderator.create_room(
            "Nieuw", invite=[world.bot.user_id, silent.user_id], initial_state=[ENCRYPTION]
        )
        await world.settled()
        text = await say(world, room)
        for plan in plans:
            await plan.spent()
        await silent.join(room)
        assert text in await read(world, silent, room)


@pytest.mark.parametrize("key", [{"key": 5, "signatures": {}}, {"key": "x"}, {}, "AAAA", 5])
async def test_whose_keys_are_no_good_keeps_nobody_else_from_reading(
    world: WatchedWorld, homeserver: Homeserver, key: object
) -> None:
    odd = await arrive_strict(homeserver, "vreemde")
    await odd.publish_keys(0)
    with suppress(MatrixError):  # this homeserver refuses some; others may not
        await odd.call("POST", "/v3/keys/upload", {"one_time_keys": {"signed_curve25519:AAAA": key}})
    async with AsyncExitStack() as present:
        present.push_async_exit(odd.__aexit__)
        buur = await present.enter_async_context(await arrive_strict(homeserver, "buur"))
        for person in (odd, buur):
            await world.moderator.invite(world.room, person.user_id)
            await person.join(world.room)
        await world.settled()
        text = await say(world, world.room)
        assert text in await read(world, buur, world.room)
        await odd.leave(world.room)
