"""Migrations: every step from every earlier state, with data in place; and what is refused."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.domain.tx import Row, Tx
from storage.database import Database
from storage.migrate import OWN_SOURCE, SchemaError, Source, migrations

NUMBERS = [migration.number for migration in migrations(OWN_SOURCE)]

CHANNEL_WITH_PURPOSE = (
    "INSERT INTO channel (id, community_id, platform, ref, purpose) VALUES (1, 1, 'room', 'c', 'announcements')"
)
CHANNEL_WITHOUT = "INSERT INTO channel (id, community_id, platform, ref) VALUES (1, 1, 'room', 'c')"

# What every version brings, with a row in each of its tables that other tables or people depend on.
DATA: Mapping[int, tuple[str, ...]] = {
    1: (
        "INSERT INTO community (id, slug, name, language, zone) VALUES (1, 'home', 'Thuis', 'nl', 'Europe/Amsterdam')",
        "INSERT INTO setting (community_id, key, value) VALUES (1, 'themes', '[\"Hulp thuis\"]')",
        "INSERT INTO member (id, community_id) VALUES (1, 1)",
        "INSERT INTO account (community_id, key, member_id, name) VALUES (1, 'room:ouder', 1, 'Ouder')",
        CHANNEL_WITH_PURPOSE,
        "INSERT INTO card (id, kind, subject_id, channel_id, message_ref, wanted) VALUES (1, 'session', 1, 1, 'm', 4)",
        "INSERT INTO statement (community_id, kind, subject_id, account_key, source, card_id, emoji, choice, seq,"
        " changed_seq, standing) VALUES (1, 'session', 1, 'room:ouder', 'm:📍', 1, '📍', 'place', 7, 7, 1)",
        "UPDATE sequence SET value = 7 WHERE name = 'statement'",
        "INSERT INTO outbox (key, kind, platform, target, lane, payload)"
        " VALUES ('k', 'direct', 'room', 'room:ouder', 0, '{}')",
        "INSERT INTO due (key, community_id, kind, subject_id, wall, zone, at)"
        " VALUES ('session-over:1', 1, 'session-over', 1, '2026-09-01T10:00', 'Europe/Amsterdam', '2026-09-01T08:00')",
        "INSERT INTO cursor (platform, value) VALUES ('room', '12')",
        "INSERT INTO seen (platform, event_id, at) VALUES ('room', 'room:3', '2026-09-01T08:00')",
        "INSERT INTO parked_event (platform, event_id, payload, error, reference, program, at)"
        " VALUES ('room', 'room:4', 'x', 'y', 'abc', '0.0.1', '2026-09-01T08:00')",
        "INSERT INTO draft (id, community_id, account_key, channel_ref, kind, command, input, asked, notes, step,"
        " expires_at)"
        " VALUES ('d', 1, 'room:ouder', 'c', 'form', 'watals', '{}', '[]', '[]', 1, '2026-09-01T08:00')",
    ),
    2: (
        "INSERT INTO session (id, community_id, number, state, title, starts_at, ends_at, starts_wall, ends_wall,"
        " zone, online, programme)"
        " VALUES (1, 1, 1, 'announced', 'Dag', '2026-09-01T08:00', '2026-09-01T08:00',"
        " '2026-09-01T10:00', '2026-09-01T10:00', 'Europe/Amsterdam', 1, '[]')",
        "INSERT INTO rsvp (session_id, member_id, choice, arrived_seq) VALUES (1, 1, 'place', 7)",
    ),
    3: (
        "INSERT INTO idea (id, community_id, number, what_if, now, status, created_at)"
        " VALUES (1, 1, 1, 'we luisteren?', 'Niemand luistert.', 'new', '2026-09-01T08:00')",
        "INSERT INTO support (idea_id, member_id, choice) VALUES (1, 1, 'support')",
        "INSERT INTO digest (community_id, number, posted_at) VALUES (1, 1, '2026-09-01T08:00')",
    ),
    4: (
        "INSERT INTO channel (id, community_id, platform, ref) VALUES (2, 1, 'room', 'd')",
        "INSERT INTO purpose (channel_id, purpose) VALUES (2, 'ideas')",
        "INSERT INTO card (id, kind, subject_id, channel_id, thread_ref, retired)"
        " VALUES (2, 'idea', 1, 2, 'thread:x', 1)",
        "INSERT INTO moderator (community_id, account_key) VALUES (1, 'room:ouder')",
    ),
    5: ("UPDATE session SET revision = 2, changed_at = '2026-09-01T08:00' WHERE id = 1",),
    6: (
        "INSERT INTO news (id, community_id, number, title, body, state, post_at)"
        " VALUES (1, 1, 1, 'Nieuws', 'Er is een verslag.', 'posted', '2026-09-01T08:00')",
    ),
    7: ("INSERT INTO digest_item (community_id, body, added_at) VALUES (1, 'Lees dit.', '2026-09-01T08:00')",),
    8: ("INSERT INTO reminder_off (member_id) VALUES (1)",),
    9: (
        "INSERT INTO dialogue (account_key, place, community_id, channel_ref, direct, in_company, begun_by, asked_by,"
        " draft_id, waiting, expires_at)"
        " VALUES ('room:ouder', 'direct', 1, 'c', 0, 0, 'room:3', '[]', 'd', '{}', '2026-09-02T08:00')",
        "UPDATE draft SET fields_a_step = 1, reached = 4 WHERE id = 'd'",
        "UPDATE seen SET added = 'sessie-nieuw' WHERE event_id = 'room:3'",
    ),
    10: (
        "INSERT INTO place (platform, ref, name) VALUES ('room', 'd', 'Ideeën')",
        "INSERT INTO channel (id, community_id, platform, ref, away) VALUES (3, 1, 'room', 'e', 1)",
    ),
    11: (
        "INSERT INTO platform_note (platform, key, value) VALUES ('room', 'commands', 'abc')",
        "INSERT INTO closed_direct (account_key, told) VALUES ('room:ouder', 1)",
        "UPDATE outbox SET instead = '{}' WHERE key = 'k'",
        "INSERT INTO happening (card_id, wanted, kept) VALUES (1, 4, 4)",
    ),
    12: ("UPDATE idea SET joiners = 2 WHERE id = 1",),
    13: ("UPDATE statement SET told = 1 WHERE account_key = 'room:ouder'",),
    14: (
        "INSERT INTO restored (backed_up_at, at) VALUES ('2026-09-01T08:00', '2026-09-02T08:00')",
        "UPDATE card SET key = 'card:session:1:1:0' WHERE id = 1",
    ),
    15: ("INSERT INTO settled (kind, subject_id, seq) VALUES ('session', 1, 7)",),
    16: ("UPDATE card SET cleared = 3 WHERE id = 1",),
    17: (
        "INSERT INTO outbox (key, kind, platform, target, lane, payload, state, error)"
        " VALUES ('l', 'post', 'room', 'c', 0, '{}', 'uncertain', 'nobody knows')",
        "INSERT INTO card (kind, subject_id, channel_id, state) VALUES ('idea', 1, 1, 'failed')",
    ),
    18: ("UPDATE rsvp SET undecided = 1 WHERE session_id = 1",),
    19: ("INSERT INTO account (community_id, key, member_id, name) VALUES (1, 'room:jongere', 1, 'Jongere')",),
}


def only(folder: Path, count: int) -> Source:
    """Return our own migrations up to and including number `count`."""
    folder.mkdir()
    for path in sorted(OWN_SOURCE.folder.glob("*.sql"))[:count]:
        shutil.copy(path, folder)
    return Source(OWN_SOURCE.prefix, folder)


def source(folder: Path, prefix: str = "weather", **files: str) -> Source:
    folder.mkdir(exist_ok=True)
    for name, sql in files.items():
        (folder / f"{name.removeprefix('n')}.sql").write_text(sql, encoding="utf-8")
    return Source(prefix, folder)


def filled(number: int, schema: int = NUMBERS[-1]) -> Callable[[Tx], object]:
    """Return work that puts in what version `number` brought, the way a database of version `schema` takes it."""

    async def fill(tx: Tx) -> None:
        for statement in DATA[number]:
            since_4 = statement == CHANNEL_WITH_PURPOSE and schema >= 4
            await tx.execute(CHANNEL_WITHOUT if since_4 else statement)

    return fill


# What a later version keeps elsewhere: the column, and how it is read there.
MOVED: Mapping[tuple[str, str], str] = {
    ("channel", "purpose"): "SELECT purpose AS value FROM purpose ORDER BY channel_id",
}


async def everything(tx: Tx) -> dict[str, list[dict[str, object]]]:
    tables = await tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = [row["name"] for row in tables if row["name"] != "schema_version"]
    return {name: [_as_dict(row) for row in await tx.all(f"SELECT * FROM {name}")] for name in names}  # noqa: S608


def _as_dict(row: Row) -> dict[str, object]:
    return {key: row[key] for key in row.keys()}  # noqa: SIM118 - a Row is no dict


def tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        found = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    return found


async def opened_and_closed(path: Path, *extra: Source) -> None:
    database = await Database.open(path, extra=extra)
    await database.close()


def test_every_version_has_its_data_here() -> None:
    assert sorted(DATA) == NUMBERS


@pytest.mark.parametrize("version", NUMBERS)
async def test_data_of_every_earlier_version_is_still_there_at_the_end(
    version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "watals.db"
    with monkeypatch.context() as older:
        older.setattr("storage.migrate.OWN_SOURCE", only(tmp_path / "older", version))
        database = await Database.open(path)
        for number in range(1, version + 1):
            await database.write(filled(number, version))
        before = await database.read(everything)
        await database.close()

    database = await Database.open(path)
    after = await database.read(everything)
    for table, rows in before.items():
        still = [name for name in (rows[0] if rows else ()) if name in after[table][0]]
        for name in set(rows[0] if rows else ()) - set(still):
            moved = await database.read(lambda tx, sql=MOVED[table, name]: tx.all(sql))
            assert [row["value"] for row in moved] == [row[name] for row in rows]
        assert [{name: row[name] for name in still} for row in after[table]] == [
            {name: row[name] for name in still} for row in rows
        ], table
    assert await database.read(lambda tx: tx.all("PRAGMA foreign_key_check")) == []
    for number in range(version + 1, NUMBERS[-1] + 1):
        await database.write(filled(number))
    await database.close()


async def test_support_of_before_it_was_counted_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "watals.db"
    with monkeypatch.context() as older:
        older.setattr("storage.migrate.OWN_SOURCE", only(tmp_path / "older", 11))
        database = await Database.open(path)
        for number in (1, 2, 3):
            await database.write(filled(number, 11))
        await database.write(lambda tx: tx.execute("INSERT INTO support VALUES (1, 1, 'join')"))
        await database.close()
    database = await Database.open(path)
    row = await database.read(lambda tx: tx.one("SELECT supporters, joiners FROM idea"))
    assert row is not None
    assert tuple(row) == (1, 1)
    await database.close()


@pytest.mark.parametrize("version", NUMBERS)
async def test_the_schema_is_the_same_from_wherever_one_comes(
    version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("storage.migrate.OWN_SOURCE", only(tmp_path / "older", version))
        await opened_and_closed(tmp_path / "upgraded.db")
    schemas = []
    for name in ("upgraded.db", "new.db"):
        database = await Database.open(tmp_path / name)
        rows = await database.read(lambda tx: tx.all("SELECT name, sql FROM sqlite_schema ORDER BY name"))
        schemas.append([(row["name"], row["sql"]) for row in rows])
        await database.close()
    assert schemas[0] == schemas[1]


async def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "watals.db"
    database = await Database.open(path)
    for number in NUMBERS:
        await database.write(filled(number))
    before = await database.read(everything)
    await database.close()
    for _ in range(2):
        database = await Database.open(path)
        assert await database.read(everything) == before
        await database.close()


@pytest.mark.parametrize(
    "names",
    [("n0002_b",), ("n0001_a", "n0003_c"), ("n0001_a", "n0001_b")],
    ids=["begins at two", "leaves one out", "has one twice"],
)
async def test_numbering_with_a_gap_is_refused(names: tuple[str, ...], tmp_path: Path) -> None:
    broken = source(tmp_path / "broken", **dict.fromkeys(names, "-- oldest: 1\n"))
    with pytest.raises(SchemaError, match="without gaps"):
        await Database.open(tmp_path / "watals.db", extra=[broken])
    assert tables(tmp_path / "watals.db") == set()


async def test_a_migration_must_say_which_program_can_read_its_result(tmp_path: Path) -> None:
    broken = source(tmp_path / "broken", n0001_a="CREATE TABLE weather_a (b);\n")
    with pytest.raises(SchemaError, match="-- oldest: N"):
        await Database.open(tmp_path / "watals.db", extra=[broken])
    assert tables(tmp_path / "watals.db") == set()


@pytest.mark.parametrize(
    "sql",
    ["CREATE TABLE weather_b (c", "INSERT INTO nowhere VALUES (1);", "CREATE TABLE weather_a (b);"],
    ids=["not finished", "fails", "fails on what came before"],
)
async def test_a_step_that_fails_leaves_the_database_as_it_was(sql: str, tmp_path: Path) -> None:
    path = tmp_path / "watals.db"
    folder = tmp_path / "weather"
    good = source(folder, n0001_a="-- oldest: 1\nCREATE TABLE weather_a (b);\nINSERT INTO weather_a VALUES ('sun');\n")
    await opened_and_closed(path, good)
    before = tables(path)

    broken = source(folder, n0002_b=f"-- oldest: 2\nCREATE TABLE weather_early (b);\nDELETE FROM weather_a;\n{sql}\n")
    with pytest.raises(SchemaError, match=r"^weather: 0002_b\.sql: "):
        await Database.open(path, extra=[broken])
    assert tables(path) == before

    (folder / "0002_b.sql").unlink()
    database = await Database.open(path, extra=[good])
    assert await database.read(lambda tx: tx.value("SELECT b FROM weather_a")) == "sun"
    await database.close()


async def test_a_database_that_needs_a_newer_program_is_refused(tmp_path: Path) -> None:
    path, folder = tmp_path / "watals.db", tmp_path / "weather"
    older = source(tmp_path / "older", n0001_a="-- oldest: 1\nCREATE TABLE weather_a (b);\n")
    newer = source(
        folder, n0001_a="-- oldest: 1\nCREATE TABLE weather_a (b);\n", n0002_b="-- oldest: 2\nDROP TABLE weather_a;\n"
    )
    await opened_and_closed(path, newer)
    with pytest.raises(SchemaError, match=r"newer version.*schema 2.*knows schema 1"):
        await Database.open(path, extra=[older])
    await opened_and_closed(path, newer)


async def test_a_newer_database_that_an_older_program_can_read_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "watals.db"
    older = source(tmp_path / "older", n0001_a="-- oldest: 1\nCREATE TABLE weather_a (b);\n")
    more = "-- oldest: 1\nALTER TABLE weather_a ADD COLUMN c;\n"
    newer = source(tmp_path / "newer", n0001_a="-- oldest: 1\nCREATE TABLE weather_a (b);\n", n0002_b=more)
    await opened_and_closed(path, newer)
    await opened_and_closed(path, older)
    await opened_and_closed(path, newer)


async def test_our_own_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "watals.db"
    database = await Database.open(path)
    await database.write(lambda tx: tx.execute("UPDATE schema_version SET number = 99, oldest = 98"))
    await database.close()
    with pytest.raises(SchemaError, match="schema 99"):
        await Database.open(path)


async def test_sources_count_each_under_their_own_prefix(tmp_path: Path) -> None:
    path = tmp_path / "watals.db"
    weather = source(tmp_path / "weather", n0001_a="-- oldest: 1\nCREATE TABLE weather_days (a);\n")
    music = source(tmp_path / "music", "music", n0001_a="-- oldest: 1\nCREATE TABLE music_songs (a);\n")
    await opened_and_closed(path)
    await opened_and_closed(path, weather)
    await opened_and_closed(path, music, weather)
    database = await Database.open(path, extra=[weather, music])
    rows = await database.read(lambda tx: tx.all("SELECT prefix, number FROM schema_version ORDER BY prefix"))
    assert [tuple(row) for row in rows] == [("music", 1), ("watals", NUMBERS[-1]), ("weather", 1)]
    await database.close()


async def test_a_trigger_is_one_statement_however_many_semicolons_it_has(tmp_path: Path) -> None:
    sql = (
        "-- oldest: 1\nCREATE TABLE weather_a (b);\n"
        "CREATE TRIGGER weather_again AFTER INSERT ON weather_a BEGIN\n  DELETE FROM weather_a WHERE b = 'x';\n"
        "  DELETE FROM weather_a WHERE b = 'y';\n"
        "END;\nINSERT INTO weather_a VALUES ('semi;colon');\n"
    )
    extra = source(tmp_path / "weather", n0001_a=sql)
    database = await Database.open(tmp_path / "watals.db", extra=[extra])
    assert await database.read(lambda tx: tx.value("SELECT b FROM weather_a")) == "semi;colon"
    await database.close()
