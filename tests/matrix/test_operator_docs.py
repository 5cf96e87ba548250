"""docs/operators/matrix.md, followed from the top on a fresh Synapse: every command in it is given, to the letter."""

import asyncio
import os
import re
import sys
import tarfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.homeserver import Homeserver, synapse_python
from tests.matrix.operator import lift, running
from tests.matrix.person import Person, arrive
from tests.support.operator import PATIENCE_S, ROOT

pytestmark = pytest.mark.matrix
PAGE = (ROOT / "docs" / "operators" / "matrix.md").read_text(encoding="utf-8")
RUN = "watals run\n"


def commands() -> list[str]:
    """What the page says to type in a shell, in order."""
    return re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def words(pattern: str) -> str:
    """What the page says to type in chat."""
    [found] = re.findall(rf"(?:^ {{4,}}|`)({pattern})(?:`|$)", PAGE, re.MULTILINE)
    return str(found)


class Operator:
    """Works in a folder on the server, with a shell."""

    def __init__(self, folder: Path, homeserver: Homeserver, config: Path, token: str) -> None:
        self.folder = folder
        self._filled_in = {
            "https://matrix.voorbeeld.nl": homeserver.url,
            "@watals:voorbeeld.nl": f"@watals:{homeserver.server_name}",
            "/etc/matrix-synapse/homeserver.yaml": str(config),
            "het-toegangstoken-van-een-beheerder": token,
        }
        tools = folder / "tools"
        tools.mkdir()
        (tools / "watals").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m bot "$@"\n')
        (tools / "watals").chmod(0o755)
        path = os.pathsep.join((str(tools), str(synapse_python().parent), os.environ["PATH"]))
        self._environment = {**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1"}

    async def give(self, *commands: str) -> str:
        """Give commands in a shell; return what they said."""
        text = "\n".join(commands)
        for example, own in self._filled_in.items():
            text = text.replace(example, own)
        process = await asyncio.create_subprocess_exec(
            "sh", "-ec", text, cwd=self.folder, env=self._environment, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        async with asyncio.timeout(PATIENCE_S):
            out, err = await process.communicate()
        assert process.returncode == 0, f"{text}\n{out.decode()}\n{err.decode()}"
        return out.decode()


@pytest.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[Homeserver]:
    async with Homeserver(tmp_path / "synapse", limited=True, fleeting=True) as homeserver:
        yield homeserver


async def test_who_follows_the_page_has_a_bot_that_works(fresh: Homeserver, tmp_path: Path) -> None:
    admin = await fresh.register("beheerder", admin=True)
    folder = tmp_path / "watals"
    folder.mkdir()
    operator = Operator(folder, fresh, tmp_path / "synapse" / "homeserver.yaml", admin.access_token)
    steps = commands()
    at = steps.index(RUN)
    check, keep = steps[at + 1 :]

    said = await operator.give(*steps[:at])
    assert '{"messages_per_second":0,"burst_count":0}' in said
    assert not (folder / "wachtwoord").exists()

    async with await arrive(fresh, "moderator") as moderator:
        await lift(fresh, admin, moderator.user_id)  # they do in seconds what takes people minutes
        async with running(*RUN.split()[1:], until="Begint de bot opnieuw", folder=folder) as ready:
            [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", ready)
            bot = Bot(moderator, f"@watals:{fresh.server_name}")
            await bot.becomes_known(words("!moderator worden ABCD-EFGH").replace("ABCD-EFGH", code))
            await bot.serves("Nieuws", words("!instellen kanaal aankondigingen"))
            await bot.serves("Overleg", words("!instellen kanaal moderatie"))
            await bot.serves_by_space("Wat als", words('!instellen kanaal ideeën kanaal: "Wat als"'))
            said = await operator.give(check)
            for line in ("“Nieuws” (aankondigingen)", "“Overleg” (moderatie)", "“Wat als” (ideeën)"):
                assert line in said
            assert "de server remt de bot niet af" in said
            assert "✘" not in said
        await operator.give(keep)
    [backup] = folder.glob("watals-*.tar.gz")
    with tarfile.open(backup) as kept:
        assert set(kept.getnames()) == {"manifest.json", "watals.db", "matrix/account.json", "matrix/keys.db"}


class Bot:
    """The bot, as the moderator meets it."""

    def __init__(self, moderator: Person, user_id: str) -> None:
        self._moderator = moderator
        self._user_id = user_id
        self._talk = ""

    async def becomes_known(self, text: str) -> None:
        self._talk = await self._moderator.open_dm(self._user_id)
        await self._arrives(self._talk)
        await self._is_told(self._talk, text, "Je bent nu moderator")

    async def serves(self, name: str, text: str) -> None:
        room = await self._moderator.create_room(name, invite=[self._user_id])
        await self._arrives(room)
        await self._moderator.set_power(room, self._user_id, 50)
        await self._is_told(room, text, "is veranderd")

    async def serves_by_space(self, name: str, text: str) -> None:
        moderator = self._moderator
        space = await moderator.create_room("Gemeenschap", space=True, invite=[self._user_id])
        allow = [{"type": "m.room_membership", "room_id": space}]
        rule = {"type": "m.room.join_rules", "state_key": "", "content": {"join_rule": "restricted", "allow": allow}}
        room = await moderator.create_room(name, initial_state=[rule])
        await moderator.set_state(space, "m.space.child", {"via": ["localhost"]}, room)
        await self._arrives(space)
        await self._is_told(self._talk, text, "is veranderd")
        await self._arrives(room)

    async def _arrives(self, room: str) -> None:
        moderator = self._moderator
        await moderator.wait_for(
            lambda: (moderator.state(room, "m.room.member", self._user_id) or {}).get("membership") == "join"
        )

    async def _is_told(self, room: str, text: str, answer: str) -> None:
        """Say something to the bot, and wait for its answer, which comes in the talk with the moderator alone."""
        moderator = self._moderator
        seen = len(moderator.messages(self._talk))
        await moderator.say(room, text)
        await moderator.wait_for(lambda: [one for one in moderator.messages(self._talk)[seen:] if answer in one.body])
