"""The demo as a process of its own, the way anybody starts it."""

import asyncio
import socket
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTS_WITHIN_S = 30


OFFERS = """
data = "data"
log_level = "warning"
cogs = ["cogs.sessions", "cogs.ideas", "cogs.digests", "cogs.help", "tests.support.offers"]
[community]
name = "Radicale vernieuwing jeugdzorg"
[room]
port = {port}
people = [
  {{id = "ouder", name = "Ouder"}},
  {{id = "jongere", name = "Jongere"}},
  {{id = "moderator", name = "Begeleider", moderator = true}},
]
"""


class Demo:
    """`python -m bot demo` on a port and a folder; it can be killed and started again on the same two."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._data = folder / "data"
        self._complaints = folder / "complaints.log"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it says where its page is."""
        with self._complaints.open("ab") as complaints:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                *self.command(),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
                stderr=complaints,
            )
        assert self._process.stdout is not None
        async with asyncio.timeout(STARTS_WITHIN_S):
            line = await self._process.stdout.readline()
        assert self.address in line.decode(), self.complaints

    def command(self) -> tuple[str, ...]:
        """Return what it is started with."""
        return ("demo", "--port", str(self.port), "--data", str(self._data))

    async def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        assert self._process is not None
        self._process.kill()
        await self._gone()

    async def stop(self) -> None:
        """Ask it to end, and see that it does so of its own accord."""
        if self._process is None:
            return
        self._process.terminate()
        assert await self._gone() == 0, self.complaints

    @property
    def timeline(self) -> Path:
        """The file with everything that happened in its room."""
        return self._data / "room.jsonl"

    @property
    def complaints(self) -> str:
        """What it wrote about trouble."""
        return self._complaints.read_text(encoding="utf-8")

    async def _gone(self) -> int:
        assert self._process is not None
        # Reads what is left of its output, so that nothing of the process stays open.
        await self._process.communicate()
        code = self._process.returncode
        assert code is not None
        self._process = None
        return code


class Offering(Demo):
    """An empty community instead, with a cog whose messages offer all that a message can."""

    def command(self) -> tuple[str, ...]:
        """Return what it is started with."""
        config = self.folder / "config.toml"
        config.write_text(OFFERS.format(port=self.port), encoding="utf-8")
        return ("run", "--config", str(config))


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
