"""`watals init` and `watals check`, as the operator gives them."""

import asyncio
import os
import re
import sqlite3
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from bot.config import load
from bot.demo.homeserver import Homeserver
from bot.platforms.matrix import account
from tests.matrix.conftest import People
from tests.matrix.http import Client
from tests.matrix.operator import PATIENCE_S, ROOT, Ended, lift, running, watals
from tests.matrix.person import Person

pytestmark = pytest.mark.matrix
PASSWORD = "een-geheim-dat-nergens-staat"
PURPOSES = ("announcements", "ideas")
_NUMBERS = count(1)


@dataclass
class Bench:
    """A folder in which a bot is set up, and an account for it that nobody signed in yet."""

    homeserver: Homeserver
    name: str
    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def matrix(self) -> Path:
        return self.folder / "data" / "matrix"

    @property
    def account(self) -> account.Account:
        return account.load(self.matrix)

    @property
    def store(self) -> Path:
        return account.store_path(self.matrix, self.account)

    @property
    def client(self) -> Client:
        """What makes requests with the bot's own token."""
        known = self.account
        return Person(self.homeserver.url, known)  # type: ignore[arg-type]  # it has the same fields

    async def init(self, *more: object, password: str = PASSWORD) -> Ended:
        words = ("init", "--config", self.config, "--homeserver", self.homeserver.url, "--user", self.name)
        return await watals(*words, *more, stdin=f"{password}\n")

    async def check(self, *, columns: int = 80) -> Ended:
        done = await watals("check", "--config", self.config, columns=columns)
        known = self.account
        for secret in (PASSWORD, known.access_token, known.pickle_key, known.signing.master):
            assert secret not in f"{done.out}{done.err}"
        assert "Traceback" not in done.err
        return done


@pytest.fixture
async def bench(homeserver: Homeserver, tmp_path: Path) -> Bench:
    name = f"set-up-{next(_NUMBERS)}"
    await homeserver.register(name, PASSWORD)
    return Bench(homeserver, name, tmp_path)


def link(bench: Bench, room: str, *purposes: str) -> None:
    """Let a room serve the community, as a moderator does in chat."""
    with closing(sqlite3.connect(bench.folder / "data" / "watals.db")) as database, database:
        [community] = database.execute("SELECT id FROM community").fetchone()
        words = "INSERT INTO channel (community_id, platform, ref) VALUES (?, 'matrix', ?) RETURNING id"
        [channel] = database.execute(words, (community, room)).fetchone()
        rows = [(channel, purpose) for purpose in purposes]
        database.executemany("INSERT INTO purpose (channel_id, purpose) VALUES (?, ?)", rows)


async def devices(client: Client) -> set[str]:
    return {device["device_id"] for device in (await client.call("GET", "/v3/devices"))["devices"]}


# Init


async def test_init_signs_in_keeps_all_it_needs_and_says_what_comes_next(bench: Bench) -> None:
    done = await bench.init()
    assert done.code == 0, done
    assert bench.account.user_id == f"@{bench.name}:localhost"
    assert load(bench.config).matrix_folder == bench.matrix
    assert tomllib.loads(bench.config.read_text())["matrix"]["invites"] == ["localhost"]
    for word in ("watals run", "!moderator worden", "watals check"):
        assert word in done.out
    kept = [path for path in bench.folder.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in kept if path.is_relative_to(bench.matrix)} == {0o600}
    assert not [path for path in kept if PASSWORD.encode() in path.read_bytes()]
    assert PASSWORD not in done.words
    assert (await bench.check()).code == 0


async def test_a_wrong_password_is_said_and_repeated_nowhere(bench: Bench) -> None:
    done = await bench.init(password="niet-het-woord")
    assert done.code == 2
    assert "horen niet bij elkaar" in done.words
    assert "niet-het-woord" not in done.words
    assert not bench.config.exists()


async def test_without_a_keyboard_it_says_what_to_give(bench: Bench) -> None:
    done = await watals("init", "--config", bench.config, stdin=f"{PASSWORD}\n")
    assert done.code == 2
    assert "--homeserver" in done.err
    assert "geen wachtwoord" in (await bench.init(password="")).err


async def test_the_password_is_never_an_option() -> None:
    assert "password" not in (await watals("init", "--help")).out.lower()


async def test_an_account_that_is_there_is_replaced_only_when_told(bench: Bench) -> None:
    await bench.init()
    first, store = bench.account, bench.store
    async with bench.client as now:
        others = await devices(now) - {first.device_id}
    again = await bench.init()
    assert again.code == 2
    assert "al aangemeld" in again.words
    assert bench.account == first
    assert (await bench.init("--yes")).code == 0
    assert bench.account.device_id != first.device_id
    assert bench.account.signing == first.signing
    assert not store.exists()
    async with bench.client as now:
        assert await devices(now) == {*others, bench.account.device_id}
    assert "staat ervoor in" in (await bench.check()).words


async def test_a_config_that_is_there_is_left_alone(bench: Bench) -> None:
    told = 'data = "elders"\n[room]\npeople = [{ id = "ouder", name = "Ouder" }]\n'
    bench.config.write_text(told)
    done = await bench.init()
    assert done.code == 0
    assert bench.config.read_text() == told
    assert '[matrix]\n    invites = ["localhost"]' in done.out
    assert (bench.folder / "elders" / "matrix" / "account.json").exists()
    check = await watals("check", "--config", bench.config)
    assert (check.code, "[matrix]" in check.out) == (1, True)


async def test_keys_made_elsewhere_are_replaced_with_the_password(bench: Bench) -> None:
    await bench.init()
    kept = bench.matrix / account.FILE
    account.save(bench.matrix, _with_other_seeds(bench.account))
    assert "andere sleutels" in (await bench.check()).words
    assert kept.exists()
    assert (await bench.init("--yes")).code == 0
    assert "staat ervoor in" in (await bench.check()).words


def _with_other_seeds(known: account.Account) -> account.Account:
    fields = {name: getattr(known, name) for name in account.Account.__slots__}
    return account.Account(**{**fields, "signing": account.new_seeds()})


async def test_in_a_terminal_it_asks_and_shows_no_password(bench: Bench) -> None:
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "bot", "init", "--config", str(bench.config)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "80"}
    process = await asyncio.create_subprocess_exec(
        *words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    answers = {"voorbeeld.nl)": bench.homeserver.url, "watals)": bench.name, "typt)": PASSWORD}
    said = await asyncio.to_thread(_talk, ours, answers)
    async with asyncio.timeout(PATIENCE_S):
        assert await process.wait() == 0, said
    assert "is aangemeld" in said
    assert PASSWORD not in said


def _talk(terminal: int, answers: dict[str, str]) -> str:
    """Answer questions as they come; return all that stood on the screen."""
    said = ""
    waiting = dict(answers)
    with open(terminal, "r+b", buffering=0) as screen:
        while True:
            try:
                part = screen.read(1000)
            except OSError:  # the other side is gone
                return said
            if not part:
                return said
            said += part.decode(errors="replace")
            for question in [question for question in waiting if re.search(rf"{re.escape(question)}: *$", said)]:
                screen.write(f"{waiting.pop(question)}\n".encode())


# Check


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
    known = bench.account
    fields = {name: getattr(known, name) for name in account.Account.__slots__}
    account.save(bench.matrix, account.Account(**{**fields, "homeserver": "http://127.0.0.1:9"}))
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
    assert f"{room} (aankondigingen, ideeën): de bot is niet in deze kamer" in done.words


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
    name = f"limited-{next(_NUMBERS)}"
    await limited.register(name, PASSWORD)
    admin = await limited.register(f"admin-{next(_NUMBERS)}", admin=True)
    bench = Bench(limited, name, tmp_path)
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
