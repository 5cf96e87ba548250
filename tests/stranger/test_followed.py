"""Somebody who only has docs/cogs.md adds a cog: everything in it is done, to the letter, in a fresh environment."""

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from tests.room.driving import Browser, Frame, Window, free_port
from tests.stranger.manual import ROOT, Commands, File, steps

pytestmark = pytest.mark.timeout(400)

OF_THE_BOT = ("bot", "cogs", "storage")
NEEDED = (*OF_THE_BOT, "requirements", "pyproject.toml", "README.md")
WAIT_S = 30


@dataclass
class Bench:
    """Where the manual was followed: the folder, the last command, and what the others said."""

    folder: Path
    environment: dict[str, str]
    run: str
    said: str

    @property
    def installed(self) -> Path:
        """Return where the environment keeps its packages."""
        [place] = (self.folder / "venv" / "lib").glob("python*/site-packages")
        return place


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Follow the manual up to its last command, which runs the bot."""
    folder = tmp_path_factory.mktemp("stranger")
    bot = folder / "watals"
    bot.mkdir()
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, bot / name)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    environment |= {"WATALS": str(bot), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"}
    *before, last = steps()
    assert isinstance(last, Commands)
    said = ""
    for step in before:
        if isinstance(step, File):
            step.write(folder)
        else:
            said += (told := followed(step, folder, environment))
            folder = Path(told.splitlines()[-1])
    return Bench(folder, environment, last.text, said)


def followed(step: Commands, folder: Path, environment: dict[str, str]) -> str:
    """Give commands in a shell; return what they said, and at the end where the shell then was."""
    words = ["sh", "-ec", f"{step.text}\npwd"]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, f"{step.text}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_first_tests_of_the_author_pass(bench: Bench) -> None:
    assert "5 passed" in bench.said


def test_the_packages_hold_all_they_need_and_nothing_else(bench: Bench) -> None:
    def holds(top: Path, *names: str) -> set[str]:
        paths = (path for name in names for path in (top / name).rglob("*"))
        return {str(path.relative_to(top)) for path in paths if path.is_file() and path.suffix != ".pyc"}

    assert holds(bench.installed, *OF_THE_BOT) == holds(ROOT, *OF_THE_BOT)
    assert holds(bench.installed, "watals_polls") == holds(bench.folder, "watals_polls")
    assert not any((bench.installed / name).exists() for name in ("tests", "benchmarks", "docs"))


@asynccontextmanager
async def running(bench: Bench, port: int) -> AsyncIterator[None]:
    """Run the bot as the manual says; its page is reachable meanwhile. It must stop cleanly."""
    words = bench.run.split()
    process = await asyncio.create_subprocess_exec(
        bench.folder / words[0], *words[1:], cwd=bench.folder, env=bench.environment, stdout=PIPE, stderr=PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(WAIT_S):
            ready = (await process.stdout.readline()).decode()
        if str(port) in ready:
            yield
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(WAIT_S):
            _, complaints = await process.communicate()
    assert (process.returncode, complaints.decode()) == (0, "")


async def shown(window: Window, found: Callable[[Frame], bool]) -> Frame:
    """Return the first message, among all that a window was ever shown, of which something holds."""

    def is_it(frame: Frame) -> bool:
        return frame["type"] in {"message", "changed"} and found(frame["message"])

    frame = next((frame for frame in window.seen if is_it(frame)), None) or await window.until(is_it)
    message: Frame = frame["message"]
    return message


def counts(message: Frame) -> list[int]:
    """Return the numbers on a card."""
    tallies = [block for block in message["content"]["blocks"] if block["kind"] == "tally"]
    return [row["count"] for tally in tallies for row in tally["rows"]]


def kept(bench: Bench) -> list[tuple[object, ...]]:
    """Return what stands in the cog's own table."""
    database = sqlite3.connect(bench.folder / "data" / "watals.db")
    try:
        return database.execute("SELECT question, open, yes, no FROM polls_poll").fetchall()
    finally:
        database.close()


async def test_its_command_reaction_table_and_digest_section_work_in_the_running_bot(bench: Bench) -> None:
    port = free_port()
    config = bench.folder / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("port = 8765", f"port = {port}"), encoding="utf-8")
    day = datetime.now(UTC) + timedelta(days=7)

    async with aiohttp.ClientSession() as session:
        browser = Browser(session, port)
        async with running(bench, port), browser.window("moderator") as boss, browser.window("ouder") as parent:
            await boss.ask("say", channel="moderatie", text=f"/peiling {day:%d-%m-%Y} Eten we samen?")
            card = await shown(parent, lambda message: message["card"] and counts(message) == [0, 0])
            assert "Eten we samen?" in str(card["content"])
            await parent.ask("react", message=card["id"], emoji="👍", on=True)
            await shown(parent, lambda message: counts(message) == [1, 0])
            assert kept(bench) == [("Eten we samen?", 1, 1, 0)]
            await boss.ask("say", channel="moderatie", text="/overzicht voorbeeld")
            digest = str(await shown(boss, lambda message: "Gevraagd aan iedereen" in str(message["content"])))
            assert "Eten we samen? (👍 1, 👎 0)" in digest

        async with running(bench, port), browser.window("ouder") as parent:
            await parent.ask("react", message=card["id"], emoji="👍", on=False)
            await shown(parent, lambda message: counts(message) == [0, 0])
            assert kept(bench) == [("Eten we samen?", 1, 0, 0)]
