"""A page for operators, followed to the letter in a shell whose commands are the test's own."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Mapping
from pathlib import Path

from tests.support.operator import PATIENCE_S, ROOT

WATALS = f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m bot "$@"'


def commands(page: str) -> list[str]:
    """What a page says to type in a shell, in order."""
    text = (ROOT / "docs" / "operators" / page).read_text(encoding="utf-8")
    return re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


class Shell:
    """Gives commands in a folder. `tools` are commands and what they do, before those that the computer has."""

    def __init__(self, folder: Path, tools: Mapping[str, str], replaced: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._replaced = replaced or {}
        bin_folder = folder / "tools"
        bin_folder.mkdir(parents=True)
        for name, does in tools.items():
            (bin_folder / name).write_text(f"#!/bin/sh\n{does}\n")
            (bin_folder / name).chmod(0o755)
        path = os.pathsep.join((str(bin_folder), os.environ["PATH"]))
        self._environment = {**os.environ, "PATH": path, "COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}

    async def give(self, command: str) -> str:
        """Give a command, with the paths of this shell; return what it said."""
        for path, here in self._replaced.items():
            command = command.replace(path, here)
        process = await asyncio.create_subprocess_exec(
            "sh", "-ec", command, cwd=self.folder, env=self._environment, stdin=PIPE, stdout=PIPE, stderr=STDOUT
        )
        async with asyncio.timeout(PATIENCE_S):
            said, _ = await process.communicate()
        assert process.returncode == 0, f"{command}\n{said.decode()}"
        return said.decode()
