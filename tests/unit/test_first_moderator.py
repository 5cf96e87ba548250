"""The first moderator: made once, by a code that only who starts the bot can see."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.config import Config
from bot.domain import onetime
from bot.running import code_for_first_moderator
from bot.testing.room_chat import RoomChat
from bot.testing.world import World, config_in
from storage import places
from tests.support.story import last, open_form


def without_moderator(folder: Path) -> Config:
    config = config_in(folder)
    people = tuple(replace(person, moderator=False) for person in config.room.people)
    return replace(config, room=replace(config.room, people=people))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A community that nobody is moderator of."""
    world = World(without_moderator(tmp_path))
    await world.start()
    yield world
    await world.close()


async def code_of(world: World) -> str:
    """Return the code that a start of the bot would print."""
    code = await code_for_first_moderator(world.app, world.config)
    assert code is not None
    return code


async def become(room: RoomChat, code: str, person: str = "ouder") -> str:
    await room.say(person, f"/moderator worden {code}", to="bot")
    await room.settled()
    return last(room, person, "bot").text


async def everything(world: World) -> str:
    """Return all that the database holds, as text."""
    tables = await world.database.read(lambda tx: tx.all("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    found = []
    for table in tables:
        rows = await world.database.read(lambda tx, name=table["name"]: tx.all(f"SELECT * FROM {name}"))  # noqa: S608
        found += [str([row[key] for key in row.keys()]) for row in rows]  # noqa: SIM118 - a row is no mapping
    return "\n".join(found)


async def test_the_code_makes_a_moderator_who_sees_what_to_do_next(world: World, room: RoomChat) -> None:
    code = await code_of(world)
    assert "Je bent nu moderator" in await become(room, code)
    answer = last(room, "ouder", "bot")
    assert answer.follow_ups == ("Bekijk de instellingen", "Maak een sessie")
    await room.follow("ouder", answer, "Bekijk de instellingen")
    await room.settled()
    assert "Moderatoren: Ouder" in last(room, "ouder", "bot").text
    await room.follow("ouder", answer, "Maak een sessie")
    await room.settled()
    assert open_form(room, "ouder").title == "Maak een nieuwe sessie"


async def test_where_channels_have_names_the_next_step_may_be_one_of_them(world: World, room: RoomChat) -> None:
    await world.database.write(lambda tx: places.name(tx, "room", "aankondigingen", "Nieuws"))
    await become(room, await code_of(world))
    await room.follow("ouder", last(room, "ouder", "bot"), "Kies wat in een kanaal komt")
    await room.settled()
    assert last(room, "ouder", "bot").follow_ups == ("#Nieuws",)


async def test_in_a_channel_the_next_step_is_what_the_channel_serves_for(world: World, room: RoomChat) -> None:
    code = await code_of(world)
    await room.say("ouder", f"/moderator worden {code}")
    await room.settled()
    answer = last(room, "ouder", "announcements")
    assert answer.private
    await room.follow("ouder", answer, "Kies wat in dit kanaal komt")
    await room.settled()
    assert "In dit kanaal komen nu: aankondigingen" in last(room, "ouder", "announcements").text


async def test_the_private_channel_is_seen_at_once(world: World, room: RoomChat) -> None:
    assert not world.room.hub.may_see(world.room.people["ouder"], "moderatie")
    await become(room, await code_of(world))
    assert world.room.hub.may_see(world.room.people["ouder"], "moderatie")


async def test_it_works_once(world: World, room: RoomChat) -> None:
    code = await code_of(world)
    await become(room, code)
    assert "moderator kan je erbij zetten" in await become(room, code, "jongere")
    assert "Je bent al moderator" in await become(room, code)
    await room.say("jongere", "/instellen toon", to="bot")
    await room.settled()
    assert "voor moderatoren" in last(room, "jongere", "bot").text
    assert await code_for_first_moderator(world.app, world.config) is None


@pytest.mark.parametrize("guise", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")])
async def test_it_may_be_typed_as_people_type(world: World, room: RoomChat, guise) -> None:
    assert "Je bent nu moderator" in await become(room, guise(await code_of(world)))


async def test_a_wrong_code_is_answered_kindly_and_too_many_void_the_code(world: World, room: RoomChat) -> None:
    code = await code_of(world)
    assert "Typ de code erachter" in await become(room, "")
    for _ in range(9):
        assert "klopt niet" in await become(room, "AAAA-AAAA", "jongere")
    assert "te vaak" in await become(room, "AAAA-AAAA", "jongere")
    assert "te vaak" in await become(room, code)
    assert "Je bent nu moderator" in await become(room, await code_of(world))


async def test_a_new_start_makes_the_code_before_void(world: World, room: RoomChat) -> None:
    before = await code_of(world)
    after = await code_of(world)
    assert before != after
    assert "klopt niet" in await become(room, before)
    assert "Je bent nu moderator" in await become(room, after)


async def test_only_a_hash_is_kept_also_of_what_was_typed(world: World, room: RoomChat) -> None:
    code = await code_of(world)
    await room.say("jongere", "/moderator worden QQQQ-QQQQ", to="bot")
    await room.settled()
    kept = (await everything(world)).upper()
    for told in (code, code.replace("-", ""), "QQQQ"):
        assert told not in kept


async def test_where_the_chat_names_a_moderator_there_is_no_code(tmp_path: Path) -> None:
    world = World(without_moderator(tmp_path))
    await world.start()
    code = await code_of(world)
    world.config = config_in(tmp_path)
    assert await code_for_first_moderator(world.app, world.config) is None
    assert "moderator kan je erbij zetten" in await become(RoomChat(world), code)
    await world.close()


async def test_who_is_made_moderator_otherwise_makes_the_code_void(tmp_path: Path) -> None:
    world = World(config_in(tmp_path))
    await world.start()
    room = RoomChat(world)
    code = await code_for_first_moderator(world.app, without_moderator(tmp_path))
    assert code is not None
    await become(room, "")
    await room.say("moderator", "/instellen moderator erbij Ouder", to="moderation")
    await room.settled()
    assert "moderator kan je erbij zetten" in await become(room, code, "jongere")
    await world.close()


def test_codes_have_forty_bits_and_no_look_alikes() -> None:
    assert len(onetime.ALPHABET) ** onetime.LENGTH >= 2**40
    assert len(set(onetime.ALPHABET)) == len(onetime.ALPHABET)
    assert not set(onetime.ALPHABET) & set("0O1I")
    codes = {onetime.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(set(code) <= set(onetime.ALPHABET) | {"-"} and len(code) == 9 for code in codes)


@pytest.mark.parametrize("typed", ["", "-", "ABCD-EFG", "ABCD-EFGHJ", "EFGH-ABCD", "é", "\ud800", "x" * 100])
def test_anything_else_is_not_the_code(typed: str) -> None:
    assert not onetime.matches(typed, onetime.hashed("ABCD-EFGH"))


def test_the_same_code_is_never_kept_the_same_way() -> None:
    assert onetime.hashed("ABCD-EFGH") != onetime.hashed("ABCD-EFGH")
