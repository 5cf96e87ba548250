"""Rooms the bot is asked into, put out of, or follows people to."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.api.events import ChannelMoved, ChannelNamed, Hindered, Typed, Unhindered
from bot.demo.homeserver import Homeserver
from bot.platforms.matrix.markup import ASKED
from tests.matrix.faults import FaultProxy, held, shortened
from tests.matrix.person import Person
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path_factory.mktemp("entering"), homeserver, "ouder") as world:
        yield world


@pytest.fixture
def ouder(world: WatchedWorld) -> Person:
    return world.people["ouder"]


async def membership(world: WatchedWorld, person: Person, room: str, wanted: str) -> None:
    """Return when somebody sees that the bot is in a room, was, or is invited."""
    await person.wait_for(
        lambda: (person.state(room, "m.room.member", world.bot.user_id) or {}).get("membership") == wanted
    )


async def test_what_was_said_before_the_invitation_is_not_answered(world: WatchedWorld, ouder: Person) -> None:
    open_to_all: Any = {"history_visibility": "shared"}
    state = [{"type": "m.room.history_visibility", "content": open_to_all}]
    room = await ouder.create_room("Tafel", initial_state=state)
    await ouder.say(room, "!hulp")
    await world.stop()
    await ouder.invite(room, world.bot.user_id)
    between = await ouder.say(room, "!sessie lijst")
    await world.start()
    await membership(world, ouder, room, "join")
    await ouder.say(room, "!mijn aanmeldingen")
    await world.settled()
    typed = [one for one in world.heard(Typed) if one.channel_ref == room]
    assert [one.text for one in typed] == ["!sessie lijst", "!mijn aanmeldingen"]
    assert typed[0].event_id == between
    assert "Tafel" in {named.name for named in world.heard(ChannelNamed) if named.channel_ref == room}


@pytest.mark.parametrize("told", [1, 3])
async def test_what_was_said_since_the_invitation_is_answered_also_where_it_is_not_told_at_once(
    tmp_path: Path, homeserver: Homeserver, told: int
) -> None:
    async with (
        FaultProxy(homeserver.url) as line,
        community(tmp_path, homeserver, "ouder", url=line.url, rooms=False) as world,
    ):
        ouder = world.people["ouder"]
        await world.stop()
        room = await ouder.create_room("Tafel")
        await ouder.say(room, "!sessie lijst")
        await ouder.invite(room, world.bot.user_id)
        for text in ("!hulp", "!mijn aanmeldingen"):
            await ouder.say(room, text)
        line.fail(shortened(told), "GET", "/sync$", times=None)
        await world.start()
        await membership(world, ouder, room, "join")
        await world.settled()
        assert [typed.text for typed in world.heard(Typed)] == ["!hulp", "!mijn aanmeldingen"]


async def test_a_room_that_gets_another_name_and_its_old_one_back_is_called_so(
    world: WatchedWorld, ouder: Person
) -> None:
    room = await ouder.create_room("Tafel", invite=[world.bot.user_id])
    await membership(world, ouder, room, "join")
    for name in ("Bank", "Tafel"):
        await ouder.set_state(room, "m.room.name", {"name": name})
    await world.settled()
    told = [(named.name, named.event_id) for named in world.heard(ChannelNamed) if named.channel_ref == room]
    assert [name for name, _ in told] == ["Tafel", "Bank", "Tafel"]
    assert len(set(told)) == 3


async def test_the_rooms_of_a_space_are_named(world: WatchedWorld, ouder: Person) -> None:
    space = await ouder.create_room("Ons", space=True)
    first, second = await ouder.create_room("Nieuws", public=True), await ouder.create_room("Agenda", public=True)
    await ouder.set_state(space, "m.space.child", {"via": ["localhost"]}, first)
    await ouder.invite(space, world.bot.user_id)
    await membership(world, ouder, space, "join")
    await world.settled()
    await ouder.set_state(space, "m.space.child", {"via": ["localhost"]}, second)
    await world.settled()
    named = {one.channel_ref: one.name for one in world.heard(ChannelNamed)}
    assert (named.get(first), named.get(second), named.get(space)) == ("Nieuws", "Agenda", None)


async def test_who_puts_the_bot_out_and_asks_it_back_finds_it_at_work(world: WatchedWorld, ouder: Person) -> None:
    card = await world.announce()
    here = await ouder.react(world.room, card.event_id, "📍")
    assert await world.counts(card) == [1, 0, 0, 0]
    before = len(world.batches)
    await world.moderator.kick(world.room, world.bot.user_id)
    await ouder.redact(world.room, here)
    await ouder.react(world.room, card.event_id, "💻")
    await world.settled()
    assert [(one.channel_ref, one.what) for one in world.heard(Hindered, before)] == [(world.room, "out")]
    told = await world.said(world.moderator, world.rooms["moderation"])
    await world.stop()
    await world.start()
    await world.settled()
    assert len(await world.said(world.moderator, world.rooms["moderation"])) == len(told)  # it was said once

    before = len(world.batches)
    await world.moderator.invite(world.room, world.bot.user_id)
    await membership(world, world.moderator, world.room, "join")
    assert await world.counts(card) == [0, 1, 0, 0]
    assert world.room in {one.channel_ref for one in world.heard(Unhindered, before)}


async def test_who_bans_the_bot_is_rid_of_it_until_they_lift_it(world: WatchedWorld) -> None:
    room, moderator = world.rooms["ideas"], world.moderator
    path = f"/v3/rooms/{room}"
    await moderator.call("POST", f"{path}/ban", {"user_id": world.bot.user_id})
    await world.settled()
    assert (world.heard(Hindered)[-1].channel_ref, world.heard(Hindered)[-1].what) == (room, "out")
    await moderator.call("POST", f"{path}/unban", {"user_id": world.bot.user_id})
    await moderator.invite(room, world.bot.user_id)
    await membership(world, moderator, room, "join")
    await world.settled()
    assert world.heard(Unhindered)[-1].channel_ref == room


async def test_power_taken_away_and_given_back(world: WatchedWorld, ouder: Person) -> None:
    """Each is told once, and at work again the bot shows what changed meanwhile."""
    room, moderator = world.rooms["ideas"], world.moderator
    before = len(world.batches)
    await moderator.set_power(room, world.bot.user_id, 10)
    await world.settled()
    assert [(one.channel_ref, one.what) for one in world.heard(Hindered, before)] == [(room, "untidy")]
    await moderator.look()
    levels = dict(moderator.state(room, "m.room.power_levels") or {})
    await moderator.set_state(room, "m.room.power_levels", levels | {"events_default": 20})
    await world.settled()
    assert [one.what for one in world.heard(Hindered, before)][-1] == "silenced"
    assert await world.answers(ouder, "!sessie lijst", world.room)
    before = len(world.batches)
    await world.stop()
    await moderator.set_power(room, world.bot.user_id, 50)
    await world.start()
    await world.settled()
    assert room in {one.channel_ref for one in world.heard(Unhindered, before)}


@pytest.mark.parametrize(("old", "new", "public"), [("10", "11", True), ("11", "12", False)])
async def test_people_who_move_to_another_room_take_their_card_and_their_clicks_along(
    world: WatchedWorld, ouder: Person, old: str, new: str, *, public: bool
) -> None:
    room = await world.moderator.create_room("Oud", version=old, public=public, invite=[ouder.user_id])
    await ouder.join(room)
    await world.moderator.invite(room, world.bot.user_id)
    await membership(world, world.moderator, room, "join")
    await world.serve_with(room)
    card = await world.announce()
    await ouder.react(room, card.event_id, "📍")
    assert await world.counts(card) == [1, 0, 0, 0]

    moved = await world.moderator.upgrade(room, new)
    if not public:
        await world.moderator.invite(moved, ouder.user_id)
        await world.moderator.invite(moved, world.bot.user_id)
    await ouder.join(moved)
    await membership(world, world.moderator, moved, "join")
    await world.settled()
    assert (room, moved) in {(one.channel_ref, one.to_ref) for one in world.heard(ChannelMoved)}
    world.rooms["announcements"] = moved
    (again, *_) = [one for one in await world.said(world.moderator, moved) if "🕙" in one.body]
    assert await world.counts(again) == [1, 0, 0, 0]
    old_ones = len(world.moderator.messages(room))
    await ouder.react(moved, again.event_id, "💻")
    assert await world.counts(again) == [0, 1, 0, 0]
    assert len(await world.said(world.moderator, room)) <= old_ones


async def test_who_puts_the_bot_out_of_the_room_they_moved_to_is_rid_of_it(world: WatchedWorld) -> None:
    moderator, bot = world.moderator, world.bot.user_id
    room = await moderator.create_room("Oud", version="10", public=True, invite=[bot])
    await membership(world, moderator, room, "join")
    moved = await moderator.upgrade(room, "11")
    await membership(world, moderator, moved, "join")
    await moderator.kick(moved, bot)
    await world.settled()
    await world.stop()
    await world.start()
    await moderator.say(world.rooms["ideas"], "!hulp")  # so that it has read something since
    await world.settled()
    await moderator.look()
    assert (moderator.state(moved, "m.room.member", bot) or {})["membership"] == "leave"


async def test_an_invitation_that_the_bot_was_stopped_over_is_accepted_after_all(
    world: WatchedWorld, ouder: Person
) -> None:
    await world.stop()
    room = await ouder.create_room("Later", invite=[world.bot.user_id])
    await world.start(after_gap=True)
    await ouder.wait_for(lambda: world.bot.user_id in ouder.rooms[room].members)


async def test_invitations_of_strangers_are_declined_and_hold_nothing_up(
    tmp_path: Path, homeserver: Homeserver
) -> None:
    async with (
        FaultProxy(homeserver.url) as line,
        community(tmp_path, homeserver, "vreemde", url=line.url, rooms=False, listens_to="moderator") as world,
    ):
        release = asyncio.Event()
        declining = line.fail(held(release), "POST", "/leave$", times=None)
        vreemde, moderator = world.people["vreemde"], world.moderator
        rooms = [await vreemde.create_room(invite=[world.bot.user_id]) for _ in range(12)]
        await declining.struck_times(1)

        direct = await moderator.open_dm(world.bot.user_id)
        asked = await moderator.say(direct, "!sessie lijst")
        await moderator.wait_for(lambda: [one for one in moderator.messages(direct) if one.content.get(ASKED) == asked])

        release.set()
        for room in rooms:
            await membership(world, vreemde, room, "leave")
        await world.settled()
        assert world.heard(Hindered) == []
