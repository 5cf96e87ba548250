"""A cog that brings tables of its own, from the command line."""

import sqlite3
from itertools import count
from pathlib import Path

import pytest

from tests.support.operator import Ended, within

NUMBERS = count(1)
COG = "from bot.api.cog import Cog\n\nclass Polls(Cog):\n    name = 'polls'\n\nsetup = Polls\n"
CONFIG = """
data = "data"
cogs = ["cogs.help", "{module}"]
community = {{ name = "Gemeenschap" }}
room = {{ people = [{{ id = "ouder", name = "Ouder" }}] }}
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package of a cog without migrations yet, named in a config."""
    monkeypatch.syspath_prepend(tmp_path)
    package = tmp_path / f"polls_of_others_{next(NUMBERS)}"
    (package / "migrations").mkdir(parents=True)
    (package / "__init__.py").write_text(COG, encoding="utf-8")
    for locale in ("nl", "en"):
        (package / f"{locale}.ftl").write_text("", encoding="utf-8")
    (tmp_path / "config.toml").write_text(CONFIG.format(module=package.name), encoding="utf-8")
    return package


def migrate(module: Path, *steps: str) -> Ended:
    for number, sql in enumerate(steps, 1):
        (module / "migrations" / f"{number:04}_step.sql").write_text(f"-- oldest: 1\n{sql}\n", encoding="utf-8")
    return within("migrate", "--config", module.parent / "config.toml")


def tables(module: Path) -> set[str]:
    database = sqlite3.connect(module.parent / "data" / "watals.db")
    try:
        return {row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    finally:
        database.close()


def test_its_tables_are_made_with_the_bots_own_and_stay_when_it_goes(module: Path) -> None:
    assert migrate(module, "CREATE TABLE polls_poll (id);").code == 0
    assert migrate(module, "CREATE TABLE polls_poll (id);", "CREATE TABLE polls_vote (id);").code == 0
    assert {"session", "polls_poll", "polls_vote"} <= tables(module)

    config = module.parent / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace(f', "{module.name}"', ""), encoding="utf-8")
    assert migrate(module).code == 0
    assert {"session", "polls_poll", "polls_vote"} <= tables(module)


@pytest.mark.parametrize(
    ("sql", "wrong"),
    [
        ("CREATE TABEL polls_vote (id);", "polls: 0002_step.sql: near"),
        ("DROP TABLE session;", "polls: 'session' is not its own"),
    ],
)
def test_a_broken_step_is_refused_in_words_and_nothing_has_changed(module: Path, sql: str, wrong: str) -> None:
    assert migrate(module, "CREATE TABLE polls_poll (id);").code == 0
    before = tables(module)
    refused = migrate(module, "CREATE TABLE polls_poll (id);", f"CREATE TABLE polls_early (id);\n{sql}")
    assert refused.code == 2
    assert wrong in refused.err
    assert "Traceback" not in refused.err
    assert tables(module) == before
