"""Logs: readable by machines, and without the words of people."""

import io
import json
import logging
import os
import pty
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot import log
from bot.core.registry import Registry, load_cogs
from bot.testing.room_chat import RoomChat
from bot.testing.world import COGS, World, config_in
from tests.support.story import announce, submit_idea
from tests.unit.core.example_cog import setup

ROOT = Path(__file__).parents[2]
MARKER = "pimpelmees"
PROGRAM = """
import logging, structlog
from bot import log
log.set_up("info")
structlog.get_logger("ours").info("it_happened", number=3)
structlog.get_logger("ours").debug("too_small")
logging.getLogger("theirs").warning("they say %s", "é")
try:
    1 / 0
except ZeroDivisionError:
    structlog.get_logger("ours").exception("it_failed")
"""


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that is logged from info on, as the running bot logs it."""
    written = io.StringIO()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    monkeypatch.setattr(sys, "stderr", written)
    log.set_up("info")
    yield written
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("discord").setLevel(logging.NOTSET)


def run(stderr: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, stderr=stderr)  # noqa: S603 - our own program


def test_to_a_file_every_line_is_json() -> None:
    with run(subprocess.PIPE) as program:
        _, err = program.communicate(timeout=30)
    lines = [json.loads(line) for line in err.decode().splitlines()]
    assert [line["event"] for line in lines] == ["it_happened", "they say é", "it_failed"]
    assert [line["level"] for line in lines] == ["info", "warning", "error"]
    assert [line["logger"] for line in lines] == ["ours", "theirs", "ours"]
    assert lines[0]["number"] == 3
    assert all(line["timestamp"].endswith("Z") for line in lines)
    assert "ZeroDivisionError" in json.dumps(lines[2])


def test_to_a_terminal_it_is_for_people() -> None:
    screen, terminal = pty.openpty()
    with run(terminal) as program:
        os.close(terminal)
        shown = b""
        while chunk := _read(screen):
            shown += chunk
        program.wait(timeout=30)
    os.close(screen)
    assert b"it_happened" in shown
    assert b"ZeroDivisionError" in shown
    assert not shown.lstrip().startswith(b"{")


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # the other side was closed
        return b""


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize(("level", "told"), [("debug", {"WARNING", "ERROR"}), ("error", {"ERROR"})])
def test_what_discord_sends_and_receives_is_never_logged(level: str, told: set[str]) -> None:
    log.set_up(level)
    for name in ("discord.http", "discord.gateway", "discord.client"):
        levels = ("DEBUG", "INFO", "WARNING", "ERROR")
        assert {one for one in levels if logging.getLogger(name).isEnabledFor(getattr(logging, one))} == told


@pytest.fixture
async def world(tmp_path: Path, logged: io.StringIO) -> AsyncIterator[World]:
    """A community of which everything is logged, with one command that breaks."""
    assert logged.getvalue() == ""
    example = setup()
    example.broken = True
    world = World(config_in(tmp_path), Registry([*load_cogs(COGS), example]))
    await world.start()
    yield world
    await world.close()


async def test_what_people_say_is_not_logged(room: RoomChat, logged: io.StringIO) -> None:
    await room.say("ouder", f"gewoon {MARKER}")
    await room.say("ouder", f"{MARKER}", to="bot")
    await room.say("ouder", f"/{MARKER}", to="bot")
    await room.say("ouder", f"/sessie toon {MARKER}", to="bot")
    await room.settled()
    shown = await announce(room, title=f"Over de {MARKER}")
    await room.react("ouder", shown, "📍")
    await submit_idea(room, what_if=f"de {MARKER}?")
    await room.say("moderator", f'/sessie afzeggen 1 "{MARKER}"', to="moderation")
    await room.settled()
    assert MARKER not in logged.getvalue()

    await room.say("ouder", f"/proef stuk {MARKER}", to="bot")
    await room.settled()
    assert "event_parked" in logged.getvalue()
    assert "RuntimeError" in logged.getvalue()
    assert MARKER not in logged.getvalue()
