"""The operator's commands: how each ended, or what it says until it is stopped."""

import asyncio
import io
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from bot.__main__ import main

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


def within(*words: object, stdin: str = "") -> Ended:
    """Give a command within this process, which is much quicker."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        patch.object(sys, "argv", ["watals", *(str(word) for word in words)]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()))),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Ended(code, out.getvalue(), err.getvalue())


async def ended(process: Process, stdin: str = "") -> Ended:
    """Return how it ended; what does not end in time is ended."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            out, err = await process.communicate(stdin.encode())
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


@asynccontextmanager
async def going_on(process: Process, until: str) -> AsyncIterator[str]:
    """Go on with what it said once it said `until`; stop it at the end. It must end cleanly."""
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while until not in said:
                line = await process.stdout.readline()
                assert line, f"{said}\n{(await ended(process)).err}"
                said += line.decode()
        yield said
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            how = await ended(process)
            assert (how.code, "Traceback" in how.err) == (0, False), how.err
