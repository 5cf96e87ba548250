"""docs/operators/running.md: every command in it is given, to the letter, on a computer where nothing is changed by it.

What only root may do, and containers, are played by commands that write down what they were told.
"""

import re
import shutil
from pathlib import Path

import pytest

from tests.deploy.units import PROGRAM, UNITS, steps, unit
from tests.support.operator import ROOT
from tests.support.page import WATALS, Shell, commands

NOTED = 'echo "$(basename "$0") $*" >> "$(dirname "$0")/noted"'
SUDO = 'if [ "$1" = -u ]; then shift 2; fi; exec "$@"'
INSTALL = 'exec /usr/bin/env -i PATH=/usr/bin:/bin install $(echo "$*" | sed "s/--owner [^ ]* --group [^ ]*//")'
PLAYED = ("make", "useradd", "systemctl", "journalctl", "podman")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A computer with the bot in /opt/watals, all of it in a folder of the test."""
    root = tmp_path / "root"
    for folder in ("etc/systemd/system", "var/lib", "opt/watals/.venv/bin"):
        (root / folder).mkdir(parents=True)
    shutil.copytree(ROOT / "deploy", root / "opt/watals/deploy")
    shutil.copy(ROOT / "config.example.toml", root / "opt/watals")
    program = root / PROGRAM[1:]
    program.write_text(f"#!/bin/sh\n{WATALS}\n")
    program.chmod(0o755)
    tools = {**dict.fromkeys(PLAYED, NOTED), "sudo": SUDO, "install": INSTALL}
    at = {f"/{folder}": f"{root}/{folder}" for folder in ("etc/systemd", "var/lib", "opt/watals")}
    return Shell(tmp_path, tools, at)


def noted(shell: Shell) -> list[str]:
    """Return what was told to the commands that only write it down."""
    return (shell.folder / "tools" / "noted").read_text().splitlines()


async def test_who_follows_the_page_has_a_bot_that_runs(shell: Shell) -> None:
    for command in commands("running.md"):
        await shell.give(command)
    root = shell.folder / "root"
    assert {path.name for path in (root / "etc/systemd/system").iterdir()} == set(UNITS)
    home = root / "var/lib/watals"
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "config.toml").stat().st_mode & 0o777 == 0o600
    assert (home / "data" / "watals.db").exists()
    told = noted(shell)
    [user] = [line.split() for line in told if line.startswith("useradd")]
    assert user[-1] == unit("watals.service")["User"][0]
    assert user[user.index("--home-dir") + 1] == str(root) + unit("watals.service")["WorkingDirectory"][0]
    assert "systemctl enable --now watals" in told
    assert "systemctl enable --now watals-backup.timer" in told
    for line in told:
        if line.startswith("systemctl") and not line.endswith("daemon-reload"):
            name = line.split()[-1]
            assert {name, f"{name}.service"} & set(UNITS), line


def test_the_page_speaks_of_the_container_as_it_is() -> None:
    page = (ROOT / "docs" / "operators" / "running.md").read_text(encoding="utf-8")
    volume = dict(steps())["VOLUME"]
    mounted = re.findall(r"--volume watals:(\S+)", page)
    assert mounted
    assert set(mounted) == {volume}
    assert "--file deploy/Containerfile" in page
    assert f"watals backup {volume}" in page


def test_the_page_names_where_backups_go() -> None:
    page = (ROOT / "docs" / "operators" / "running.md").read_text(encoding="utf-8")
    assert f"`{unit('watals-backup.service')['ExecStart'][0].split()[-1]}`" in page
