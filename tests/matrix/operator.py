"""The operator: gives commands in a terminal, or in a script."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import aiohttp

from bot.demo.homeserver import Homeserver, Registered
from tests.support.operator import ROOT, Ended, ended, going_on


async def start(*arguments: object, columns: int = 80, folder: Path | None = None) -> Process:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "dumb"}
    words = [sys.executable, "-m", "bot", *(str(argument) for argument in arguments)]
    return await asyncio.create_subprocess_exec(
        *words, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment, cwd=folder
    )


async def watals(*arguments: object, stdin: str = "", columns: int = 80) -> Ended:
    """Give a command, with what it reads; return how it ended."""
    return await ended(await start(*arguments, columns=columns), stdin)


@asynccontextmanager
async def running(*arguments: object, until: str, folder: Path | None = None) -> AsyncIterator[str]:
    """Run what goes on until it is stopped; go on with what it said once it said `until`. It must end cleanly."""
    async with going_on(await start(*arguments, folder=folder), until) as said:
        yield said


async def lift(homeserver: Homeserver, admin: Registered, user: str) -> None:
    """Lift a homeserver's limits for somebody."""
    url = f"{homeserver.url}/_synapse/admin/v1/users/{quote(user)}/override_ratelimit"
    headers = {"Authorization": f"Bearer {admin.access_token}"}
    lifted = {"messages_per_second": 0, "burst_count": 0}
    async with aiohttp.ClientSession(raise_for_status=True) as session, session.post(url, json=lifted, headers=headers):
        pass
