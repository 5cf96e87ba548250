"""Keys that come late, never, or are lost: nothing that was said is lost, and people are told what to do, once."""

import logging
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.api.errors import FatalError
from bot.api.events import Typed, Unreadable
from bot.demo.homeserver import Homeserver
from bot.platforms.matrix import late
from bot.platforms.matrix.account import load, store_path
from bot.platforms.matrix.device import enter
from bot.platforms.matrix.signing import Signing
from tests.matrix.strict import StrictPerson, arrive_strict
from tests.matrix.watched import WatchedWorld, community

pytestmark = [pytest.mark.matrix, pytest.mark.asyncio(loop_scope="module")]
UNREADABLE = "Ik kan je bericht niet lezen"
PASSWORD = "een heel geheim wachtwoord"
_NUMBERS = count(1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, homeserver: Homeserver) -> AsyncIterator[WatchedWorld]:
    async with community(tmp_path_factory.mktemp("lost-keys"), homeserver, "ouder", encrypted=True) as world:
        ouder = strict(world)
        await ouder.open_dm(world.bot.user_id)
        await world.settled()
        yield world


@pytest.fixture
def ouder(world: WatchedWorld) -> StrictPerson:
    return strict(world)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late, "PATIENCE_S", 0.5)


def strict(world: WatchedWorld) -> StrictPerson:
    person = world.people["ouder"]
    assert isinstance(person, StrictPerson)
    return person


async def say_without_key(world: WatchedWorld, person: StrictPerson, room: str, text: str) -> str:
    """Say something whose key is withheld; return when the bot was told of it."""
    person.forget_key(room)
    person.withheld = []
    told = len(world.batches)
    asked = await person.say(room, text)
    while len(world.batches) == told:
        await world.caught_up()
    return asked


async def answers_since(world: WatchedWorld, person: StrictPerson, before: int) -> list[str]:
    return [one.body for one in (await world.said(person, world.direct_of(person)))[before:]]


async def count_of(world: WatchedWorld, person: StrictPerson) -> int:
    return len(await world.said(person, world.direct_of(person)))


@pytest.mark.parametrize("killed", [False, True])
async def test_a_message_whose_key_comes_late_is_answered(
    world: WatchedWorld, ouder: StrictPerson, *, killed: bool
) -> None:
    before, heard = await count_of(world, ouder), len(world.heard(Typed))
    await say_without_key(world, ouder, world.direct_of(ouder), "!sessie lijst")
    assert len(world.heard(Typed)) == heard
    if killed:
        await world.stop()
    await ouder.release()
    if killed:
        await world.start()
    (answer,) = await answers_since(world, ouder, before)
    assert "sessie" in answer
    assert [one.text for one in world.heard(Typed)[heard:]] == ["!sessie lijst"]


async def test_a_command_in_a_room_whose_key_comes_late_is_answered(world: WatchedWorld, ouder: StrictPerson) -> None:
    before = await count_of(world, ouder)
    await say_without_key(world, ouder, world.room, "!sessie lijst")
    await ouder.release()
    assert len(await answers_since(world, ouder, before)) == 1


@pytest.mark.usefixtures("impatient")
async def test_who_sends_what_cannot_be_read_is_told_once(world: WatchedWorld, ouder: StrictPerson) -> None:
    before, direct = await count_of(world, ouder), world.direct_of(ouder)
    await say_without_key(world, ouder, direct, "!sessie lijst")
    await world.settled()
    await ouder.say(direct, "Lees je dit?")
    (answer,) = await answers_since(world, ouder, before)
    assert answer.startswith(UNREADABLE)
    await world.stop()
    await world.start()
    assert len(await answers_since(world, ouder, before)) == 1
    ouder.withheld = None
    ouder.forget_key(direct)
    (answer,) = await world.answers(ouder, "!sessie lijst")
    assert "sessie" in answer.body


@pytest.mark.usefixtures("impatient")
async def test_in_company_nobody_is_told(world: WatchedWorld, ouder: StrictPerson) -> None:
    heard = len(world.heard(Unreadable))
    before, in_room = await count_of(world, ouder), len(await world.said(ouder, world.room))
    await say_without_key(world, ouder, world.room, "Onder ons gezegd")
    assert await answers_since(world, ouder, before) == []
    assert len(await world.said(ouder, world.room)) == in_room
    assert len(world.heard(Unreadable)) == heard
    ouder.withheld = None
    ouder.forget_key(world.room)


@pytest.mark.usefixtures("impatient")
async def test_what_is_sent_once_more_or_damaged_is_not_answered(world: WatchedWorld, ouder: StrictPerson) -> None:
    direct = world.direct_of(ouder)
    asked = await ouder.say(direct, "!sessie lijst")
    before, heard = await count_of(world, ouder), len(world.heard(Typed))
    content = (await ouder.call("GET", f"/v3/rooms/{direct}/event/{asked}"))["content"]
    secret = content["ciphertext"]
    await ouder.send_event(direct, "m.room.encrypted", content)
    for damaged in (secret[:-4], f"{secret[:40]}AAAA{secret[44:]}", "", "!"):
        await ouder.send_event(direct, "m.room.encrypted", {**content, "ciphertext": damaged})
    assert await answers_since(world, ouder, before) == []
    assert len(world.heard(Typed)) == heard


async def test_a_bot_that_lost_its_keys_says_so_and_is_a_new_device_once_signed_in(
    tmp_path: Path, homeserver: Homeserver
) -> None:
    bot = await homeserver.register(f"lost-keys-{next(_NUMBERS)}", PASSWORD, displayname="Wat-als bot")
    async with (
        await arrive_strict(homeserver, "ouder") as ouder,
        community(tmp_path, homeserver, bot=bot, rooms=False, encrypted=True) as world,
    ):
        await ouder.open_dm(bot.user_id)
        await world.settled()
        await world.answers(ouder, "!sessie lijst")
        await world.stop()
        folder = world.config.matrix_folder
        earlier = load(folder)
        store_path(folder, earlier).unlink()
        await ends(world, "watals init")

        account, signing = await enter(homeserver.url, bot.user_id, PASSWORD, folder)
        assert signing is Signing.READY
        assert account.device_id != earlier.device_id
        assert account.signing == earlier.signing
        world._observer.access_token = account.access_token
        await world.start()
        await world.settled()
        (answer,) = await world.answers(ouder, "!sessie lijst")
        assert "sessie" in answer.body
        assert not {earlier.device_id, account.device_id} & set(ouder.refused)


async def ends(world: WatchedWorld, words: str) -> None:
    """Start the bot, which ends at once and says why."""
    await world.start()
    assert world._running is not None
    with pytest.raises(ExceptionGroup) as ended:
        await world._running
    assert ended.group_contains(FatalError, match=words)
    world._running = None
    await world._opened.aclose()


async def test_logs_hold_no_secrets_and_no_words(
    tmp_path: Path, homeserver: Homeserver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with capture_logs() as logs:
        secrets = await lived_through(tmp_path, homeserver)
    assert "matrix_message_not_decrypted" in {one["event"] for one in logs}
    for secret in (*secrets, "geheimpje"):
        assert secret not in f"{caplog.text}{logs}"


async def lived_through(folder: Path, homeserver: Homeserver) -> list[str]:
    """Let somebody say something about a "geheimpje", in ways good and bad; return the bot's secrets."""
    async with community(folder, homeserver, "ouder", encrypted=True) as world:
        ouder = strict(world)
        await world.answers(ouder, "!watals we naar geheimpje luisteren", world.room)
        await ouder.share(world.room)
        for told in (
            {"type": 5, "content": {"body": "geheimpje"}},
            {"type": "m.room.message", "content": {"body": "geheimpje"}},
        ):
            await ouder.send_encrypted(world.room, told)
        await ouder.send_encrypted(world.room, {}, b"geheimpje \xff")
        await world.answers(ouder, "geheimpje")
        account = load(world.config.matrix_folder)
    seeds = account.signing
    return [account.access_token, account.pickle_key, seeds.master, seeds.self_signing, seeds.user_signing]
