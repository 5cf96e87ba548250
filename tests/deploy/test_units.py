"""The systemd units: as systemd understands them, and as the bot needs them."""

import asyncio
import shutil
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import pytest

from bot.app import STOP_WITHIN_S
from bot.platforms.discord.account import VARIABLE
from tests.deploy.units import DEPLOY, PROGRAM, UNITS, unit

ANALYZE = shutil.which("systemd-analyze")
EXPOSED_AT_MOST = 20
"""Of a hundred, as systemd-analyze reckons it: below 20 it calls a service "OK" or better."""
SERVICES = tuple(name for name in UNITS if name.endswith(".service"))
with_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not here")


async def analyze(*words: object) -> tuple[int | None, str]:
    assert ANALYZE is not None
    process = await asyncio.create_subprocess_exec(ANALYZE, *map(str, words), stdout=PIPE, stderr=STDOUT)
    said, _ = await process.communicate()
    return process.returncode, said.decode()


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units in a folder, with a program that is there."""
    for name in UNITS:
        told = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(told.replace(PROGRAM, sys.executable), encoding="utf-8")
    return tmp_path


@with_systemd
async def test_systemd_understands_them(installed: Path) -> None:
    assert await analyze("verify", "--man=no", *(installed / name for name in UNITS)) == (0, "")


@with_systemd
@pytest.mark.parametrize("name", SERVICES)
async def test_little_is_open_to_them(installed: Path, name: str) -> None:
    code, said = await analyze("security", "--offline=yes", f"--threshold={EXPOSED_AT_MOST}", installed / name)
    assert code == 0, said


@pytest.mark.parametrize("name", SERVICES)
def test_they_are_nobody_special_and_write_in_their_own_folders_alone(name: str) -> None:
    told = unit(name)
    assert told["User"] == told["Group"] == ["watals"]
    assert told["NoNewPrivileges"] == told["PrivateTmp"] == told["ProtectHome"] == ["yes"]
    assert told["ProtectSystem"] == ["strict"]
    assert told["CapabilityBoundingSet"] == [""]
    assert told["UMask"] == ["0077"]
    assert told["StateDirectoryMode"] == ["0700"]
    assert told["WorkingDirectory"] == ["/var/lib/watals"]
    assert "ReadWritePaths" not in told
    assert not any("token" in value.lower() for values in told.values() for value in values)


def test_the_bot_has_time_to_stop_and_starts_anew_by_itself_but_not_for_ever() -> None:
    told = unit("watals.service")
    assert float(told["TimeoutStopSec"][0].removesuffix("s")) > STOP_WITHIN_S + 5
    assert told["KillSignal"] == ["SIGTERM"]
    assert told["Restart"] == ["on-failure"]
    assert told["RestartPreventExitStatus"] == ["2"], "where the operator is needed first"
    assert told["StartLimitIntervalSec"] == ["1h"]
    assert int(told["StartLimitBurst"][0]) * 24 < 1000, "Discord allows a thousand sessions a day"
    assert told["EnvironmentFile"] == ["-/etc/watals/environment"]
    assert VARIABLE in (DEPLOY / "watals.service").read_text(encoding="utf-8")


def test_the_backup_goes_where_it_may_write_and_old_ones_go() -> None:
    told = unit("watals-backup.service")
    [backup] = told["ExecStart"]
    folder = Path(backup.split()[-1])
    assert backup == f"{PROGRAM} backup {folder}"
    assert folder.parent == Path("/var/lib")
    assert folder.name in told["StateDirectory"][0].split()
    assert f"find {folder} " in told["ExecStartPost"][0]
    assert told["ExecStartPost"][0].endswith("-delete")
    assert unit("watals-backup.timer")["Persistent"] == ["yes"]
