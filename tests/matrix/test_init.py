"""`watals init`, as the operator gives it."""

import asyncio
import os
import re
import signal
import sys
import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import BinaryIO

import pytest
from msgspec.structs import replace

from bot.config import load
from bot.platforms.matrix import account
from tests.matrix.bench import PASSWORD, Bench
from tests.matrix.http import Client, MatrixError
from tests.matrix.operator import watals
from tests.support.operator import PATIENCE_S, ROOT

pytestmark = pytest.mark.matrix


async def devices(client: Client) -> set[str]:
    return {device["device_id"] for device in (await client.call("GET", "/v3/devices"))["devices"]}


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


async def test_what_others_could_have_read_is_worth_nothing_afterwards(bench: Bench) -> None:
    await bench.init()
    read, old = bench.account, bench.client
    (bench.matrix / account.FILE).chmod(0o644)
    assert (await bench.init()).code == 0
    assert bench.account.signing != read.signing
    async with old:
        with pytest.raises(MatrixError, match="M_UNKNOWN_TOKEN"):
            await old.call("GET", "/v3/account/whoami")
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
    account.save(bench.matrix, replace(bench.account, signing=account.new_seeds()))
    assert "andere sleutels" in (await bench.check()).words
    assert kept.exists()
    assert (await bench.init("--yes")).code == 0
    assert "staat ervoor in" in (await bench.check()).words


@asynccontextmanager
async def in_a_terminal(bench: Bench) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    """`watals init` in a terminal; and our end of that."""
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "bot", "init", "--matrix", "--config", str(bench.config)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "80"}
    process = await asyncio.create_subprocess_exec(
        *words,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
        # Whoever runs the tests in the background may have told everything in it to be deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(theirs)
    try:
        yield process, ours
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_in_a_terminal_it_asks_and_shows_no_password(bench: Bench) -> None:
    answers = {"voorbeeld.nl)": bench.homeserver.url, "watals)": bench.name, "typt)": PASSWORD}
    async with in_a_terminal(bench) as (process, ours):
        said = await asyncio.to_thread(_talk, ours, answers)
        async with asyncio.timeout(PATIENCE_S):
            assert await process.wait() == 0, said
    assert "is aangemeld" in said
    assert PASSWORD not in said


async def test_who_stops_while_it_asks_has_changed_nothing(bench: Bench) -> None:
    async with in_a_terminal(bench) as (process, ours):
        answers = {"voorbeeld.nl)": bench.homeserver.url, "watals)": bench.name}
        talking = asyncio.to_thread(
            _talk, ours, answers, until="typt): ", then=lambda: process.send_signal(signal.SIGINT)
        )
        said = await talking
        async with asyncio.timeout(PATIENCE_S):
            assert await process.wait() == 130, said
    assert "Traceback" not in said
    assert not bench.folder.joinpath("data").exists()


def _talk(terminal: int, answers: dict[str, str], until: str = "", then: Callable[[], None] | None = None) -> str:
    """Answer questions as they come; return all that stood on the screen. At `until` something else happens."""
    said = ""
    waiting = dict(answers)
    with open(terminal, "r+b", buffering=0) as screen:
        while part := _read(screen):
            said += part.decode(errors="replace")
            for question in [question for question in waiting if re.search(rf"{re.escape(question)}: *$", said)]:
                screen.write(f"{waiting.pop(question)}\n".encode())
            if then is not None and said.endswith(until):
                then()
                then = None
    return said


def _read(screen: BinaryIO) -> bytes:
    try:
        return screen.read(1000)
    except OSError:  # the other side is gone
        return b""
