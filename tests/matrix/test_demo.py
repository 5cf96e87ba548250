"""`watals demo-matrix`, started as its visitor starts it and visited with the printed passwords."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.demo.homeserver import Registered
from bot.demo.story import SESSIONS
from tests.matrix.operator import running, watals
from tests.matrix.person import Person
from tests.room.driving import free_port

pytestmark = pytest.mark.matrix
READY = "Typ in een kamer: !hulp"


@dataclass(frozen=True)
class Told:
    """What the demo says on the screen."""

    url: str
    passwords: Mapping[str, str]


def read(said: str) -> Told:
    [url] = re.findall(r"http://\S+", said)
    return Told(url, dict(re.findall(r"^  (\w+) +([A-Z0-9]{4}-[A-Z0-9]{4})", said, re.MULTILINE)))


async def log_in(told: Told, name: str) -> Person:
    """Log in as any Matrix client does."""
    who = {"type": "m.id.user", "user": name}
    body = {"type": "m.login.password", "identifier": who, "password": told.passwords[name]}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{told.url}/_matrix/client/v3/login", json=body) as answer,
    ):
        assert answer.status == 200, await answer.text()
        given = await answer.json()
    return Person(told.url, Registered(given["user_id"], given["device_id"], given["access_token"]), name)


def named(person: Person, name: str) -> str | None:
    """The room with this name."""
    return next((room for room in person.joined if (person.state(room, "m.room.name") or {}).get("name") == name), None)


def cards(person: Person) -> dict[str, str]:
    """The announced sessions that stand in the announcements, by the message."""
    room = named(person, "Aankondigingen")
    found = {message.event_id: message.body for message in person.messages(room)} if room else {}
    titles = [told.title for told in SESSIONS if told.announced]
    return {event: body for event, body in found.items() if any(title in body for title in titles)}


async def test_a_visitor_logs_in_and_sees_the_community_today_and_tomorrow(tmp_path: Path) -> None:
    announced = sum(told.announced for told in SESSIONS)
    demo = ("demo-matrix", "--port", free_port(), "--data", tmp_path)
    async with running(*demo, until=READY) as said:
        first = read(said)
        assert set(first.passwords) == {"begeleider", "ouder", "jongere", "ervaring", "watals"}
        async with await log_in(first, "ouder") as visitor:
            seen = await visitor.wait_for(lambda: len(cards(visitor)) == announced and cards(visitor))
            assert named(visitor, "Radicale vernieuwing jeugdzorg")
            assert named(visitor, "Wat als")
            assert not named(visitor, "Moderatie")
        async with await log_in(first, "begeleider") as moderator:
            await moderator.look()
            room = named(moderator, "Moderatie")
            assert room
            asked = await moderator.say(room, "!instellen toon")
            await moderator.wait_for(
                lambda: [one for one in moderator.messages(room) if one.thread == asked] or moderator.invites
            )
    async with running(*demo, until=READY) as said:
        assert read(said) == first
        async with await log_in(first, "ouder") as visitor:
            await visitor.look()
            assert set(cards(visitor)) == set(seen)


async def test_it_begins_afresh_and_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    demo = ("demo-matrix", "--port", free_port(), "--data", tmp_path)
    async with running(*demo, until=READY) as said:
        first = read(said)
    (tmp_path / "dagboek.txt").write_text("van mij")
    async with running(*demo, "--reset", until=READY) as said:
        assert read(said).passwords["ouder"] != first.passwords["ouder"]
    assert (tmp_path / "dagboek.txt").read_text() == "van mij"


async def test_one_that_was_killed_while_it_built_goes_on_building(tmp_path: Path) -> None:
    demo = ("demo-matrix", "--port", free_port(), "--data", tmp_path)
    async with running(*demo, until=READY) as said:
        first = read(said)
    village = tmp_path / "village.json"
    village.write_text(re.sub(r'"rooms": \{[^}]*\}', '"rooms": {}', village.read_text()))
    async with running(*demo, until=READY) as said:
        assert read(said) == first


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    port = free_port()
    demo = ("demo-matrix", "--port", port, "--data", tmp_path)
    async with running(*demo, until=READY):
        again = await watals(*demo)
    assert again.code == 2
    assert f"Poort {port} is niet vrij" in again.words
