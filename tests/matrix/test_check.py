"""`watals check`, as the operator gives it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.demo.homeserver import Homeserver
from bot.platforms.matrix import account
from tests.matrix.bench import Bench, new_bench
from tests.matrix.conftest import People
from tests.matrix.http import Client
from tests.matrix.operator import lift, running, watals
from tests.matrix.person import Person

pytestmark = pytest.mark.matrix
PURPOSES = ("announcements", "ideas")


def link(bench: Bench, room: str, *purposes: str) -> None:
    """Let a room serve the community, as a moderator does in chat."""
    with closing(sqlite3.connect(bench.folder / "data" / "watals.db")) as database, database:
        [community] = database.execute("SELECT id FROM community").fetchone()
        words = "INSERT INTO channel (community_id, platform, ref) VALUES (?, 'matrix', ?) RETURNING id"
        [channel] = database.execute(words, (community, room)).fetchone()
        rows = [(channel, purpose) for purpose in purposes]
        database.executemany("INSERT INTO purpose (channel_id, purpose) VALUES (?, ?)", rows)


async def test_before_anything_it_says_where_to_begin(tmp_path: Path) -> None:
    done = await watals("check", "--config", tmp_path / "config.toml")
    assert done.code == 1
    assert "watals init" in done.words


async def test_an_account_that_others_can_read_is_wrong(bench: Bench) -> None:
    await bench.init()
    (bench.matrix / account.FILE).chmod(0o644)
    done = await watals("check", "--config", bench.config)
    assert done.code == 1
    assert "chmod 600" in done.words


async def test_a_server_that_does_not_answer(bench: Bench) -> None:
    await bench.init()
    account.save(bench.matrix, replace(bench.account, homeserver="http://127.0.0.1:9"))
    done = await bench.check()
    assert done.code == 1
    assert "geen goed antwoord" in done.words


async def test_a_token_that_was_revoked(bench: Bench) -> None:
    await bench.init()
    async with bench.client as bot:
        await bot.call("POST", "/v3/logout", {})
    done = await bench.check()
    assert done.code == 1
    assert "kent de aanmelding van de bot niet meer" in done.words
    assert "watals init" in done.words


async def test_a_lost_store_is_named_and_the_bot_does_not_start(bench: Bench) -> None:
    await bench.init()
    bench.store.unlink()
    done = await bench.check()
    assert done.code == 1
    assert "sleutels van de bot zijn weg" in done.words
    run = await watals("run", "--config", bench.config)
    assert run.code == 2
    assert "watals init" in run.err
    assert "sleutels van de bot zijn weg" in (await bench.check()).words
    assert (await bench.init("--yes")).code == 0
    assert (await bench.check()).code == 0


async def test_a_store_that_cannot_be_read(bench: Bench) -> None:
    await bench.init()
    bench.store.write_text("dit is geen database, en was het nooit" * 100)
    done = await bench.check()
    assert done.code == 1
    assert "niet te lezen" in done.words


@pytest.fixture
async def living(bench: Bench, people: People) -> AsyncIterator[tuple[Bench, Person, str]]:
    """A bot that runs in a room which serves the community; beside it, the moderator of that room."""
    await bench.init()
    moderator = await people("moderator")
    async with running("run", "--config", bench.config, until="De bot draait"):
        room = await moderator.create_room("Nieuws en ideeën", invite=[bench.account.user_id])
        me = bench.account.user_id
        await moderator.wait_for(lambda: (moderator.state(room, "m.room.member", me) or {}).get("membership") == "join")
        asked = await moderator.say(room, "!hulp")
        # It has then taken in what came before too: the name of the room.
        await moderator.wait_for(lambda: [one for one in moderator.messages(room) if one.thread == asked])
        link(bench, room, *PURPOSES)
        yield bench, moderator, room


async def test_what_the_bot_may_do_in_its_rooms(living: tuple[Bench, Person, str]) -> None:
    bench, moderator, room = living
    done = await bench.check()
    assert done.code == 0
    assert "“Nieuws en ideeën” (aankondigingen, ideeën)" in done.words
    assert "een oude keuze van iemand niet opruimen" in done.words
    assert "Nog geen kamer voor moderatie" in done.words
    await moderator.set_power(room, bench.account.user_id, 50)
    assert "mag schrijven, reageren en opruimen" in (await bench.check()).words
    levels = {**(await moderator.call("GET", f"/v3/rooms/{room}/state/m.room.power_levels")), "events_default": 60}
    await moderator.set_state(room, "m.room.power_levels", levels)
    done = await bench.check()
    assert done.code == 1
    assert "mag hier niet schrijven en niet reageren" in done.words


async def test_a_room_it_should_be_in_and_is_not(living: tuple[Bench, Person, str]) -> None:
    bench, moderator, room = living
    await moderator.kick(room, bench.account.user_id)
    done = await bench.check()
    assert done.code == 1
    assert "“Nieuws en ideeën” (aankondigingen, ideeën): de bot is niet in deze kamer" in done.words


async def test_it_disturbs_nobody(living: tuple[Bench, Person, str]) -> None:
    bench, moderator, room = living
    before = await _keys(bench)
    await moderator.look()
    seen = len(moderator.rooms[room].events)
    assert (await bench.check()).code == 0
    assert await _keys(bench) == before
    await moderator.look()
    assert len(moderator.rooms[room].events) == seen
    asked = await moderator.say(room, "!hulp")
    await moderator.wait_for(
        lambda: [one for one in moderator.messages(room) if one.reactions and one.event_id == asked]
    )


async def _keys(bench: Bench) -> object:
    known = bench.account
    async with bench.client as bot:
        return await bot.call("POST", "/v3/keys/query", {"device_keys": {known.user_id: []}})


async def test_on_a_phone_no_line_is_too_long(living: tuple[Bench, Person, str]) -> None:
    bench, _, _ = living
    too_long = [line for line in (await bench.check(columns=45)).out.splitlines() if len(line) > 45]
    assert [line for line in too_long if len(line.split()) > 2] == []  # a long path stays whole, to be copied


async def test_the_limit_is_seen_and_the_try_leaves_no_trace(limited: Homeserver, tmp_path: Path) -> None:
    bench = await new_bench(limited, tmp_path)
    admin = await limited.register(f"admin-of-{bench.name}", admin=True)
    await bench.init()
    async with bench.client as bot:
        room = await _room_of_its_own(bot)
        before = await _events(bot, room)
        done = await bench.check()
        assert done.code == 0
        assert "de server remt de bot af" in done.words
        await lift(limited, admin, bench.account.user_id)
        assert "remt de bot niet af" in (await bench.check()).words
        assert await _events(bot, room) == before


async def _room_of_its_own(bot: Client) -> str:
    return str((await bot.call("POST", "/v3/createRoom", {"name": "Eigen kamer"}))["room_id"])


async def _events(bot: Client, room: str) -> list[str]:
    told = await bot.call("GET", f"/v3/rooms/{room}/messages", query={"dir": "b", "limit": "100"})
    return [event["event_id"] for event in told["chunk"]]
