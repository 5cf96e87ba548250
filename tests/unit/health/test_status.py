"""`watals status` as the operator sees it: of a bot that runs, one that does not, and one that cannot be asked."""

import asyncio
import os
import pty
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import aiohttp
import msgspec
import pytest
from msgspec.structs import replace
from prometheus_client.parser import text_string_to_metric_families

from bot.config import Config, load
from bot.health import door
from bot.health.door import open_door
from bot.health.seen import Seen
from bot.health.status import status
from storage import cards, moves, outbox
from storage.database import Database
from storage.intake import Parked, park
from storage.outbox import Lane, Parcel
from tests.unit.health.making import BUSY, NOW, platform, seen
from tests.unit.storage.making import new_card, new_home, new_session
from tests.unit.test_command_line import WAIT_S, environment, free_port, running_bot, stop, watals

WORDS = "pimpelmees"
CONFIG = """
data = "data"
room = {{ port = {port}, people = [{{ id = "ouder", name = "Ouder", moderator = true }}] }}
{more}
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short path: that of a socket may not be long."""
    made = Path(mkdtemp(prefix="w-"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def config(folder: Path) -> Config:
    """The config of a bot in the room that is not there yet."""
    return written(folder)


def written(folder: Path, more: str = "") -> Config:
    (folder / "data").mkdir(exist_ok=True)
    path = folder / "config.toml"
    path.write_text(CONFIG.format(port=free_port(), more=more), encoding="utf-8")
    return load(path)


async def shown(config: Config, capsys: pytest.CaptureFixture[str]) -> tuple[bool, str]:
    """Return whether all is well, and what is shown, with its lines joined."""
    well = await status(config)
    return well, " ".join(capsys.readouterr().out.split())


@asynccontextmanager
async def telling(config: Config, told: Seen) -> AsyncIterator[None]:
    """Let a bot be there that tells this of itself."""

    async def tell() -> str:
        return msgspec.json.encode(told).decode()

    async with open_door(config.door, tell):
        yield


async def test_a_bot_that_never_ran(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    well, text = await shown(config, capsys)
    assert not well
    assert "✘ De bot draait niet. → Start hem met `watals run`." in text
    assert "Er is nog geen database" in text


async def test_a_bot_that_is_well(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    await (await Database.open(config.database)).close()
    async with telling(config, seen(platform("room"))):
        well, text = await shown(config, capsys)
    assert well
    assert "✔ De bot draait sinds " in text
    assert "(2 uur), versie 0.1.0." in text
    assert "De chat ✔ Verbonden. Iemand deed er 3 minuten geleden nog iets. ✔ Er wacht niets. Alles gaat goed." in text


async def test_a_bot_with_troubles_says_what_to_do_about_each(
    config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    away = seen(platform("room", away_s=420.0), failing=("Schedule",), parked=1)
    async with telling(config, away):
        well, text = await shown(config, capsys)
    assert not well
    assert "✘ Een onderdeel van de bot mislukt steeds opnieuw: Schedule. → Kijk in het logboek" in text
    assert "! De bot kon 1 ding dat mensen deden niet verwerken. Het is bewaard. → Meld het" in text
    assert "De chat ✘ Al 7 minuten geen verbinding. → De bot probeert het steeds opnieuw." in text
    assert "Verbonden" not in text


async def test_how_each_connection_is_doing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = written(folder, "[matrix]\n[discord]")
    async with telling(config, replace(BUSY, backlog=None)):
        _, text = await shown(config, capsys)
    assert "Matrix ✔ Verbonden; antwoordde 4 seconden geleden." in text
    assert "Discord ! Al 1 minuut geen verbinding." in text


async def test_what_is_left_is_named_also_where_the_bot_does_not_run(
    config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    database = await Database.open(config.database)

    async def work(tx: object) -> None:
        home = await new_home(tx, "home")
        await outbox.put(tx, Parcel("a", "post", "room", "home-announcements", Lane.URGENT, WORDS))
        await outbox.put(tx, Parcel("b", "direct", "room", f"room:{WORDS}", Lane.URGENT, WORDS))
        await outbox.put(tx, Parcel("c", "post", "room", "home-announcements", Lane.URGENT, WORDS))
        for key in ("a", "b"):
            parcel_id = await tx.value("SELECT id FROM outbox WHERE key = ?", (key,))
            await tx.execute("UPDATE outbox SET claimed_at = strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")
            await outbox.record(tx, parcel_id, "uncertain", error="nobody knows")
        await cards.give_up(tx, await new_card(tx, home, await new_session(tx, home), "m"), "failed", "too large")
        await park(tx, Parked(0, "room", "e", f"Typed {WORDS}", f"ValueError: {WORDS}", "abc123"), "0.1.0", NOW)
        await moves.leave(tx, home.channels["ideas"])

    await database.write(work)
    await database.close()
    before = config.database.read_bytes()
    well, text = await shown(config, capsys)
    assert not well
    assert "In 1 kanaal kan de bot nu niet werken." in text
    assert "! 1 kaart kon niet worden geplaatst of bijgewerkt." in text
    assert "! 2 berichten zijn misschien niet aangekomen." in text
    assert "! Tot de bot weer draait, wacht: 1 bericht." in text
    assert "bericht in home-announcements: nobody knows" in text
    assert "privébericht aan één persoon: nobody knows" in text
    assert "kaart (session) in home-announcements: too large" in text
    assert "De chat, Typed: ValueError (nummer abc123)" in text
    assert WORDS not in text
    assert config.database.read_bytes() == before


async def test_a_bot_that_does_not_answer(
    config: Config, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "ANSWER_WITHIN_S", 0.01)
    released = asyncio.Event()

    async def never() -> str:
        await released.wait()
        return ""

    async with open_door(config.door, never):
        well, text = await shown(config, capsys)
        released.set()
    assert not well
    assert "✘ De bot draait, maar antwoordt niet." in text


async def test_a_bot_of_another_version(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    async def tell() -> str:
        return '{"version": "9"}'

    async with open_door(config.door, tell):
        well, text = await shown(config, capsys)
    assert not well
    assert "! De bot die draait, is van een andere versie dan dit commando." in text


async def test_a_door_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = replace(written(tmp_path), data=tmp_path / ("long" * 40))
    well, text = await shown(config, capsys)
    assert not well
    assert "! Of de bot draait, is hier niet te zien" in text
    async with open_door(config.door, lambda: asyncio.sleep(0, "")):
        pass  # that does not keep the bot from running


async def test_a_database_that_cannot_be_read(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    config.database.write_text("no database", encoding="utf-8")
    well, text = await shown(config, capsys)
    assert not well
    assert "✘ De database is niet te lezen" in text


async def test_what_is_left_behind_by_a_bot_that_was_killed_is_no_bot(config: Config) -> None:
    async with open_door(config.door, lambda: asyncio.sleep(0, "here")):
        assert await door.ask(config.door) == "here"
        kept = config.door.with_name("kept")
        config.door.rename(kept)
    kept.rename(config.door)
    assert await door.ask(config.door) is None
    async with open_door(config.door, lambda: asyncio.sleep(0, "again")):
        assert await door.ask(config.door) == "again"
    assert not config.door.exists()


async def test_as_it_is_from_the_first_start_to_a_kill(folder: Path) -> None:
    health = free_port()
    written(folder, f"[health]\nport = {health}")
    path = folder / "config.toml"
    ended = await watals("status", "--config", path)
    assert (ended.code, "De bot draait niet" in ended.out, ended.err) == (1, True, "")

    async with running_bot(path) as (process, _), aiohttp.ClientSession() as session:
        ended = await watals("status", "--config", path)
        assert (ended.code, ended.err) == (0, "")
        assert "Alles gaat goed." in ended.out
        assert "\x1b" not in ended.out, "no colours where nobody looks"
        async with session.get(f"http://127.0.0.1:{health}/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok")
        async with session.get(f"http://127.0.0.1:{health}/metrics") as answer:
            families = [*text_string_to_metric_families(await answer.text())]
        assert {"watals_healthy", "process_resident_memory_bytes"} <= {family.name for family in families}
        process.send_signal(signal.SIGKILL)
        await process.wait()

    ended = await watals("status", "--config", path)
    assert (ended.code, "De bot draait niet" in ended.out) == (1, True)
    async with running_bot(path) as (process, _):
        assert (await watals("status", "--config", path)).code == 0
        assert (await stop(process)).code == 0
    assert (await watals("status", "--config", path)).code == 1


async def test_a_port_for_monitoring_that_is_taken_is_named(folder: Path) -> None:
    config = written(folder)
    assert config.room is not None
    written(folder, f"[health]\nport = {config.room.port}")
    blocked = await asyncio.start_server(lambda *_: None, "127.0.0.1", config.room.port)
    async with blocked:
        ended = await watals("run", "--config", folder / "config.toml")
    assert ended.code == 2
    assert str(config.room.port) in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("columns", [60, 100])
async def test_in_a_terminal_it_is_in_colour_and_in_words_and_fits(folder: Path, columns: int) -> None:
    config = written(folder)
    async with telling(config, seen(platform("room", away_s=20.0, parcel_s=4000.0), parked=2)):
        code, told = await in_terminal(folder / "config.toml", columns)
    assert code == 1
    assert "\x1b[1;31m✘" in told
    assert "\x1b[1;33m!" in told
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    assert max(map(len, plain.splitlines())) <= columns
    assert "De bot doet zijn werk niet (✘)." in " ".join(plain.split())


async def in_terminal(path: Path, columns: int) -> tuple[int, str]:
    """Run `watals status` in a terminal so wide; return how it ended and what is on the screen."""
    screen, terminal = pty.openpty()
    colours = {name: value for name, value in environment().items() if name != "NO_COLOR"}
    words = ("-m", "bot", "status", "--config", str(path))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=terminal, env={**colours, "TERM": "xterm-256color", "COLUMNS": str(columns)}
    )
    os.close(terminal)
    async with asyncio.timeout(WAIT_S):
        code = await process.wait()
    told = b""
    with suppress(OSError):  # the other side was closed
        while chunk := os.read(screen, 65536):
            told += chunk
    os.close(screen)
    return code, told.decode()
