"""What people may send encrypted: nothing of it misleads the bot, or keeps it from reading on."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.api.events import MessageDeleted, Typed
from bot.demo.homeserver import Homeserver
from tests.matrix.strict import ENCRYPTION, StrictPerson
from tests.matrix.timeline import Message
from tests.matrix.watched import WatchedWorld, community, strict

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]
HERE = "📍"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    folder = tmp_path_factory.mktemp("misleading")
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


async def goes_on(world: WatchedWorld, person: StrictPerson) -> None:
    """Prove that the bot answers."""
    assert [one.body for one in await world.answers(person, "!sessie lijst")]


async def test_what_is_encrypted_can_only_be_a_message(world: WatchedWorld, ouder: StrictPerson, card: Message) -> None:
    await ouder.share(world.room)
    made_up = [
        {
            "type": "m.room.power_levels",
            "state_key": "",
            "content": {"users": {ouder.user_id: 100}, "users_default": 100},
        },
        {"type": "m.room.redaction", "redacts": card.event_id, "content": {"redacts": card.event_id}},
        {"type": "m.room.tombstone", "state_key": "", "content": {"replacement_room": "!weg:localhost"}},
        {"type": "m.room.member", "state_key": world.bot.user_id, "content": {"membership": "leave"}},
    ]
    for event in made_up:
        await ouder.send_encrypted(world.room, {**event, "room_id": world.room})
    await world.answers(ouder, "!sessie lijst")
    assert not world.heard(Typed)[-1].author.moderator
    assert f"{world.room}/{card.event_id}" not in {one.message_ref for one in world.heard(MessageDeleted)}
    assert not world.matrix._rooms.joined[world.room].replacement


@pytest.mark.parametrize(
    "secret", [b"\xff\xfe", b"{", b"[]", b'{"type": 5}', b"[" * 2_000, b'{"type":"m.room.message"}']
)
async def test_what_makes_no_sense_once_decrypted_stops_nothing(
    world: WatchedWorld, ouder: StrictPerson, secret: bytes
) -> None:
    await ouder.share(world.room)
    await ouder.send_encrypted(world.room, {}, secret)
    await goes_on(world, ouder)


async def test_no_message_to_the_bots_device_stops_it(world: WatchedWorld, ouder: StrictPerson) -> None:
    (bot,) = (await ouder.devices(world.bot.user_id))[world.bot.user_id]
    secrets: list[object] = [
        {bot.curve: {"type": kind, "body": body}} for kind in (0, 1, 2, "x", None) for body in ("", "AwgA", "!", 5, {})
    ]
    contents: list[dict[str, object]] = [
        {"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": key, "ciphertext": secret}
        for key in (ouder.curve, "x", "", 5)
        for secret in [*secrets, {bot.curve: 5}, {bot.curve: {}}, [], 5]
    ]
    for number, told in enumerate([*contents, {}, {"algorithm": 5}]):
        message = {"messages": {world.bot.user_id: {bot.device_id: told}}}
        await ouder.call("PUT", f"/v3/sendToDevice/m.room.encrypted/odd-{number}", message)
    for kind in ("m.room_key", "m.room_key_request", "m.forwarded_room_key", "m.key.verification.start", "m.dummy"):
        for number, told in enumerate(({}, {"action": "request", "body": 5}, {"transaction_id": 5, "method": []})):
            message = {"messages": {world.bot.user_id: {bot.device_id: told}}}
            await ouder.call("PUT", f"/v3/sendToDevice/{kind}/odd-{number}", message)
    for kind, told in (
        ("m.room_key", {}),
        ("m.room_key", {"algorithm": "x", "room_id": 5, "session_id": [], "session_key": {}}),
        ("m.room_key", {"algorithm": "m.megolm.v1.aes-sha2", "room_id": "!x", "session_id": "x", "session_key": "x"}),
        ("m.forwarded_room_key", {"algorithm": "m.megolm.v1.aes-sha2", "forwarding_curve25519_key_chain": 5}),
        ("m.niets", {}),
    ):
        await ouder._tell(world.bot.user_id, bot, kind, told)
    await goes_on(world, ouder)
    ouder.forget_key(world.direct_of(ouder))
    await goes_on(world, ouder)


async def test_a_reaction_or_reply_to_what_the_bot_cannot_read_holds_up_nobody(
    world: WatchedWorld, ouder: StrictPerson, jongere: StrictPerson
) -> None:
    """Such as what people said before the bot came."""
    room = await ouder.create_room("Van eerder", invite=[jongere.user_id], initial_state=[ENCRYPTION])
    await jongere.join(room)
    await ouder.look()
    old = await ouder.say(room, "Wat de bot nooit las")
    await ouder.invite(room, world.bot.user_id)
    await world.settled()
    await ouder.react(room, old, HERE)
    await ouder.say(room, "Wat vind je daarvan?", reply_to=old)
    await ouder.say(room, "!sessie lijst", reply_to=old)
    await goes_on(world, ouder)
