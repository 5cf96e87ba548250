"""What anybody may send into a room: the bot reads it or leaves it, answers, and goes on."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.api.events import Typed
from bot.demo.homeserver import Homeserver
from bot.platforms.matrix.markup import ASKED
from tests.matrix.http import MatrixError
from tests.matrix.person import Person
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path_factory.mktemp("odd"), homeserver, "ouder") as world:
        yield world


@pytest.fixture
def ouder(world: WatchedWorld) -> Person:
    return world.people["ouder"]


async def goes_on(world: WatchedWorld, ouder: Person) -> None:
    """Prove that the bot answers."""
    (answer, *_) = await world.answers(ouder, "!sessie lijst")
    assert "sessie" in answer.body


ODD: list[tuple[str, dict[str, Any]]] = [
    ("m.room.message", {}),
    ("m.room.message", {"msgtype": "m.text"}),
    ("m.room.message", {"msgtype": "m.text", "body": 5}),
    ("m.room.message", {"msgtype": "m.text", "body": ["!hulp"]}),
    ("m.room.message", {"msgtype": {"m.text": 1}, "body": "!hulp"}),
    ("m.room.message", {"msgtype": "m.text", "body": "!hulp", "m.relates_to": {"rel_type": "m.replace"}}),
    ("m.room.message", {"msgtype": "m.text", "body": "!hulp", "m.mentions": ["x"], "format": 1, "formatted_body": {}}),
    ("m.room.message", {"msgtype": "m.image", "body": "!hulp", "url": 7, "info": []}),
    ("m.room.message", {"msgtype": "m.key.verification.request", "body": "!hulp", "to": 5, "methods": "all"}),
    ("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2"}),
    ("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "x", "session_id": 5, "sender_key": []}),
    ("m.reaction", {}),
    ("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$nergens:localhost", "key": "✅"}}),
    ("m.poll.start", {"m.poll": {"question": {"m.text": "!hulp"}, "answers": []}, "body": "!hulp"}),
    ("org.matrix.msc3381.poll.start", {"org.matrix.msc3381.poll.start": "!hulp"}),
    ("m.room.redaction", {}),
    ("m.call.invite", {"call_id": 5, "offer": "!hulp"}),
    ("nl.watals.made.up", {"body": "!hulp"}),
]


async def test_events_that_make_no_sense_stop_nothing(world: WatchedWorld, ouder: Person) -> None:
    accepted = 0
    for kind, content in ODD:
        try:
            await ouder.send_event(world.room, kind, content)
        except MatrixError:
            continue  # this homeserver refuses it; others may not
        accepted += 1
    assert accepted > len(ODD) / 2
    before = len(world.heard(Typed))
    await goes_on(world, ouder)
    assert [one.text for one in world.heard(Typed)[before:]] == ["!sessie lijst"]


async def test_state_that_makes_no_sense_stops_nothing(world: WatchedWorld, ouder: Person) -> None:
    room = await ouder.create_room("Van ouder", invite=[world.bot.user_id])
    await world.settled()
    for kind in ("m.room.name", "m.room.canonical_alias", "m.room.topic", "m.space.child", "m.room.tombstone"):
        for content in ({}, {"name": 5, "alias": None, "replacement_room": ["!x"]}, {"name": {"name": []}, "via": 1}):
            try:
                await ouder.set_state(room, kind, content)
            except MatrixError:
                continue
    await goes_on(world, ouder)


@pytest.mark.parametrize("depth", [80, 300])
async def test_json_within_json_within_json_stops_nothing(world: WatchedWorld, ouder: Person, depth: int) -> None:
    nested = "[" * depth + "]" * depth
    content = f'{{"msgtype": "m.text", "body": "diep", "nl.watals.deep": {nested}}}'
    path = f"{ouder.url}/_matrix/client/v3/rooms/{world.room}/send/m.room.message/deep-{depth}"
    async with ouder._session.put(path, data=content, headers=ouder._headers) as answer:
        assert answer.status in {200, 400}  # this homeserver takes about a hundred
    await goes_on(world, ouder)


async def test_a_long_story_is_not_for_the_bot_and_a_long_command_is_answered(
    world: WatchedWorld, ouder: Person
) -> None:
    before = len(world.heard(Typed))
    await ouder.say(world.room, "Lang verhaal. " * 4_200)
    await world.settled()
    assert world.heard(Typed)[before:] == []
    (answer, *more) = await world.answers(ouder, "!watals " + "we luisteren " * 4_600)
    assert answer.body
    assert all(len(one.body) < 10_000 for one in (answer, *more))


async def test_a_command_that_is_taken_back_before_the_bot_reads_it_is_not_carried_out(
    world: WatchedWorld, ouder: Person
) -> None:
    await world.stop()
    asked = await ouder.say(world.room, "!hulp")
    await ouder.redact(world.room, asked)
    before = len(world.heard(Typed))
    await world.start()
    await world.settled()
    assert world.heard(Typed)[before:] == []
    await goes_on(world, ouder)


async def test_a_mention_as_clients_send_it_is_a_command(world: WatchedWorld, ouder: Person) -> None:
    for body, mentions in (
        ("Wat-als bot: sessie lijst", ()),
        (f"{world.bot.user_id} sessie lijst", ()),
        ("Wat-als bot sessie lijst", (world.bot.user_id,)),
    ):
        assert len(await world.answers(ouder, body, world.room, mentions=mentions)) == 1


async def test_an_edited_command_is_told_apart_from_a_new_one(world: WatchedWorld, ouder: Person) -> None:
    first = await ouder.say(world.room, "!sesie lijst")
    await world.settled()
    edit = await ouder.edit(world.room, first, "!sessie lijst")
    await world.settled()
    asked = [one.content[ASKED] for one in await world.said_alone(ouder)]
    assert asked[-2:] == [first, edit]
    *_, typed, edited = world.heard(Typed)
    assert (typed.text, typed.corrects) == ("!sesie lijst", "")
    assert (edited.text, edited.corrects) == ("!sessie lijst", first)
    assert edited.thread_ref == typed.thread_ref


async def test_notices_and_the_bots_own_words_are_not_answered(world: WatchedWorld, ouder: Person) -> None:
    before = len(world.heard(Typed))
    await ouder.send_event(world.room, "m.room.message", {"msgtype": "m.notice", "body": "!hulp"})
    await world._observer.say(world.room, "!hulp")
    await world.settled()
    assert world.heard(Typed)[before:] == []


async def test_a_person_goes_by_the_name_they_have_now(world: WatchedWorld, ouder: Person) -> None:
    path = f"/v3/profile/{ouder.user_id}/displayname"
    await ouder.call("PUT", path, {"displayname": "Ouder van nu"})
    await ouder.wait_for(
        lambda: ouder.state(world.room, "m.room.member", ouder.user_id).get("displayname") == "Ouder van nu"
    )
    await world.answers(ouder, "!sessie lijst", world.room)
    assert world.heard(Typed)[-1].author.name == "Ouder van nu"
