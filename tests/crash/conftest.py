"""A community in a folder, ready for a bot that will be killed."""

import asyncio
import multiprocessing
import shutil
import signal
import socket
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash import community
from tests.crash.process import SAID, run_forked

# Every bot is a process of its own; they are forked off one that has imported everything already, to save time.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["__main__", "tests.crash.process"])
KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Bot:
    """A community's folder, and the bot that is started in it again and again."""

    folder: Path

    async def run(self, step: str | None = None, nth: int = 1) -> int | None:
        """Run the bot until it is settled, or dead at a step; return how its process ended."""
        process = PROCESSES.Process(target=run_forked, args=(self.folder, free_port(), step, nth))
        process.start()
        await asyncio.to_thread(process.join)
        ended = process.exitcode
        process.close()
        assert ended in {0, KILLED}, (self.folder / SAID).read_text()
        return ended


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
async def bot(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """A bot that was away while people went on; its community is made once and then copied."""
    template = tmp_path_factory.getbasetemp() / "crash-community"
    if not template.exists():
        making = tmp_path_factory.mktemp("making") / "community"
        making.mkdir()
        await community.founded(making)
        assert await Bot(making).run() == 0
        await community.asked(making)
        community.while_away(making)
        making.rename(template)
    folder = tmp_path / "community"
    shutil.copytree(template, folder)
    return Bot(folder)
