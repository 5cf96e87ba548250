"""The Containerfile, as far as it goes without a container: what it copies is there, and what it installs is whole."""

import asyncio
import os
import re
import shutil
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from bot.config import HealthConfig
from tests.deploy.units import DEPLOY, steps
from tests.support.operator import ROOT

CONFIG = 'data = "data"\n[room]\npeople = [{ id = "ouder", name = "Ouder" }]\n'


def copied() -> Iterator[str]:
    """Yield what is copied out of the project."""
    for word, rest in steps():
        if word == "COPY" and not rest.startswith("--from"):
            yield from rest.split()[:-1]


def test_what_it_copies_is_there_and_nothing_else_gets_in() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line[1:] for line in ignored if line.startswith("!")}
    assert set(copied()) == allowed
    assert all((ROOT / name).exists() for name in allowed)
    assert "*" in ignored, "all that is not named stays out"
    for secret in ("config.toml", "data/discord/token", "data/matrix/account.json", ".git/config", "demo/watals.db"):
        assert not any(fnmatch(secret, f"{name}*") for name in allowed)


def test_its_base_is_one_version_and_its_packages_are_checked() -> None:
    bases = {rest.split()[0] for word, rest in steps() if word == "FROM"}
    assert len(bases) == 1
    [base] = bases
    assert re.fullmatch(r"docker\.io/library/python:3\.1[1-3]\.\d+-slim-\w+", base)
    runs = [rest for word, rest in steps() if word == "RUN"]
    assert any("--require-hashes -r requirements/run.txt" in run for run in runs)
    assert all("--require-hashes" in run or "--no-deps" in run for run in runs if "pip install" in run)


def test_it_runs_as_nobody_special_with_one_folder() -> None:
    told = dict(steps())
    assert told["USER"] == "10001:10001"
    assert told["VOLUME"] == told["WORKDIR"] == "/data"
    assert told["STOPSIGNAL"] == "SIGTERM"
    assert (told["ENTRYPOINT"], told["CMD"]) == ('["watals"]', '["run"]')
    assert f"http://127.0.0.1:{HealthConfig().port}/healthz" in (DEPLOY / "Containerfile").read_text(encoding="utf-8")


async def given(*words: object, folder: Path, path: Path | None = None) -> str:
    environment = {**os.environ, **({} if path is None else {"PYTHONPATH": str(path)})}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *map(str, words), cwd=folder, env=environment, stdout=PIPE, stderr=STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


@pytest.mark.timeout(120)
async def test_what_it_copies_is_the_whole_program(tmp_path: Path) -> None:
    for name in copied():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (tmp_path / "build" / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / name, tmp_path / "build" / name)
    [install] = [rest for word, rest in steps() if word == "RUN" and "--no-deps" in rest]
    words = install.removeprefix("/opt/watals/bin/python ").split()
    await given(*words, "--target", tmp_path / "there", folder=tmp_path / "build")
    (tmp_path / "config.toml").write_text(CONFIG)
    said = await given("-m", "bot", "migrate", folder=tmp_path, path=tmp_path / "there")
    assert said.strip() == "De database is bij."
    where = await given("-c", "import bot; print(bot.__file__)", folder=tmp_path, path=tmp_path / "there")
    assert Path(where.strip()).is_relative_to(tmp_path / "there")
    for package in ("bot", "cogs", "storage"):
        of_ours = {path.relative_to(ROOT) for path in (ROOT / package).rglob("*") if _is_kept(path)}
        there = {path.relative_to(tmp_path / "there") for path in (tmp_path / "there" / package).rglob("*")}
        assert of_ours <= there, of_ours - there


def _is_kept(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and path.suffix != ".md"
