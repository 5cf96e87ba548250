"""Encrypted rooms and conversations, with people whose clients have to do with signed devices alone."""

import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
import pytest_asyncio
from nio.crypto.attachments import decrypt_attachment

from bot.api.content import content, file, paragraph
from bot.api.events import Typed
from bot.api.platform import Outgoing
from bot.demo.homeserver import Homeserver
from tests.matrix.strict import StrictPerson, arrive_strict, on_another_device
from tests.matrix.timeline import Event, Message
from tests.matrix.watched import WatchedWorld, community, strict

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]
HERE, ONLINE = "📍", "💻"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    folder = tmp_path_factory.mktemp("encryption")
    async with community(folder, homeserver, "ouder", "jongere", encrypted=True) as world:
        yield world


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def card(world: WatchedWorld) -> Message:
    return await world.announce()


@pytest.fixture
def ouder(world: WatchedWorld) -> StrictPerson:
    return strict(world, "ouder")


@pytest.fixture
def jongere(world: WatchedWorld) -> StrictPerson:
    return strict(world, "jongere")


async def as_kept(person: StrictPerson, room: str, event_id: str) -> Event:
    """Return an event as the homeserver has it."""
    return await person.call("GET", f"/v3/rooms/{room}/event/{event_id}")


async def goes_on(world: WatchedWorld, person: StrictPerson) -> None:
    """Prove that the bot answers."""
    assert [one.body for one in await world.answers(person, "!sessie lijst")]


# Both ways


async def test_a_command_in_an_encrypted_room_is_answered_in_an_encrypted_conversation(
    world: WatchedWorld, ouder: StrictPerson
) -> None:
    (answer,) = await world.answers(ouder, "!sessie lijst", world.room)
    direct = world.direct_of(ouder)
    assert "sessie" in answer.body
    assert (await as_kept(ouder, direct, answer.event_id))["type"] == "m.room.encrypted"
    assert world.bot.device_id not in ouder.refused


async def test_a_conversation_that_a_person_began_is_answered_there(world: WatchedWorld, jongere: StrictPerson) -> None:
    direct = await jongere.open_dm(world.bot.user_id)
    await world.settled()
    (answer,) = await world.answers(jongere, "!sessie lijst", direct)
    assert world.direct_of(jongere) == direct
    assert (await as_kept(jongere, direct, answer.event_id))["type"] == "m.room.encrypted"


async def test_a_form_is_a_dialogue_in_an_encrypted_conversation(world: WatchedWorld, ouder: StrictPerson) -> None:
    for text in ("!watals", "we alle oorzaken kennen", "niemand kijkt ernaar", "1"):
        (asked,) = await world.answers(ouder, text)
    assert "we alle oorzaken kennen" in asked.body
    (done, *_) = await world.answers(ouder, "ja")
    assert done.body
    seen = await world.said(ouder, world.rooms["ideas"])
    assert any("we alle oorzaken kennen" in one.body for one in seen)


async def test_a_reply_to_the_bot_is_for_the_bot(world: WatchedWorld, ouder: StrictPerson, card: Message) -> None:
    before = len(world.heard(Typed))
    asked = await ouder.say(world.room, "Kan ik ook later komen?", reply_to=card.event_id)
    await world.settled()
    assert [one.event_id for one in world.heard(Typed)[before:]] == [asked]


# Cards


async def test_a_card_is_posted_edited_and_counts(
    world: WatchedWorld, ouder: StrictPerson, jongere: StrictPerson, card: Message
) -> None:
    click = await ouder.react(world.room, card.event_id, HERE)
    await jongere.react(world.room, card.event_id, ONLINE)
    assert await world.counts(card) == [1, 1, 0, 0]
    await ouder.redact(world.room, click)
    assert await world.counts(card) == [0, 1, 0, 0]
    moderator = strict(world, "moderator")
    edits = [
        event
        for event in moderator.rooms[world.room].events.values()
        if event["content"].get("m.relates_to", {}).get("event_id") == card.event_id
        and event["type"] == "m.room.message"
        and event["sender"] == world.bot.user_id
    ]
    kept = await as_kept(moderator, world.room, edits[-1]["event_id"])
    assert kept["type"] == "m.room.encrypted"
    assert kept["content"]["m.relates_to"] == {"rel_type": "m.replace", "event_id": card.event_id}
    assert not {"m.new_content", "body"} & kept["content"].keys()


async def test_a_shortcut_is_understood_also_after_a_restart(world: WatchedWorld, ouder: StrictPerson) -> None:
    for text in ("!watals", "we er eerder bij zijn", "het duurt te lang", "1"):
        (asked,) = await world.answers(ouder, text)
    await world.stop()
    await world.start()
    direct = world.direct_of(ouder)
    (yes, *_) = sorted(key for who, key in asked.reactions if who == world.bot.user_id) or ["✅"]
    before = len(await world.said(ouder, direct))
    await ouder.react(direct, asked.event_id, yes)
    await world.settled()
    assert len(await world.said(ouder, direct)) > before
    seen = await world.said(ouder, world.rooms["ideas"])
    assert any("we er eerder bij zijn" in one.body for one in seen)


async def test_what_the_bot_posted_is_found(world: WatchedWorld, ouder: StrictPerson, card: Message) -> None:
    since = world.clock.now() - timedelta(days=4000)
    key = card.content["nl.watals.key"]
    assert await world.matrix.find(world.room, key, since) == f"{world.room}/{card.event_id}"
    assert await world.matrix.find(world.room, "nergens", since) is None


# While the bot was away


async def test_what_was_said_while_the_bot_was_away_is_read(world: WatchedWorld, ouder: StrictPerson) -> None:
    await world.answers(ouder, "!sessie lijst")
    await world.stop()
    ouder.forget_key(world.direct_of(ouder))
    await ouder.say(world.direct_of(ouder), "!sessie lijst")
    await world.start()
    await world.settled()
    assert world.heard(Typed)[-1].text == "!sessie lijst"
    await goes_on(world, ouder)


async def test_what_a_shortened_timeline_left_out_is_read(
    world: WatchedWorld, ouder: StrictPerson, jongere: StrictPerson
) -> None:
    await world.stop()
    before = len(world.heard(Typed))
    first = await ouder.say(world.room, "!sessie lijst")
    for number in range(120):
        await jongere.say(world.room, f"We praten verder. {number}")
    last = await ouder.say(world.room, "!hulp")
    await world.start()
    await world.settled()
    assert [one.event_id for one in world.heard(Typed)[before:]] == [first, last]


# People and devices that come later


async def test_who_comes_later_can_read_what_is_said_from_then_on(world: WatchedWorld, homeserver: Homeserver) -> None:
    await world.matrix.send(world.room, said("Voor wie er al was"), "vroeg")
    async with AsyncExitStack() as present:
        late = await present.enter_async_context(await arrive_strict(homeserver, "laatkomer"))
        await world.moderator.invite(world.room, late.user_id)
        await late.join(world.room)
        await world.settled()
        await world.matrix.send(world.room, said("Voor wie er nu is"), "laat")
        assert [one.body for one in await world.said(late, world.room)] == ["Voor wie er nu is"]


@pytest.mark.parametrize("away", [False, True])
async def test_a_new_device_can_read_and_be_read(world: WatchedWorld, ouder: StrictPerson, *, away: bool) -> None:
    await world.matrix.send(world.room, said("Voor de eerste telefoon"), f"telefoon-1-{away}")
    if away:
        await world.stop()
    async with await on_another_device(ouder) as phone:
        if away:
            await world.start()
        await world.settled()
        await phone.look()
        text = f"Voor allebei de telefoons {away}"
        await world.matrix.send(world.room, said(text), f"telefoon-2-{away}")
        assert text in [one.body for one in await world.said(phone, world.room)]
        before = len(world.heard(Typed))
        await phone.say(world.room, "!sessie lijst")
        await world.settled()
        assert [one.text for one in world.heard(Typed)[before:]] == ["!sessie lijst"]


async def test_who_left_gets_no_more_keys(world: WatchedWorld, homeserver: Homeserver) -> None:
    async with await arrive_strict(homeserver, "voorbijganger") as gone:
        await world.moderator.invite(world.room, gone.user_id)
        await gone.join(world.room)
        await world.matrix.send(world.room, said("Welkom"), "welkom")
        await world.said(gone, world.room)
        keys = dict(gone._keys)
        await gone.leave(world.room)
        await world.settled()
        await world.matrix.send(world.room, said("Onder ons"), "onder-ons")
        await world.settled()
        await gone.look()
        assert gone._keys == keys


async def test_many_can_begin_to_talk_while_the_bot_is_away(world: WatchedWorld, ouder: StrictPerson) -> None:
    """More devices take a key of the bot's, each its own, than it left on the homeserver."""
    await world.answers(ouder, "!sessie lijst")
    await world.stop()
    asked = {"one_time_keys": {world.bot.user_id: {world.bot.device_id: "signed_curve25519"}}}
    while (await ouder.call("POST", "/v3/keys/claim", asked))["one_time_keys"].get(world.bot.user_id):
        pass
    await world.start()
    await world.settled()
    async with await on_another_device(ouder) as phone:
        await phone.look()
        before = len(world.heard(Typed))
        await phone.say(world.room, "!sessie lijst")
        await world.settled()
        assert [one.text for one in world.heard(Typed)[before:]] == ["!sessie lijst"]


def said(text: str) -> Outgoing:
    return Outgoing(content(paragraph(text)))


# Files


async def test_files_in_an_encrypted_room_are_for_who_is_in_it(world: WatchedWorld, ouder: StrictPerson) -> None:
    data = b"BEGIN:VCALENDAR\r\nSUMMARY:Geheim overleg\r\nEND:VCALENDAR\r\n"
    block = file("sessie.ics", "text/calendar", data, "Zet de sessie in je agenda")
    await world.matrix.send(world.room, Outgoing(content(paragraph("Een bestand"), block)), "bestand")
    shown = (await world.said(ouder, world.room))[-1]
    assert (shown.msgtype, shown.content["filename"]) == ("m.file", "sessie.ics")
    assert (await as_kept(ouder, world.room, shown.event_id))["type"] == "m.room.encrypted"
    told = shown.content["file"]
    secret = await ouder.download(told["url"])
    assert b"Geheim" not in secret
    assert decrypt_attachment(secret, told["key"]["k"], told["hashes"]["sha256"], told["iv"]) == data
    assert base64.b64encode(data) not in secret
