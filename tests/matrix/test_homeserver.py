"""The homeserver of tests and demo: it keeps what it has, and leaves nothing running."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.demo.homeserver import Homeserver
from tests.matrix.http import MatrixError
from tests.matrix.person import Person, arrive

pytestmark = pytest.mark.matrix
STARTING = """
import asyncio, pathlib, sys
from bot.demo.homeserver import Homeserver

async def start():
    homeserver = Homeserver(pathlib.Path(sys.argv[1]))
    await homeserver.start()
    print(homeserver.url, flush=True)
    await asyncio.Event().wait()

asyncio.run(start())
"""


async def test_accounts_are_made_with_a_device_signed_in(homeserver: Homeserver) -> None:
    made = await homeserver.register("registered", admin=True)
    assert made.user_id == f"@registered:{homeserver.server_name}"
    assert made.device_id
    async with Person(homeserver.url, made) as person:
        assert await person.call("GET", "/v3/account/whoami") == {
            "user_id": made.user_id,
            "device_id": made.device_id,
            "is_guest": False,
        }


async def test_a_taken_name_is_refused(homeserver: Homeserver) -> None:
    await homeserver.register("taken")
    with pytest.raises(aiohttp.ClientResponseError):
        await homeserver.register("taken")


async def test_a_restart_keeps_all_also_one_by_another_process(tmp_path: Path) -> None:
    async with Homeserver(tmp_path) as first, await arrive(first, "anna") as anna:
        room = await anna.create_room("Tafel")
        said = await anna.say(room, "Voor de nacht")
        await anna.look()
        await first.stop()
        await first.start()
        assert await first.register("after-the-restart")
        later = await anna.say(room, "Na de nacht")
        await anna.look()
        assert [one.event_id for one in anna.messages(room)] == [said, later]
    async with Homeserver(tmp_path, port=first.port), Person(first.url, anna.account) as again:
        await again.look()
        assert [one.event_id for one in again.messages(room)] == [said, later]
    assert [path.stat().st_mode & 0o077 for path in (tmp_path / "homeserver.yaml", tmp_path / "signing.key")] == [0, 0]


async def test_with_limits_it_asks_for_patience(limited: Homeserver) -> None:
    async with await arrive(limited, "anna") as anna:
        room = await anna.create_room("Tafel")
        with pytest.raises(MatrixError) as refused:
            await say_much(anna, room)
        assert (refused.value.status, refused.value.errcode) == (429, "M_LIMIT_EXCEEDED")


async def test_it_ends_with_who_started_it_even_one_that_was_killed(tmp_path: Path) -> None:
    starter = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STARTING, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    url = (await starter.stdout.readline()).decode().strip()
    os.kill(starter.pid, signal.SIGKILL)
    await starter.wait()
    async with aiohttp.ClientSession() as session, asyncio.timeout(30):
        while await answers(session, url):
            pass


async def say_much(person: Person, room: str) -> None:
    for number in range(100):
        await person.say(room, f"{number}")


async def answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/_matrix/client/versions") as answer:
            return answer.status == 200
    except aiohttp.ClientConnectionError:
        return False


async def test_it_starts_in_a_folder_named_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with Homeserver(Path("server"), fleeting=True) as homeserver:
        assert (await homeserver.register("anna")).device_id
