"""A cog's migrations make and change what bears its name, and nothing else."""

from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import SchemaError, Source

OWN = "CREATE TABLE polls_poll (id INTEGER PRIMARY KEY);"


def polls(folder: Path, *sql: str) -> Source:
    """Return migrations of a cog called polls, one a text."""
    folder.mkdir()
    for number, text in enumerate(sql, 1):
        (folder / f"{number:04}_step.sql").write_text(f"-- oldest: {number}\n{text}\n", encoding="utf-8")
    return Source("polls", folder)


async def opened_with(path: Path, *extra: Source) -> None:
    database = await Database.open(path, extra=extra)
    await database.close()


async def refused(folder: Path, *sql: str) -> str:
    path = folder / "watals.db"
    await opened_with(path)
    before = path.read_bytes()
    with pytest.raises(SchemaError) as caught:
        await opened_with(path, polls(folder / "polls", *sql))
    assert path.read_bytes() == before
    return str(caught.value)


@pytest.mark.parametrize(
    "sql",
    [
        OWN,
        f"{OWN}\nCREATE INDEX polls_by_id ON polls_poll (id);",
        f"{OWN}\nCREATE VIEW Polls_View AS SELECT 1;",
        "CREATE TABLE polls_long (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);",
        "CREATE TABLE polls_a (community_id INTEGER REFERENCES community (id) ON DELETE CASCADE);",
        "CREATE TABLE polls_a (member_id INTEGER REFERENCES member (id) ON DELETE SET NULL);",
        f"{OWN}\nCREATE TABLE polls_vote (poll_id INTEGER REFERENCES polls_poll (id));",
        f"{OWN}\nALTER TABLE polls_poll RENAME TO polls_polls;\nDROP TABLE polls_polls;",
        "CREATE VIRTUAL TABLE polls_words USING fts5 (words);",
    ],
)
async def test_what_bears_its_name_is_its_own(sql: str, tmp_path: Path) -> None:
    await opened_with(tmp_path / "watals.db", polls(tmp_path / "polls", sql))


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("CREATE TABLE poll (id);", "poll"),
        ("CREATE TABLE polls (id);", "polls"),
        ("CREATE TABLE pollsters_x (id);", "pollsters_x"),
        ("DROP TABLE draft;", "draft"),
        ("ALTER TABLE idea ADD COLUMN poll INTEGER;", "idea"),
        ("ALTER TABLE idea RENAME TO polls_idea;", "idea"),
        (f"{OWN}\nCREATE INDEX by_id ON polls_poll (id);", "by_id"),
        ("CREATE INDEX polls_by_theme ON idea (theme);", "polls_by_theme"),
        ("CREATE TRIGGER polls_spy AFTER INSERT ON idea BEGIN SELECT 1; END;", "polls_spy"),
    ],
)
async def test_what_bears_another_name_is_left_alone(sql: str, name: str, tmp_path: Path) -> None:
    said = await refused(tmp_path, sql)
    assert said.startswith("polls: ")
    assert f"'{name}' is not its own" in said
    assert "polls_…" in said


async def test_a_later_step_is_held_to_the_same(tmp_path: Path) -> None:
    assert "'poll'" in await refused(tmp_path, OWN, "CREATE TABLE poll (id);")


async def test_its_rows_keep_nobody_elses_rows_from_going(tmp_path: Path) -> None:
    said = await refused(tmp_path, "CREATE TABLE polls_a (member_id INTEGER REFERENCES member (id));")
    assert said == "polls: 'polls_a' refers to 'member' without ON DELETE CASCADE or ON DELETE SET NULL"


@pytest.mark.parametrize("word", ["COMMIT", "end", "Rollback", "BEGIN IMMEDIATE"])
async def test_it_does_not_end_the_transaction_that_all_share(word: str, tmp_path: Path) -> None:
    said = await refused(tmp_path, f"{OWN}\n-- done\n{word};\nINSERT INTO nowhere VALUES (1);")
    assert said.startswith(f"polls: 0001_step.sql: {word.partition(' ')[0].upper()} does not belong here")
