"""Each way in which the line between a client and its homeserver fails, as a plain client meets it."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.demo.homeserver import Homeserver, Registered
from tests.matrix.conftest import People
from tests.matrix.faults import (
    Fault,
    FaultProxy,
    answered,
    bad_gateway,
    broken,
    dropped,
    held,
    limited,
    lost,
    truncated,
    unknown_token,
)
from tests.matrix.http import MatrixError
from tests.matrix.person import Person

pytestmark = pytest.mark.matrix
SENDING = r"/send/m\.room\.message/"


@pytest.fixture
async def anna(people: People, line: FaultProxy) -> AsyncIterator[Person]:
    """Somebody whose client goes by the line."""
    direct = await people("anna")
    account = Registered(direct.user_id, direct.device_id, direct.access_token)
    async with Person(line.url, account) as anna:
        yield anna


async def test_what_does_not_fail_passes(anna: Person, line: FaultProxy, people: People) -> None:
    bert = await people("bert")
    room = await anna.create_room("Tafel", invite=[bert.user_id])
    await bert.accept_invites()
    await anna.look()
    waiting = asyncio.create_task(anna.wait_for(lambda: [one.body for one in anna.messages(room)]))
    await bert.say(room, "Goedemorgen")
    assert await waiting == ["Goedemorgen"]
    assert await anna.say(room, "x" * 60_000)
    assert line.asked_for("POST", "createRoom")
    assert len(line.asked_for("PUT", SENDING)) == 1


@pytest.mark.parametrize(
    ("fault", "status", "errcode"),
    [
        (limited(1_500), 429, "M_LIMIT_EXCEEDED"),
        (broken(), 500, "M_UNKNOWN"),
        (unknown_token(), 401, "M_UNKNOWN_TOKEN"),
        (answered(403, {"errcode": "M_FORBIDDEN"}), 403, "M_FORBIDDEN"),
    ],
)
async def test_an_error_in_place_of_the_homeserver(
    anna: Person, line: FaultProxy, fault: Fault, status: int, errcode: str
) -> None:
    room = await anna.create_room("Tafel")
    plan = line.fail(fault, "PUT", SENDING, times=2)
    for _ in range(2):
        with pytest.raises(MatrixError) as refused:
            await anna.say(room, "Hoi")
        assert (refused.value.status, refused.value.errcode) == (status, errcode)
    await plan.spent()
    said = await anna.say(room, "Nu wel")
    await anna.look()
    assert [one.event_id for one in anna.messages(room)] == [said]


async def test_patience_is_asked_for_in_body_and_header(line: FaultProxy) -> None:
    line.fail(limited(1_500))
    async with aiohttp.ClientSession() as session, session.get(f"{line.url}/_matrix/client/versions") as answer:
        assert answer.headers["Retry-After"] == "2"
        assert (await answer.json())["retry_after_ms"] == 1_500


async def test_a_page_of_html_in_place_of_json(anna: Person, line: FaultProxy) -> None:
    line.fail(bad_gateway(), "GET", "/sync")
    with pytest.raises(aiohttp.ContentTypeError):
        await anna.look()
    await anna.look()


async def test_a_request_that_never_arrives(anna: Person, line: FaultProxy) -> None:
    room = await anna.create_room("Tafel")
    plan = line.fail(dropped, "PUT", SENDING, times=None)
    with pytest.raises(aiohttp.ClientConnectionError):
        await anna.say(room, "Hoi")
    await plan.struck_times(1)
    plan.lift()
    await anna.look()
    assert anna.messages(room) == []


async def test_an_answer_that_is_lost(anna: Person, line: FaultProxy) -> None:
    room = await anna.create_room("Tafel")
    plan = line.fail(lost, "PUT", SENDING, times=None)
    with pytest.raises(aiohttp.ClientConnectionError):
        await anna.say(room, "Hoi")
    plan.lift()
    await anna.look()
    assert [one.body for one in anna.messages(room)] == ["Hoi"]


async def test_half_an_answer(anna: Person, line: FaultProxy) -> None:
    line.fail(truncated, "GET", "/sync")
    with pytest.raises(aiohttp.ClientPayloadError):
        await anna.look()
    await anna.look()


async def test_an_answer_that_comes_when_released(anna: Person, line: FaultProxy) -> None:
    room = await anna.create_room("Tafel")
    release = asyncio.Event()
    plan = line.fail(held(release), "PUT", SENDING)
    saying = asyncio.create_task(anna.say(room, "Hoi"))
    await plan.spent()
    await anna.wait_for(lambda: anna.messages(room))
    assert not saying.done()
    release.set()
    assert anna.message(room, await saying)


async def test_a_homeserver_that_is_away(tmp_path_factory: pytest.TempPathFactory) -> None:
    gone = Homeserver(tmp_path_factory.mktemp("gone"))
    async with FaultProxy(gone.url) as line, aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(f"{line.url}/_matrix/client/versions")
