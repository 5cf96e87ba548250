"""docs/operators/discord.md, followed from the top on a fresh server: every command in it is given, to the letter."""

import asyncio
import re
import shlex
import sys
import tarfile
from asyncio.subprocess import PIPE
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.platforms.discord.permissions import NEEDED
from tests.discord.bare import until
from tests.discord.double import Double, GuildKeeper, Permission, Person, found_guild
from tests.discord.double.components import walk
from tests.discord.double.state import Channel
from tests.discord.setup.operator import PROGRAM, environment, running
from tests.support.operator import PATIENCE_S, ROOT

pytestmark = [pytest.mark.discord, pytest.mark.timeout(120)]
PAGE = (ROOT / "docs" / "operators" / "discord.md").read_text(encoding="utf-8")
INIT, RUN = "watals init --discord\n", "watals run\n"


def commands() -> list[str]:
    """What the page says to type in a shell, in order."""
    return re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def words(pattern: str) -> str:
    """What the page says to type in chat."""
    [found] = re.findall(rf"^ {{4}}({pattern})$", PAGE, re.MULTILINE)
    return str(found)


class Operator:
    """Works in a folder, with a shell."""

    def __init__(self, folder: Path, double: Double) -> None:
        self.folder = folder
        tools = folder / "tools"
        tools.mkdir(parents=True)
        (tools / "watals.py").write_text(PROGRAM)
        start = shlex.join([sys.executable, str(tools / "watals.py"), double.url, double.gateway.url])
        (tools / "watals").write_text(f'#!/bin/sh\nexec {start} "$@"\n')
        (tools / "watals").chmod(0o755)
        known = environment()
        self._environment = {**known, "PATH": f"{tools}:{known['PATH']}", "COLUMNS": "200"}

    async def give(self, command: str, stdin: str = "") -> str:
        """Give a command in a shell; return what it said."""
        process = await asyncio.create_subprocess_exec(
            "sh", "-ec", command, cwd=self.folder, env=self._environment, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        async with asyncio.timeout(PATIENCE_S):
            out, err = await process.communicate(stdin.encode())
        assert process.returncode == 0, f"{command}\n{out.decode()}\n{err.decode()}"
        return out.decode()


class Owner:
    """Who runs the server, and is told what to type."""

    def __init__(self, person: Person, guild: GuildKeeper) -> None:
        self.person = person
        self.guild = guild

    def takes_in(self, invitation: str) -> None:
        """Open the invitation, and leave everything as it is."""
        asked = parse_qs(urlsplit(invitation).query)
        assert asked["client_id"] == [self.guild.double.state.bot.id]
        assert asked["scope"] == ["bot applications.commands"]
        self.guild.invite_bot(Permission(int(asked["permissions"][0])))

    async def types(self, channel: Channel, text: str) -> str:
        """Give a command as it stands on the page; return what the bot answers, to who asked it alone."""
        path = " ".join(word for word in text.removeprefix("/").split() if ":" not in word)
        given = dict(word.split(":") for word in text.split() if ":" in word)
        before = len(self.person.sees(channel))
        self.person.command(channel, path, given)
        await until(lambda: len(self.person.sees(channel)) > before)
        [answer] = self.person.sees(channel)[before:]
        assert answer.private_to == self.person.id
        return "\n".join(str(part["content"]) for part in walk(answer.components) if "content" in part)


async def test_who_follows_the_page_has_a_bot_that_works(double: Double, tmp_path: Path) -> None:
    person = double.add_person("Beheerder")
    owner = Owner(person, found_guild(double, "Onze server", person))
    operator = Operator(tmp_path / "watals", double)
    first, then, check, keep = commands()
    assert (first, then) == (INIT, RUN)

    told = await operator.give(INIT, stdin=f"{double.token}\n")
    [invitation] = re.findall(r"https://discord\.com/oauth2/authorize\S+", told)
    owner.takes_in(invitation)
    news, ideas, team = (owner.guild.text(name) for name in ("nieuws", "wat-als", "overleg"))
    owner.guild.overwrite(team, owner.guild.guild.id, deny=Permission.VIEW_CHANNEL)
    owner.guild.overwrite(team, double.state.bot.id, allow=Permission.VIEW_CHANNEL)

    async with running(double, *RUN.split()[1:], until="Begint de bot opnieuw", folder=operator.folder) as ready:
        [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", ready)
        await until(lambda: bool(double.state.commands and double.gateway.sessions))
        become = words("/moderator worden code:ABCD-EFGH").replace("ABCD-EFGH", code)
        assert become in ready
        assert "Je bent" in await owner.types(news, become)
        assert "is veranderd" in await owner.types(news, words("/instellen kanaal berichten:aankondigingen"))
        assert "is veranderd" in await owner.types(ideas, words("/instellen kanaal berichten:ideeën"))
        assert "is veranderd" in await owner.types(team, words("/instellen kanaal berichten:moderatie"))
        told = await operator.give(check)
        for line in ("#nieuws op Onze server (aankondigingen)", "#wat-als op Onze server (ideeën)", "(moderatie)"):
            assert line in told
        assert "Alles staat goed." in told
    await operator.give(keep)
    [backup] = operator.folder.glob("watals-*.tar.gz")
    with tarfile.open(backup) as kept:
        assert set(kept.getnames()) == {"manifest.json", "watals.db"}


def test_the_page_names_each_permission_that_the_bot_asks_for_and_no_other() -> None:
    table = PAGE.partition("## Wat de bot mag, en waarom")[2].partition("\n## ")[0]
    named = {row.split("|")[1].partition("(")[0].strip() for row in table.splitlines() if row.startswith("| ")}
    needed = {name.replace("_", " ").title().replace(" In ", " in ") for name, asked in NEEDED if asked}
    assert named - {"recht"} == needed - {"Read Messages"} | {"View Channel"}
