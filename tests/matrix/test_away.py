"""What happened while the bot was away, or while its homeserver was."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.api.content import content, paragraph
from bot.api.events import Reacted, Typed
from bot.api.platform import Outgoing
from bot.demo.homeserver import Homeserver
from bot.domain import pause
from tests.matrix.faults import FaultProxy, bad_gateway, broken, dropped, limited, truncated
from tests.matrix.person import Person
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def line(homeserver: Homeserver) -> AsyncIterator[FaultProxy]:
    async with FaultProxy(homeserver.url) as line:
        yield line


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(
    tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver, line: FaultProxy
) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path_factory.mktemp("away"), homeserver, "ouder", url=line.url) as world:
        yield world


@pytest.fixture
def ouder(world: WatchedWorld) -> Person:
    return world.people["ouder"]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot try again soon."""
    monkeypatch.setattr(pause, "FIRST_PAUSE_S", 0.01)


def said(words: str) -> Outgoing:
    return Outgoing(content(paragraph(words)))


async def test_hundreds_of_messages_and_clicks_while_away_are_taken_in_once_and_in_order(
    world: WatchedWorld, ouder: Person, line: FaultProxy
) -> None:
    card = await world.announce()
    root = await ouder.say(world.room, "Waar praten we verder?")
    await world.stop()
    await asyncio.gather(*(ouder.say(world.room, f"{number}", thread=root) for number in range(250)))
    await asyncio.gather(*(ouder.react(world.room, card.event_id, f"{number}") for number in range(148)))
    await ouder.react(world.room, card.event_id, "📍")
    await ouder.react(world.room, card.event_id, "💻")
    before = len(world.batches)
    pages = [line.fail(fault, "GET", "/messages$") for fault in (broken(), limited(20), truncated)]
    await world.start()
    assert await world.counts(card) == [0, 1, 0, 0]
    for page in pages:
        await page.spent()
    await ouder.look()
    seen = [event for event in ouder.rooms[world.room].events.values() if event["sender"] == ouder.user_id]
    written = [event["event_id"] for event in seen if event["content"].get("body", "").isdecimal()]
    clicks = [event["event_id"] for event in seen if event["type"] == "m.reaction"]
    assert (len(written), len(clicks)) == (250, 150)
    assert [one.event_id for one in world.heard(Typed, before)] == written
    assert [one.event_id for one in world.heard(Reacted, before)] == clicks
    answers = await world.answers(ouder, "!sessie lijst")
    assert len(answers) == 1


async def test_what_the_bot_said_long_ago_is_found_by_its_key(world: WatchedWorld, ouder: Person) -> None:
    target, since = world.room, world.clock.now()
    first = await world.matrix.send(target, said("Lang geleden"), "lang-geleden")
    alone = await world.matrix.send_direct(f"matrix:{ouder.user_id}", said("Aan jou"), "aan-jou")
    await asyncio.gather(*(ouder.say(world.room, "Van vandaag") for _ in range(110)))
    assert await world.matrix.find(target, "lang-geleden", since) == first
    assert await world.matrix.find(f"matrix:{ouder.user_id}", "aan-jou", since) == alone
    assert await world.matrix.find(target, "nooit gezegd", since) is None
    assert await world.matrix.find(f"matrix:{world.moderator.user_id}", "nooit gezegd", since) is None


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Homeserver]:
    """A homeserver of this test's own, to stop and start."""
    async with Homeserver(tmp_path / "homeserver") as homeserver:
        yield homeserver


@pytest.mark.asyncio(loop_scope="function")
async def test_a_homeserver_that_starts_anew_while_somebody_asks(tmp_path: Path, own: Homeserver) -> None:
    async with FaultProxy(own.url) as line, community(tmp_path, own, "ouder", url=line.url) as world:
        ouder = world.people["ouder"]
        assert len(await world.answers(ouder, "!sessie lijst")) == 1
        waiting = line.fail(bad_gateway(), "PUT", r"/send/m\.room\.message/", times=None)
        await ouder.say(world.direct_of(ouder), "!sessie lijst")
        await waiting.struck_times(1)
        await own.stop()
        away = line.fail(dropped, "GET", "/sync$", times=None)
        await away.struck_times(2)
        await own.start()
        waiting.lift()
        away.lift()
        assert len(await world.said(ouder, world.direct_of(ouder))) == 2
