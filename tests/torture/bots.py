"""The bot's process in the driver's hand: started, asked, hindered and killed."""

import asyncio
import multiprocessing
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.torture.clock import SharedTime
from tests.torture.process import Kill, Life, run_forked
from tests.torture.stage import Stage

# Every life of the bot is a process of its own; they are forked off one that has imported everything already.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.torture.process"])
FAILED = 1
ANY_MOMENT = "any moment"


class BotDiedError(Exception):
    """The bot ended by itself, with an error, although nothing was wrong with its database."""


class Bot:
    """A bot that keeps its data in a folder. `lives` counts how often it was started, `deaths` where it died."""

    def __init__(self, stage: Stage, folder: Path, time: Path) -> None:
        self.folder = folder
        self.config = stage.config(folder)
        self.lives = 0
        self.deaths: list[str] = []
        self.time = SharedTime(time)
        self._inside = stage.inside()
        self._time_path = time
        self._process: ForkServerProcess | None = None
        self._line: Connection | None = None
        self._ended = asyncio.Event()
        self._ended.set()
        self._answers: asyncio.Queue[tuple[object, object]] = asyncio.Queue()
        self._asking = asyncio.Lock()
        self._numbers = count(1)

    @property
    def alive(self) -> bool:
        return not self._ended.is_set()

    @property
    def said(self) -> Path:
        """Where the file is with what it says."""
        return self.folder / "said.txt"

    async def start(self, kill: Kill | None = None) -> None:
        """Start it; with `kill`, it will not live long."""
        assert not self.alive
        self._line, other = PROCESSES.Pipe()
        life = Life(self.config, self._inside, self._time_path, self.said, kill)
        self._process = PROCESSES.Process(target=run_forked, args=(life, other))
        self._process.start()
        other.close()
        self.lives += 1
        self._ended.clear()
        self._answers = asyncio.Queue()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._line.fileno(), self._hear, self._line, self._answers)
        loop.add_reader(self._process.sentinel, self._end, self._process, self._line)

    def kill(self) -> None:
        """Kill it now, without a word."""
        if self._process is not None and self.alive:
            self.deaths.append(ANY_MOMENT)
            self._process.kill()

    async def ended(self) -> None:
        """Return when it is dead."""
        await self._ended.wait()

    async def stop(self) -> None:
        """Let it end in the clean way."""
        if self.alive:
            self._say(0, "end")
            await self.ended()

    async def waits_for(self) -> Sequence[str]:
        """Return what it still has to do, in words."""
        found = await self._ask("waits")
        return ["to be started"] if found is None else found  # type: ignore[return-value]

    async def fill(self) -> None:
        """Let its database be full."""
        await self._ask("full")

    async def lift(self) -> None:
        """Let its database have room again."""
        await self._ask("roomy")

    async def lock(self, seconds: float) -> None:
        """Hold its database for a while."""
        busy = suppress(sqlite3.OperationalError)  # it is just writing: then that is how it goes
        with closing(sqlite3.connect(self.config.database, isolation_level=None)) as other, busy:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(seconds)
            other.execute("ROLLBACK")

    async def _ask(self, order: str) -> object:
        """Return what it answers; None where it is dead, or dies over it."""
        async with self._asking:
            if not self.alive:
                return None
            number = next(self._numbers)
            self._say(number, order)
            answered, ended = asyncio.create_task(self._answer(number)), asyncio.create_task(self._ended.wait())
            try:
                await asyncio.wait([answered, ended], return_when=asyncio.FIRST_COMPLETED)
                return answered.result() if answered.done() else None
            finally:
                for task in (answered, ended):
                    task.cancel()

    async def _answer(self, number: int) -> object:
        """Return the answer to an order; earlier ones nobody waits for any more."""
        while True:
            answered, found = await self._answers.get()
            if answered == number:
                return found

    def _say(self, number: int, order: str) -> None:
        assert self._line is not None
        with suppress(OSError):
            self._line.send((number, order))

    def _hear(self, line: Connection, answers: asyncio.Queue[tuple[object, object]]) -> None:
        try:
            while line.poll():
                name, found = line.recv()
                if name == "died":
                    self.deaths.append(str(found))
                else:
                    answers.put_nowait((name, found))
        except (EOFError, OSError):
            asyncio.get_running_loop().remove_reader(line.fileno())

    def _end(self, process: ForkServerProcess, line: Connection) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(process.sentinel)
        self._hear(line, self._answers)
        loop.remove_reader(line.fileno())
        process.join()
        self.exitcode = process.exitcode
        process.close()
        line.close()
        self._ended.set()
