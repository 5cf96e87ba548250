"""The command line, run as the operator runs it."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

import bot.__main__
from tests.room.driving import Browser
from tests.support.operator import Ended, within

ROOT = Path(__file__).parents[2]
TEXT = "Wat als… (vervolg)\n\nvrijdag 13 oktober 2023, 10.00 – 12.00 uur\nUtrecht en online\n"
WAIT_S = 30
CONFIG = """
data = "data"
cogs = ["{cog}"]
community = {{ name = "Gemeenschap" }}
room = {{ port = {port}, people = [{{ id = "ouder", name = "Ouder" }}] }}
"""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}


async def start(*arguments: object) -> Process:
    words = [sys.executable, "-m", "bot", *(str(argument) for argument in arguments)]
    return await asyncio.create_subprocess_exec(*words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment())


async def watals(*arguments: object, stdin: str = "") -> Ended:
    return await finished(await start(*arguments), stdin.encode())


def parse(*arguments: object, stdin: str = "") -> Ended:
    return within("parse", *arguments, stdin=stdin)


async def finished(process: Process, stdin: bytes = b"", *, within: float = WAIT_S) -> Ended:
    """Return how it ended; what does not end in time is ended."""
    try:
        async with asyncio.timeout(within):
            out, err = await process.communicate(stdin)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@asynccontextmanager
async def running_demo(port: int, data: Path, *more: str) -> AsyncIterator[Process]:
    """Start the demo; go on once it says where its page is; stop it at the end."""
    process = await start("demo", "--port", port, "--data", data, *more)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(WAIT_S):
            told = (await process.stdout.readline()).decode()
        assert f"http://127.0.0.1:{port}" in told, told
        yield process
    finally:
        if process.returncode is None:
            await stop(process)


async def stop(process: Process) -> Ended:
    """Ask it to stop; it gets the five seconds it promises to need at most."""
    process.send_signal(signal.SIGTERM)
    return await finished(process, within=5)


def said(data: Path) -> list[str]:
    """Return the timeline, line by line."""
    return (data / "room.jsonl").read_text(encoding="utf-8").splitlines()


async def say(port: int, text: str) -> None:
    """Say something through the page's own connection."""
    address = f"http://127.0.0.1:{port}"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{address}/ws", headers={"Origin": address}) as page,
        asyncio.timeout(WAIT_S),
    ):
        await page.send_json({"type": "hello", "me": "ouder", "locale": "nl"})
        await page.send_json({"type": "say", "ref": text, "channel": "aankondigingen", "text": text})
        while (await page.receive_json()).get("ref") != text:
            pass


async def test_help_names_every_command() -> None:
    ended = await watals("--help")
    assert ended.code == 0
    for command in ("run", "demo", "parse", "backup", "restore", "migrate"):
        assert command in ended.out


def test_without_a_command_it_helps() -> None:
    assert within() == within("--help")


@pytest.mark.parametrize("words", [("dance",), ("demo", "--port", "0"), ("demo", "--port", "veel"), ("backup",)])
def test_what_is_no_command_is_refused(words: tuple[str, ...]) -> None:
    ended = within(*words)
    assert ended.code == 2
    assert words[-1] in ended.err


def test_breaking_a_command_off_is_no_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(file: Path) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(bot.__main__, "_text", broken_off)
    assert parse("-") == Ended(130, "", "Afgebroken.\n")


@pytest.mark.parametrize("from_stdin", [False, True])
def test_parse_prints_what_was_understood(tmp_path: Path, *, from_stdin: bool) -> None:
    path = tmp_path / "aankondiging.txt"
    path.write_text(TEXT, encoding="utf-8")
    ended = parse("-", stdin=TEXT) if from_stdin else parse(path)
    assert ended.code == 0
    read = json.loads(ended.out)
    assert read["starts_at"] == "2023-10-13T10:00:00+02:00"
    assert read["ends_at"] == "2023-10-13T12:00:00+02:00"
    assert (read["place"], read["online"]) == ("Utrecht", True)
    assert {"title", "contact", "programme", "warnings"} <= set(read)


@pytest.mark.parametrize(("today", "year"), [("2026-10-13", 2026), ("2026-10-14", 2027)])
def test_a_date_without_a_year_is_the_next_one_from_today(today: str, year: int) -> None:
    ended = parse("-", "--today", today, stdin="Sessie\n\n13 oktober, 10.00 - 12.00 uur\n")
    assert json.loads(ended.out)["starts_at"].startswith(f"{year}-10-13T10:00")


def test_the_zone_can_be_chosen() -> None:
    ended = parse("-", "--zone", "America/New_York", stdin=TEXT)
    assert json.loads(ended.out)["starts_at"] == "2023-10-13T10:00:00-04:00"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    other = tmp_path / "latin.txt"
    other.write_bytes("één".encode("latin-1"))
    for path in (tmp_path / "missing.txt", tmp_path, other):
        ended = parse(path)
        assert ended.code == 2
        assert str(path) in ended.err
        assert "Traceback" not in ended.err


async def test_standard_input_that_is_no_text_is_named() -> None:
    ended = await finished(await start("parse", "-"), "één".encode("latin-1"))
    assert ended.code == 2
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "words",
    [("--zone", "Mars"), ("--zone", "Europe"), ("--zone", ""), ("--today", "morgen"), ("--toady", "2026-10-13")],
)
def test_a_wrong_option_is_said_in_words(words: tuple[str, str]) -> None:
    ended = parse("-", *words, stdin=TEXT)
    assert ended.code == 2
    assert words[1] in ended.err
    assert "Traceback" not in ended.err


async def test_a_file_that_cannot_be_read_ends_the_program(tmp_path: Path) -> None:
    ended = await watals("parse", tmp_path / "missing.txt")
    assert ended.code == 2
    assert "missing.txt" in ended.err
    assert "Traceback" not in ended.err


async def test_migrate_makes_the_database_and_can_be_repeated(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.format(cog="cogs.help", port=8765), encoding="utf-8")
    for _ in range(2):
        ended = await watals("migrate", "--config", path)
        assert (ended.code, ended.out.strip()) == (0, "De database is bij.")
    assert (tmp_path / "data" / "watals.db").exists()


FRESH = """
data = "data"
room = {{ port = {port}, people = [{{ id = "ouder", name = "Ouder" }}, {{ id = "jongere", name = "Jongere" }}] }}
"""


@asynccontextmanager
async def running_bot(path: Path) -> AsyncIterator[tuple[Process, str]]:
    """Start the bot by its config; give what it prints once its page can be reached; stop it at the end."""
    process = await start("run", "--config", path)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(WAIT_S):
            told = (await process.stdout.readuntil(b"\n")).decode()
        yield process, told
    finally:
        if process.returncode is None:
            await stop(process)


async def code_printed(process: Process) -> str:
    """Return the code that the bot prints for the first moderator."""
    assert process.stdout is not None
    async with asyncio.timeout(WAIT_S):
        while True:
            line = (await process.stdout.readline()).decode()
            assert line, "no code was printed"
            if "/moderator worden " in line:
                return line.rpartition(" ")[2].strip()


async def test_a_fresh_install_prints_a_code_that_makes_one_moderator(tmp_path: Path) -> None:
    port, path = free_port(), tmp_path / "config.toml"
    path.write_text(FRESH.format(port=port), encoding="utf-8")
    async with running_bot(path) as (process, told), aiohttp.ClientSession() as session:
        assert f"http://127.0.0.1:{port}" in told
        code = await code_printed(process)
        browser = Browser(session, port)
        async with browser.window("ouder") as ouder, browser.window("jongere") as jongere:
            await ouder.send("say", channel="dm:ouder", text=f"/moderator worden {code}")
            await ouder.until(lambda frame: frame["type"] == "welcome" and "moderatie" in str(frame["channels"]))
            await jongere.send("say", channel="dm:jongere", text=f"/moderator worden {code}")
            said = await jongere.until(lambda frame: "erbij zetten" in str(frame))
            assert said["message"]["author"]["bot"]
        ended = await stop(process)
    assert ended.code == 0
    assert code not in ended.out + ended.err

    async with running_bot(path) as (process, told):
        ended = await stop(process)
    assert "/moderator worden" not in told + ended.out


async def test_a_broken_cog_is_named_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.format(cog="cogs.no_such_cog", port=free_port()), encoding="utf-8")
    ended = await watals("run", "--config", path)
    assert ended.code == 2
    assert "cogs.no_such_cog" in ended.err
    assert "Traceback" not in ended.err


async def test_the_demo_shows_its_page_and_stops_when_told_also_while_somebody_looks(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with running_demo(port, tmp_path / "demo") as process, aiohttp.ClientSession() as session:
        async with session.get(address) as page:
            assert page.status == 200
            assert "<html" in await page.text()
        async with session.ws_connect(f"{address}/ws", headers={"Origin": address}) as connection:
            await connection.send_json({"type": "hello", "me": "ouder", "locale": "nl"})
            await connection.receive_json()
            ended = await stop(process)
    assert (ended.code, ended.err) == (0, "")


async def test_the_demo_goes_on_where_it_was_until_it_is_reset(tmp_path: Path) -> None:
    port, data = free_port(), tmp_path / "demo"
    async with running_demo(port, data):
        await say(port, "hallo allemaal")
    before = said(data)
    assert any("hallo allemaal" in line for line in before)

    async with running_demo(port, data):
        pass
    assert said(data) == before

    (data / "brief.txt").write_text("van mij", encoding="utf-8")
    async with running_demo(port, data, "--reset"):
        pass
    assert not any("hallo allemaal" in line for line in said(data))
    assert (data / "brief.txt").read_text(encoding="utf-8") == "van mij"


async def test_a_port_in_use_is_said_in_words_and_nothing_is_lost(tmp_path: Path) -> None:
    data = tmp_path / "demo"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        data.mkdir()
        for name in ("watals.db", "room.jsonl"):
            (data / name).write_text("van een demo die loopt", encoding="utf-8")
        ended = await watals("demo", "--port", port, "--data", data, "--reset")
    assert ended.code == 2
    assert str(port) in ended.err
    assert "Traceback" not in ended.err
    for name in ("watals.db", "room.jsonl"):
        assert (data / name).read_text(encoding="utf-8") == "van een demo die loopt"


def test_what_stops_a_command_is_said_as_it_stands(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('data = "data"\n[matrix]\n[community.reactions]\nplace = ":pushpin:"\n')
    assert "':pushpin:'" in within("status", "--config", config).err
