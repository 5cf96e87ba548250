"""The operator of a bot on Discord: gives commands in a terminal, or in a script."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.platforms.discord.account import VARIABLE
from tests.discord.double import Double
from tests.support.operator import ROOT, Ended, ended, going_on

PROGRAM = """
import sys
from types import SimpleNamespace
from bot.__main__ import main
from tests.discord.double import hooked
with hooked(SimpleNamespace(url=sys.argv.pop(1), gateway=SimpleNamespace(url=sys.argv.pop(1)))):
    main()
"""
"""The command line of the bot, with the double in the place of Discord."""


def command(double: Double, *arguments: object) -> list[str]:
    """What gives a command of the bot in a shell."""
    return [sys.executable, "-c", PROGRAM, double.url, double.gateway.url, *(str(one) for one in arguments)]


def environment(**more: str) -> dict[str, str]:
    known = {name: value for name, value in os.environ.items() if name != VARIABLE}
    return {**known, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", **more}


async def watals(double: Double, *arguments: object, stdin: str = "", **more: str) -> Ended:
    """Give a command, with what it reads and what stands in the environment; return how it ended."""
    process = await asyncio.create_subprocess_exec(
        *command(double, *arguments), stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment(**more)
    )
    return await ended(process, stdin)


@asynccontextmanager
async def running(double: Double, *arguments: object, until: str, folder: Path) -> AsyncIterator[str]:
    """Run what goes on until it is stopped; go on with what it said once it said `until`. It must end cleanly."""
    process = await asyncio.create_subprocess_exec(
        *command(double, *arguments), stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment(), cwd=folder
    )
    async with going_on(process, until) as said:
        yield said
