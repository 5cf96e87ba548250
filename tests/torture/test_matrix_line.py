"""The faults on the line to a homeserver, as a plain client meets them."""

from collections.abc import AsyncIterator
from random import Random

import pytest

from bot.demo.homeserver import Homeserver, Registered
from tests.matrix.faults import FaultProxy, shortened
from tests.matrix.person import Person, arrive
from tests.torture.matrix_line import FAULTS, BadLine, out_of_order, told_twice

pytestmark = pytest.mark.matrix


@pytest.fixture
async def line(homeserver: Homeserver) -> AsyncIterator[FaultProxy]:
    async with FaultProxy(homeserver.url) as line:
        yield line


@pytest.fixture
async def anna(homeserver: Homeserver, line: FaultProxy) -> AsyncIterator[Person]:
    """Somebody whose client goes by the line."""
    async with await arrive(homeserver, "anna") as direct:
        account = Registered(direct.user_id, direct.device_id, direct.access_token)
        async with Person(line.url, account) as anna:
            yield anna


async def _told(person: Person, since: str) -> list[str]:
    told = await person.call("GET", "/v3/sync", query={"since": since, "timeout": "0", "filter": "{}"})
    rooms = told.get("rooms", {}).get("join", {}).values()
    return [event["content"].get("body", "") for room in rooms for event in room["timeline"]["events"]]


async def test_a_sync_is_told_twice(anna: Person, line: FaultProxy) -> None:
    room = await anna.create_room("Tafel")
    await anna.look()
    since = str(anna._since)
    await anna.say(room, "een")
    line.fail(told_twice(), "GET", "/sync$", times=2)
    assert await _told(anna, since) == ["een"]
    await anna.say(room, "twee")
    assert await _told(anna, since) == ["een"]
    assert await _told(anna, since) == ["een", "twee"]


async def test_a_shortened_sync_leaves_the_rest_to_be_asked_for(anna: Person, line: FaultProxy) -> None:
    room = await anna.create_room("Tafel")
    await anna.look()
    since = str(anna._since)
    for number in range(5):
        await anna.say(room, f"nummer {number}")
    line.fail(shortened(2), "GET", "/sync$", times=2)
    assert await _told(anna, since) == ["nummer 3", "nummer 4"]
    await anna.look()
    assert [message.body for message in anna.messages(room)] == [f"nummer {number}" for number in range(5)]


def _event(name: str, sender: str, **more: object) -> dict[str, object]:
    return {"event_id": name, "sender": sender, "content": {}, **more}


def test_another_order_keeps_what_one_person_did_and_what_it_is_about() -> None:
    events = [
        _event("1", "anna"),
        _event("2", "bert", redacts="1"),
        _event("3", "carla"),
        _event("4", "anna"),
        _event("power", "bert", state_key=""),
        _event("5", "carla"),
        _event("6", "anna", content={"m.relates_to": {"event_id": "5"}}),
        _event("7", "bert"),
    ]
    orders = set()
    for seed in range(50):
        told = {"rooms": {"join": {"!r": {"timeline": {"events": list(events)}}}}}
        shuffled = out_of_order(told, Random(seed))["rooms"]["join"]["!r"]["timeline"]["events"]  # noqa: S311
        names = [event["event_id"] for event in shuffled]
        for one, other in (("1", "2"), ("1", "4"), ("5", "6"), ("2", "power"), ("4", "power"), ("power", "7")):
            assert names.index(one) < names.index(other)
        assert sorted(names) == sorted(str(event["event_id"]) for event in events)
        orders.add(tuple(names))
    assert len(orders) > 5


@pytest.mark.parametrize("name", FAULTS)
async def test_the_same_lot_gives_the_same_fault(line: FaultProxy, name: str) -> None:
    plans = []
    for _ in range(2):
        bad = BadLine(line)
        bad.put(name, Random(7))  # noqa: S311
        (plan,) = bad._plans
        plans.append((plan._path, plan._left))
        bad.mend()
    assert plans[0] == plans[1]
