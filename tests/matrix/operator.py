"""The operator: gives commands in a terminal, or in a script."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import aiohttp

from bot.demo.homeserver import Homeserver, Registered

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """All that was said, without the breaks of lines."""
        return " ".join(f"{self.out}\n{self.err}".split())


async def start(*arguments: object, columns: int = 80, folder: Path | None = None) -> Process:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
    words = [sys.executable, "-m", "bot", *(str(argument) for argument in arguments)]
    return await asyncio.create_subprocess_exec(
        *words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, cwd=folder
    )


async def watals(*arguments: object, stdin: str = "", columns: int = 80) -> Ended:
    """Give a command, with what it reads; return how it ended."""
    return await _ended(await start(*arguments, columns=columns), stdin)


@asynccontextmanager
async def running(*arguments: object, until: str, folder: Path | None = None) -> AsyncIterator[str]:
    """Run what goes on until it is stopped; go on with what it said once it said `until`. It must end cleanly."""
    process = await start(*arguments, folder=folder)
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while until not in said:
                line = await process.stdout.readline()
                if not line:
                    raise AssertionError(f"{said}\n{(await _ended(process)).err}")
                said += line.decode()
        yield said
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            ended = await _ended(process)
            assert (ended.code, "Traceback" in ended.err) == (0, False), ended.err


async def lift(homeserver: Homeserver, admin: Registered, user: str) -> None:
    """Lift a homeserver's limits for somebody."""
    url = f"{homeserver.url}/_synapse/admin/v1/users/{quote(user)}/override_ratelimit"
    headers = {"Authorization": f"Bearer {admin.access_token}"}
    lifted = {"messages_per_second": 0, "burst_count": 0}
    async with aiohttp.ClientSession(raise_for_status=True) as session, session.post(url, json=lifted, headers=headers):
        pass


async def _ended(process: Process, stdin: str = "") -> Ended:
    try:
        async with asyncio.timeout(PATIENCE_S):
            out, err = await process.communicate(stdin.encode())
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())
