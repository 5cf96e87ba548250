"""A bot on Matrix that is put back: a new device, with the signing keys that people know; through the command line."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.platforms.matrix import account
from tests.matrix.bench import Bench
from tests.matrix.operator import running, watals
from tests.support.operator import Ended

pytestmark = pytest.mark.matrix


async def given(bench: Bench, *words: object) -> Ended:
    done = await watals(*words, "--config", bench.config)
    assert "Traceback" not in done.err
    return done


async def test_it_signs_in_as_a_new_device_before_it_goes_on(bench: Bench, tmp_path: Path) -> None:
    await bench.init()
    async with running("run", "--config", bench.config, until="Begint de bot opnieuw"):
        assert (await given(bench, "backup", tmp_path / "kopie")).code == 0
    earlier = bench.account
    there = Bench(bench.homeserver, bench.name, tmp_path / "daar")
    there.folder.mkdir()
    done = await given(there, "restore", tmp_path / "kopie")
    assert done.code == 0
    assert "watals init --matrix" in done.words
    assert account.kept(there.matrix) == replace(earlier, restored=True)
    assert account.store_path(there.matrix, earlier).exists()
    assert {path.stat().st_mode & 0o777 for path in there.matrix.iterdir()} == {0o600}

    for command in ("run", "check"):
        refused = await given(there, command)
        assert refused.code != 0
        assert "komt uit een reservekopie" in refused.words
        assert "watals init --matrix" in refused.words
    assert (await there.init()).code == 0
    assert there.account.device_id != earlier.device_id
    assert there.account.signing == earlier.signing
    assert not account.store_path(there.matrix, earlier).exists()
    assert "De server kent de aanmelding van de bot niet meer" in (await given(bench, "check")).words
    async with running("run", "--config", there.config, until="Begint de bot opnieuw"):
        assert "De aanmelding is geldig" in (await given(there, "check")).words


async def test_an_account_that_is_there_stays(bench: Bench, tmp_path: Path) -> None:
    await bench.init()
    await given(bench, "migrate")
    assert (await given(bench, "backup", tmp_path / "kopie")).code == 0
    assert (await bench.init("--yes")).code == 0
    now, keys = bench.account, bench.store.read_bytes()
    done = await given(bench, "restore", "--yes", tmp_path / "kopie")
    assert done.code == 0
    assert "init --matrix" not in done.words
    assert bench.account == now
    assert bench.store.read_bytes() == keys
    async with running("run", "--config", bench.config, until="Begint de bot opnieuw"):
        assert "De aanmelding is geldig" in (await given(bench, "check")).words
