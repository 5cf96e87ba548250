"""A homeserver that fails, is slow, or is away: what people asked is answered, once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from bot.api.content import content, paragraph
from bot.api.errors import FatalError, PlatformError, RetryLater
from bot.api.events import Typed
from bot.api.platform import Outgoing
from bot.demo.homeserver import Homeserver
from bot.domain import pause
from bot.platforms.matrix import client as bots_client
from bot.platforms.matrix.markup import ASKED
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
from tests.matrix.person import Person
from tests.matrix.timeline import Message
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]
SENDING, REACTING, SYNC, MAKING = r"/send/m\.room\.message/", r"/send/m\.reaction/", "/sync$", "/createRoom$"
NAMES = ("ouder", "jongere", "buur")
HELLO = Outgoing(content(paragraph("Goedemorgen")))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def line(homeserver: Homeserver) -> AsyncIterator[FaultProxy]:
    async with FaultProxy(homeserver.url) as line:
        yield line


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(
    tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver, line: FaultProxy
) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path_factory.mktemp("line"), homeserver, *NAMES, url=line.url) as world:
        yield world


@pytest.fixture
def ouder(world: WatchedWorld) -> Person:
    return world.people["ouder"]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot try again soon."""
    monkeypatch.setattr(pause, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(bots_client, "PATIENCE_S", 0.05)


def only_header(seconds: int) -> Fault:
    """Too many requests, as newer homeservers say it: in the header."""
    return answered(429, {"errcode": "M_LIMIT_EXCEEDED", "error": "Rustig aan"}, {"Retry-After": str(seconds)})


async def test_what_somebody_asks_is_answered_once_whatever_goes_wrong(
    world: WatchedWorld, ouder: Person, line: FaultProxy
) -> None:
    """One by one, so that each is met by a bot that had the others behind it."""
    assert len(await world.answers(ouder, "!sessie lijst")) == 1
    faults = [limited(20), broken(), bad_gateway(), bad_gateway(504), answered(429, "rustig"), dropped, lost, truncated]
    faults.append(answered(200, "geen json"))
    faults.append(answered(200, {}))
    for fault in faults:
        plans = [line.fail(fault, "PUT", SENDING), line.fail(fault, "GET", SYNC)]
        assert len(await world.answers(ouder, "!sessie lijst")) == 1, fault
        for plan in plans:
            await plan.spent()


async def test_the_first_talk_with_somebody_is_made_once_whatever_goes_wrong(
    world: WatchedWorld, line: FaultProxy
) -> None:
    buur = world.people["buur"]
    faults = [line.fail(fault, "POST", MAKING) for fault in (limited(20), broken(), dropped, lost, truncated)]
    keeping = line.fail(broken(), "PUT", "/account_data/m.direct$")
    await buur.say(world.room, "!sessie lijst")
    await world.settled()
    for plan in (*faults[:4], keeping):
        await plan.spent()
    assert faults[4].struck == []  # the one that was lost was found: no other was asked for
    faults[4].lift()
    await buur.look()
    assert len(buur.invites) == 1
    await buur.accept_invites()
    assert len(await world.said(buur, world.direct_of(buur))) == 1


async def test_a_room_is_entered_although_the_homeserver_fails_at_first(
    world: WatchedWorld, ouder: Person, line: FaultProxy
) -> None:
    plans = [line.fail(fault, "POST", "/join/") for fault in (limited(20), broken(), dropped, bad_gateway())]
    room = await ouder.create_room("Van ouder", invite=[world.bot.user_id])
    await ouder.wait_for(lambda: world.bot.user_id in ouder.rooms[room].members)
    for plan in plans:
        await plan.spent()


async def test_a_card_and_its_clicks_come_through_a_bad_line(world: WatchedWorld, line: FaultProxy) -> None:
    before = _sessions_in(await world.said(world.moderator, world.room))
    plans = [line.fail(fault, "PUT", SENDING) for fault in (limited(20), lost, truncated)]
    plans += [line.fail(fault, "PUT", REACTING) for fault in (lost, limited(20), broken())]
    card = await world.announce()
    for plan in plans:
        await plan.spent()
    seen = await world.card(card)
    assert len([who for who, _ in seen.reactions if who == world.bot.user_id]) == 4
    assert _sessions_in(world.moderator.messages(world.room)) == before + 1


@pytest.mark.parametrize(
    ("fault", "after"),
    [(limited(1_500), 1.5), (only_header(7), 7.0), (answered(429, "rustig"), 0.05)],
)
async def test_a_homeserver_is_given_the_patience_it_asks_for(
    world: WatchedWorld, line: FaultProxy, fault: Fault, after: float
) -> None:
    line.fail(fault, "PUT", SENDING)
    with pytest.raises(RetryLater) as asked:
        await world.matrix.send(world.room, HELLO, "groet")
    assert asked.value.after == after


async def test_what_is_said_under_one_key_is_said_once_also_by_a_bot_that_started_anew(
    world: WatchedWorld, line: FaultProxy
) -> None:
    line.fail(truncated, "PUT", SENDING)
    with pytest.raises(PlatformError):
        await world.matrix.send(world.room, HELLO, "groet")
    first = await world.matrix.send(world.room, HELLO, "groet")
    await world.stop()
    await world.start()
    assert await world.matrix.send(world.room, HELLO, "groet") == first
    assert await world.matrix.send(world.room, HELLO, "andere groet") != first
    said = [one.body for one in await world.said(world.moderator, world.room)]
    assert said.count("Goedemorgen") == 2


async def test_a_slow_answer_holds_up_nobody_else(world: WatchedWorld, ouder: Person, line: FaultProxy) -> None:
    await world.answers(ouder, "!sessie lijst")
    release = asyncio.Event()
    slow = line.fail(held(release), "PUT", f"{world.direct_of(ouder)}{SENDING}")
    await ouder.say(world.direct_of(ouder), "!sessie lijst")
    await slow.spent()
    jongere = world.people["jongere"]
    direct = world.direct_of(jongere) or await jongere.open_dm(world.bot.user_id)
    asked = await jongere.say(direct, "!sessie lijst")
    await jongere.wait_for(lambda: [m for m in jongere.messages(direct) if m.content.get(ASKED) == asked])
    assert world.matrix.waiting >= 1  # the other may not be done with the reactions under theirs
    release.set()
    await world.settled()


async def test_a_first_sync_that_never_ends_is_asked_for_again(
    world: WatchedWorld, ouder: Person, line: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.stop()
    monkeypatch.setattr(bots_client, "SYNC_S", 0.3)
    never = line.fail(held(asyncio.Event()), "GET", SYNC)
    starting = asyncio.create_task(world.start())
    await never.spent()
    await starting
    monkeypatch.undo()
    assert await world.answers(ouder, "!sessie lijst")


async def test_a_bot_whose_place_in_history_is_unknown_begins_anew(world: WatchedWorld, ouder: Person) -> None:
    card = await world.announce()
    click = await ouder.react(world.room, card.event_id, "📍")
    assert await world.counts(card) == [1, 0, 0, 0]
    await world.stop()
    await ouder.redact(world.room, click)
    await ouder.react(world.room, card.event_id, "💻")
    await ouder.say(world.room, "!hulp")
    before = len(world.batches)
    world.latest = _nowhere  # type: ignore[method-assign]
    await world.start(after_gap=True)
    assert await world.counts(card) == [0, 1, 0, 0]
    assert world.batches[before].gap
    assert world.heard(Typed, before) == []
    assert await world.answers(ouder, "!sessie lijst")


async def _nowhere() -> dict[str, str]:
    return {"matrix": "s999_999_999_nergens"}


async def signed_out(world: WatchedWorld) -> None:
    """Prove that the bot says that it was signed out, and ends."""
    assert world._running is not None
    await asyncio.wait([world._running], timeout=30)
    with pytest.raises(ExceptionGroup) as ended:
        world._running.result()
    assert ended.group_contains(FatalError, match="watals init")
    world._running = None
    await world._opened.aclose()


async def test_a_bot_whose_session_was_ended_says_so_and_ends(tmp_path: Path, homeserver: Homeserver) -> None:
    async with community(tmp_path, homeserver, rooms=False) as world:
        await world._observer.call("POST", "/v3/logout", {})
        await signed_out(world)


async def test_a_bot_that_must_sign_in_again_asks_no_more(tmp_path: Path, homeserver: Homeserver) -> None:
    async with (
        FaultProxy(homeserver.url) as line,
        community(tmp_path, homeserver, url=line.url, rooms=False) as world,
    ):
        line.fail(unknown_token(soft_logout=True), times=None)
        await world.moderator.create_room("Hier", invite=[world.bot.user_id])
        await signed_out(world)
        asked = len(line.asked)
        await world.moderator.look()
        assert len(line.asked) == asked


def _sessions_in(messages: Sequence[Message]) -> int:
    return len([one for one in messages if "🕙" in one.body])
