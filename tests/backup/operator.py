"""The operator of a bot in the room: gives commands in a terminal, in a folder."""

import asyncio
import io
import json
import os
import sys
import tarfile
from asyncio.subprocess import PIPE
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.operator import ROOT, Ended, ended

PEOPLE = ("ouder", "oma", "jongere", "professional", "moderator")
CONFIG = 'data = "data"\n[room]\nport = {port}\n'
PERSON = '[[room.people]]\nid = "{name}"\nname = "{name}"\nmoderator = {moderator}\n'


@dataclass(frozen=True)
class Operator:
    """Works in a folder where the bot is set up, or is to be."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def database(self) -> Path:
        return self.data / "watals.db"

    @property
    def timeline(self) -> Path:
        return self.data / "room.jsonl"

    def set_up(self, port: int = 8765) -> None:
        self.folder.mkdir(exist_ok=True)
        people = "".join(PERSON.format(name=name, moderator=str(name == "moderator").lower()) for name in PEOPLE)
        self.config.write_text(CONFIG.format(port=port) + people)

    async def start(self, *words: object, limit: str = "") -> asyncio.subprocess.Process:
        """Give a command in a shell that may have a `limit` (as `ulimit` takes it)."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
        shell = f'{limit and f"ulimit {limit} && "}exec "$@"'
        given = (sys.executable, "-m", "bot", *map(str, words))
        return await asyncio.create_subprocess_exec(
            "sh", "-c", shell, "sh", *given, cwd=self.folder, env=environment, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )

    async def give(self, *words: object, limit: str = "") -> Ended:
        """Give a command; return how it ended, in words at least."""
        done = await ended(await self.start(*words, limit=limit))
        assert "Traceback" not in done.err, done.err
        return done

    async def back_up(self, file: object, *, limit: str = "") -> Ended:
        return await self.give("backup", file, limit=limit)

    async def restore(self, file: object, *more: str, limit: str = "") -> Ended:
        return await self.give("restore", file, *more, limit=limit)

    def files(self) -> set[str]:
        """What is in the folder, but for what holds nothing, or is there while the database is looked at."""
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        return {str(path) for path in found if not path.name.endswith((".lock", "-wal", "-shm"))}


def parts(file: Path) -> dict[str, bytes]:
    """Return what is in a backup, by name."""
    with tarfile.open(file) as packed:
        return {one.name: packed.extractfile(one).read() for one in packed}


def repack(file: Path, told: dict[str, bytes], names: Sequence[str] | None = None) -> None:
    """Make a backup of these parts."""
    with tarfile.open(file, "w:gz") as packed:
        for name in names or told:
            entry = tarfile.TarInfo(name)
            entry.size = len(told[name])
            packed.addfile(entry, io.BytesIO(told[name]))


def manifest(file: Path) -> dict[str, Any]:
    """Return what a backup says that is in it."""
    told: dict[str, Any] = json.loads(parts(file)["manifest.json"])
    return told
