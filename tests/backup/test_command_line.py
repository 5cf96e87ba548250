"""`watals backup` and `watals restore`, as the operator gives them: what they make, and what they refuse in words."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage.migrate import OWN_SOURCE
from tests.backup.operator import Operator, manifest, parts, repack
from tests.room.driving import free_port
from tests.support.operator import going_on

DAMAGED = "geen reservekopie van de bot, of hij is beschadigd"
UNCHANGED = "Er is niets veranderd"
EARLIER = 11
"""A version of the database that was there once."""


@pytest.fixture
async def here(tmp_path: Path) -> Operator:
    """Where a bot has run."""
    operator = Operator(tmp_path / "hier")
    operator.set_up()
    assert (await operator.give("migrate")).code == 0
    operator.timeline.write_bytes(b'{"n": 1, "what": "hallo"}\n{"n": 2, "what": "half')
    return operator


@pytest.fixture
def there(tmp_path: Path) -> Operator:
    """Another computer, where nothing is yet."""
    (tmp_path / "daar").mkdir()
    return Operator(tmp_path / "daar")


@pytest.fixture
async def file(here: Operator, tmp_path: Path) -> Path:
    """A backup."""
    path = tmp_path / "kopie.tar.gz"
    assert (await here.back_up(path)).code == 0
    return path


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def listed(folder: Path) -> set[Path]:
    return set(folder.iterdir())


def cut(file: Path, kept: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * kept)])


def damage(file: Path, place: float) -> None:
    whole = bytearray(file.read_bytes())
    whole[int(len(whole) * place)] ^= 0x55
    file.write_bytes(whole)


async def test_a_backup_has_all_and_is_for_its_owner_alone(here: Operator, file: Path) -> None:
    assert mode(file) == 0o600
    told = parts(file)
    assert set(told) == {"manifest.json", "watals.db", "room.jsonl"}
    assert told["room.jsonl"] == b'{"n": 1, "what": "hallo"}\n'
    made = manifest(file)
    assert made["config"] == here.config.read_text()
    assert made["parts"] == {
        name: {"size": len(told[name]), "sha256": hashlib.sha256(told[name]).hexdigest()}
        for name in ("watals.db", "room.jsonl")
    }
    assert made["schema"]["watals"] > 0
    assert list(file.parent.glob(".watals-*")) == []


async def test_in_a_folder_it_gets_a_name_by_the_moment(here: Operator, tmp_path: Path) -> None:
    (tmp_path / "kopieën").mkdir()
    done = await here.back_up(tmp_path / "kopieën")
    [made] = (tmp_path / "kopieën").iterdir()
    assert made.name.startswith("watals-20")
    assert made.name in "".join(done.out.split())
    assert "als een wachtwoord" in done.words


async def test_a_file_that_is_there_is_never_replaced(here: Operator, tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("van mij")
    done = await here.back_up(path)
    assert (done.code, path.read_text()) == (2, "van mij")
    assert "is er al" in done.words


@pytest.mark.parametrize(("given", "words"), [("nergens/kopie.tar.gz", "map nergens is er niet"), ("/proc", "schijf")])
async def test_where_it_cannot_be_made_it_says_so(here: Operator, given: str, words: str) -> None:
    done = await here.back_up(given)
    assert done.code == 2
    assert words in done.words


async def test_without_a_database_there_is_nothing_to_back_up(there: Operator) -> None:
    there.set_up()
    done = await there.back_up("kopie.tar.gz")
    assert done.code == 2
    assert "nog geen database" in done.words
    assert there.files() == {"config.toml"}


async def test_a_damaged_database_is_not_backed_up(here: Operator, tmp_path: Path) -> None:
    whole = here.database.read_bytes()
    here.database.write_bytes(whole[:40_000] + b"\xff" * 40_000 + whole[80_000:])
    done = await here.back_up(tmp_path / "kopie.tar.gz")
    assert done.code == 2
    assert not (tmp_path / "kopie.tar.gz").exists()


@pytest.mark.parametrize("blocks", [8, 600])
async def test_on_a_full_disk_nothing_is_left_of_it(here: Operator, tmp_path: Path, blocks: int) -> None:
    with closing(sqlite3.connect(here.database)) as database, database:
        database.execute("CREATE TABLE stray (words)")
        database.execute("INSERT INTO stray VALUES (randomblob(300000))")
    before = listed(tmp_path)
    done = await here.back_up(tmp_path / "kopie.tar.gz", limit=f"-f {blocks}")
    assert done.code == 2
    assert "niet gemaakt" in done.words
    assert listed(tmp_path) == before


async def test_it_is_put_back_where_there_is_nothing_with_its_config(there: Operator, file: Path) -> None:
    done = await there.restore(file)
    assert done.code == 0
    assert there.files() == {"config.toml", "data/watals.db", "data/room.jsonl"}
    assert there.config.read_text() == manifest(file)["config"]
    assert "watals run --config config.toml" in done.words
    assert "Vertel dat in de kanalen" in done.words
    port = free_port()
    there.config.write_text(there.config.read_text().replace("8765", str(port)))
    process = await there.start("run")
    async with going_on(process, "De bot draait") as said:
        assert str(port) in said


async def test_a_config_that_is_there_says_where(there: Operator, file: Path) -> None:
    there.set_up()
    there.config.write_text(there.config.read_text().replace('"data"', '"elders"'))
    before = there.config.read_text()
    assert (await there.restore(file)).code == 0
    assert there.files() == {"config.toml", "elders/watals.db", "elders/room.jsonl"}
    assert there.config.read_text() == before


async def test_what_is_there_is_put_aside_only_when_told(here: Operator, file: Path) -> None:
    with closing(sqlite3.connect(here.database)) as database, database:
        database.execute("CREATE TABLE since (words)")
    before = here.timeline.read_bytes()
    done = await here.restore(file)
    assert done.code == 2
    assert "--yes" in done.words
    assert UNCHANGED in done.words
    assert here.timeline.read_bytes() == before

    done = await here.restore(file, "--yes")
    assert done.code == 0
    [aside] = here.data.glob("voor-*")
    assert aside.name in "".join(done.out.split())
    assert mode(aside) == 0o700
    assert (aside / "room.jsonl").read_bytes() == before
    with closing(sqlite3.connect(aside / "watals.db")) as database:
        assert database.execute("SELECT COUNT(*) FROM since").fetchone() == (0,)
    with closing(sqlite3.connect(here.database)) as database, pytest.raises(sqlite3.OperationalError, match="since"):
        database.execute("SELECT COUNT(*) FROM since")


async def test_while_a_bot_runs_nothing_is_put_back(here: Operator, file: Path) -> None:
    here.config.write_text(here.config.read_text().replace("8765", str(free_port())))
    process = await here.start("run")
    async with going_on(process, "De bot draait"):
        done = await here.restore(file, "--yes")
        assert done.code == 2
        assert "al een bot aan het werk" in done.words
        assert list(here.data.glob("voor-*")) == list(here.data.glob(".terug-*")) == []
    assert (await here.restore(file, "--yes")).code == 0


async def refused(there: Operator, file: Path, words: str, limit: str = "") -> None:
    """Fail unless a backup is refused in such words, and nothing has changed."""
    done = await there.restore(file, limit=limit)
    assert done.code == 2, done
    assert words in done.words
    assert there.files() == set()


@pytest.mark.parametrize("made", [b"", b"Beste oma,\n", b"\x1f\x8b\x08\x00rommel", None])
async def test_what_is_no_backup_is_refused(there: Operator, tmp_path: Path, made: bytes | None) -> None:
    path = tmp_path / "brief"
    if made is None:
        repack(path, {"brief.txt": b"Beste oma,"})
    else:
        path.write_bytes(made)
    await refused(there, path, DAMAGED)


async def test_a_file_that_is_not_there_is_named(there: Operator, tmp_path: Path) -> None:
    await refused(there, tmp_path / "kopie.tar.gz", "kopie.tar.gz: dat is er niet")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.98])
async def test_one_that_was_cut_short_is_refused(there: Operator, file: Path, kept: float) -> None:
    cut(file, kept)
    await refused(there, file, DAMAGED)


@pytest.mark.parametrize("place", [0.05, 0.5, 0.9])
async def test_one_that_was_damaged_is_refused(there: Operator, file: Path, place: float) -> None:
    damage(file, place)
    await refused(there, file, DAMAGED)


Told = dict[str, bytes]


def changed(told: Told) -> None:
    told["room.jsonl"] = told["room.jsonl"].replace(b"hallo", b"tot zo")


def longer(told: Told) -> None:
    told["room.jsonl"] += b"\n"


def missing(told: Told) -> None:
    del told["room.jsonl"]


def strange(told: Told) -> None:
    told["../../overal.txt"] = b"hier hoor ik niet"


def without_database(told: Told) -> None:
    del told["watals.db"]
    in_manifest(told, lambda made: made["parts"].pop("watals.db"))


def elsewhere(told: Told) -> None:
    told["../overal.txt"] = b"hier hoor ik niet"
    in_manifest(told, lambda made: made["parts"].update({"../overal.txt": made["parts"]["room.jsonl"]}))


def in_manifest(told: Told, change: Callable[[dict[str, Any]], object]) -> None:
    made = json.loads(told["manifest.json"])
    change(made)
    told["manifest.json"] = json.dumps(made).encode()


@pytest.mark.parametrize("tamper", [changed, longer, missing, strange, without_database, elsewhere])
async def test_one_that_was_changed_is_refused(there: Operator, file: Path, tamper: Callable[[Told], None]) -> None:
    told = parts(file)
    tamper(told)
    repack(file, told)
    await refused(there, file, DAMAGED)
    assert not list(there.folder.parent.glob("overal*"))


def put_in(told: Told, database: Path) -> None:
    """Put a database in the place of the one that is there, as if it had always been."""
    told["watals.db"] = database.read_bytes()
    part = {"size": len(told["watals.db"]), "sha256": hashlib.sha256(told["watals.db"]).hexdigest()}
    in_manifest(told, lambda made: made["parts"].update({"watals.db": part}))


async def test_one_of_a_newer_database_is_refused(there: Operator, file: Path, tmp_path: Path) -> None:
    told = parts(file)
    newer = tmp_path / "newer.db"
    newer.write_bytes(told["watals.db"])
    with closing(sqlite3.connect(newer)) as database, database:
        database.execute("UPDATE schema_version SET number = 9999, oldest = 9999")
    put_in(told, newer)
    in_manifest(told, lambda made: made.update(program="9.0"))
    repack(file, told)
    await refused(there, file, "De kopie is van versie 9.0: installeer die, of een nieuwere.")


async def test_one_of_a_newer_kind_is_refused(there: Operator, file: Path) -> None:
    told = parts(file)
    in_manifest(told, lambda made: made.update(format=99, program="9.0", something="new"))
    repack(file, told)
    await refused(there, file, "van een nieuwere versie van de bot (9.0)")


async def test_one_with_a_database_that_is_damaged_is_refused(there: Operator, file: Path, tmp_path: Path) -> None:
    told = parts(file)
    broken = tmp_path / "broken.db"
    broken.write_bytes(told["watals.db"])
    with closing(sqlite3.connect(broken)) as database, database:
        database.execute("INSERT INTO moderator VALUES (99, 'room:ouder')")
    put_in(told, broken)
    repack(file, told)
    await refused(there, file, "De database in de reservekopie is beschadigd (a row of moderator belongs to nothing)")


async def test_on_a_full_disk_nothing_is_put_back(there: Operator, file: Path) -> None:
    await refused(there, file, "niet teruggezet", limit="-f 100")


async def test_a_database_of_an_earlier_version_is_brought_up(there: Operator, file: Path, tmp_path: Path) -> None:
    told = parts(file)
    earlier = tmp_path / "earlier.db"
    with closing(sqlite3.connect(earlier)) as database:
        for path in sorted(OWN_SOURCE.folder.glob("*.sql"))[:EARLIER]:
            database.executescript(path.read_text(encoding="utf-8"))
        database.execute("CREATE TABLE schema_version (prefix TEXT PRIMARY KEY, number INTEGER, oldest INTEGER)")
        database.execute("INSERT INTO schema_version VALUES ('watals', ?, 4)", (EARLIER,))
        database.commit()
    put_in(told, earlier)
    repack(file, told)
    assert (await there.restore(file)).code == 0
    with closing(sqlite3.connect(there.database)) as database:
        assert database.execute("SELECT backed_up_at <= at FROM restored").fetchall() == [(1,)]
