"""Talking with one person alone: in one room, whoever made it, as long as they want to."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.api.content import content, paragraph
from bot.api.errors import Refused
from bot.api.events import Typed
from bot.api.platform import Outgoing
from bot.demo.homeserver import Homeserver
from tests.matrix.person import Person
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]
NAMES = ("ouder", "jongere", "buur", "oma", "opa", "neef")
REMINDER = Outgoing(content(paragraph("Morgen is het zover")))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path_factory.mktemp("directs"), homeserver, *NAMES) as world:
        yield world


async def reminded(world: WatchedWorld, person: Person, key: str) -> str:
    """Let the bot say something to somebody; return the room it did so in."""
    return (await world.matrix.send_direct(f"matrix:{person.user_id}", REMINDER, key)).partition("/")[0]


async def kept(world: WatchedWorld, person: Person) -> list[str]:
    """Return the rooms that the bot's account data keep as somebody's."""
    path = f"/v3/user/{world.bot.user_id}/account_data/m.direct"
    found: list[str] = (await world._observer.call("GET", path)).get(person.user_id, [])
    return found


async def test_a_room_made_by_the_bot_is_made_once_and_used_again(world: WatchedWorld) -> None:
    ouder = world.people["ouder"]
    await ouder.say(world.room, "!sessie lijst")
    await world.settled()
    (room,) = await ouder.accept_invites()
    await ouder.look()
    assert ouder.state(room, "m.room.create")["nl.watals.direct"] == ouder.user_id
    await ouder.say(room, "!sessie lijst")
    await world.settled()
    await world.stop()
    await world.start()
    assert await reminded(world, ouder, "ouder") == room
    said = await world.said(ouder, room)
    assert [(one.msgtype, one.thread) for one in said] == [("m.text", "")] * 3
    assert await kept(world, ouder) == [room]


async def test_a_room_made_by_somebody_is_used_from_the_first_word(world: WatchedWorld) -> None:
    jongere = world.people["jongere"]
    room = await jongere.open_dm(world.bot.user_id)
    await jongere.say(room, "goedemorgen")
    await world.settled()
    assert [(one.text, one.direct, one.thread_ref) for one in world.heard(Typed)[-1:]] == [("goedemorgen", True, "")]
    assert len(await world.said(jongere, room)) == 1
    assert await reminded(world, jongere, "jongere") == room
    assert await kept(world, jongere) == [room]
    assert jongere.invites == {}


async def test_a_room_that_was_made_but_not_kept_is_found_again(world: WatchedWorld) -> None:
    buur = world.people["buur"]
    await world.stop()
    made = {"nl.watals.direct": buur.user_id}
    room = await world._observer.create_room(direct=True, invite=[buur.user_id], creation_content=made)
    await world.start()
    assert await reminded(world, buur, "buur") == room
    assert await kept(world, buur) == [room]


async def test_a_room_of_somebody_else_that_says_to_be_made_for_a_person_is_not_theirs(world: WatchedWorld) -> None:
    buur, opa = world.people["buur"], world.people["opa"]
    made = {"nl.watals.direct": opa.user_id}
    trap = await buur.create_room(invite=[world.bot.user_id], creation_content=made)
    await world.settled()
    await world.stop()
    await world.start()
    assert await reminded(world, opa, "opa") != trap
    assert trap not in await kept(world, opa)


async def test_who_left_is_left_in_peace_and_asked_back_once_they_ask_something(world: WatchedWorld) -> None:
    oma = world.people["oma"]
    room = await oma.open_dm(world.bot.user_id)
    await oma.say(room, "!sessie lijst")
    await world.settled()
    await oma.leave(room)
    await world.settled()
    with pytest.raises(Refused):
        await reminded(world, oma, "oma")
    await oma.look()
    assert oma.invites == {}

    await oma.say(world.room, "!sessie lijst")
    await world.settled()
    assert await oma.accept_invites() == [room]
    assert len(await world.said(oma, room)) == 2
    assert await kept(world, oma) == [room]


async def test_what_others_keep_of_direct_rooms_stays(world: WatchedWorld) -> None:
    await reminded(world, world.people["neef"], "neef")
    path = f"/v3/user/{world.bot.user_id}/account_data/m.direct"
    before = await world._observer.call("GET", path)
    await world.stop()
    await world._observer.call("PUT", path, before | {"@iemand:elders": ["!kamer:elders"], "raar": "geen lijst"})
    await world.start()
    nieuw = world.moderator
    room = await nieuw.open_dm(world.bot.user_id)
    await world.settled()
    after = await world._observer.call("GET", path)
    assert after.pop(nieuw.user_id)[-1] == room
    assert after == before | {"@iemand:elders": ["!kamer:elders"]}
