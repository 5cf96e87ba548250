"""What docs/cogs.md says under "When it does not start" is what the bot says."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.api.errors import CogError
from bot.testing import CogFailedError, room
from storage.migrate import SchemaError
from tests.stranger.manual import TEXT, files

PACKAGE = "watals_polls"
COG, NL, EN, SQL = (f"{PACKAGE}/{name}" for name in ("cog.py", "nl.ftl", "en.ftl", "migrations/0001_polls.sql"))
HANDED = "self, ctx: Context, until: Annotated[date, Day()], question: Annotated[str, Text(most=200)]"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the package of the manual, from which it is imported anew."""
    for file in files().values():
        file.write(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        monkeypatch.delitem(sys.modules, name)
    return tmp_path


def change(folder: Path, path: str, old: str, new: str) -> None:
    file = files()[path]
    assert old in file.text
    replace(file, text=file.text.replace(old, new)).write(folder)


def is_told(said: str) -> bool:
    """Whether the manual tells of a message, with … for what differs."""
    return any(
        all(part in said for part in told.split("…"))
        for told in (line[3:].partition("` |")[0] for line in TEXT.splitlines() if line.startswith("| `"))
    )


MISTAKES = {
    "no setup": (f"{PACKAGE}/__init__.py", "def setup", "def set_up"),
    "no text at all": (EN, "answers = Answers", "answers Answers"),
    "a text in one language": (EN, "asked = Your question is on its way to the channel.\n", ""),
    "no text for an input": (NL, "input-question =", "input-vraag ="),
    "no kind of input": (COG, "Annotated[str, Text(most=200)]", "str"),
    "nothing imported": (COG, "from bot.api.parameters import Text\n", ""),
    "no context": (COG, HANDED, "self"),
    "a slash": (COG, '"peiling"', '"/Peiling"'),
    "a command of another": (EN, ".name = poll", ".name = help"),
    "an odd name": (COG, 'name = "polls"', 'name = "my-polls"'),
    "a table of another name": (SQL, "polls_poll", "poll"),
    "a reference that holds on": (SQL, " ON DELETE CASCADE", ""),
    "no SQL": (SQL, "TABLE", "TABEL"),
    "no first line": (SQL, "-- oldest: 1\n", ""),
}


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_mistake_is_told_as_the_manual_says(folder: Path, mistake: str) -> None:
    path, old, new = MISTAKES[mistake]
    change(folder, path, old, new)
    with pytest.raises((CogError, SchemaError)) as caught:
        async with room("cogs.help", PACKAGE):
            pass
    assert is_told(str(caught.value)), caught.value


async def test_numbers_with_a_gap(folder: Path) -> None:
    (folder / SQL).rename((folder / SQL).with_name("0002_polls.sql"))
    with pytest.raises(SchemaError) as caught:
        async with room(PACKAGE):
            pass
    assert is_told(str(caught.value)), caught.value


async def test_a_package_that_is_not_there_and_texts_that_are_not_there(folder: Path) -> None:
    with pytest.raises(CogError) as caught:
        async with room("watals_poll"):
            pass
    assert is_told(str(caught.value)), caught.value
    (folder / EN).unlink()
    with pytest.raises(CogError) as caught:
        async with room(PACKAGE):
            pass
    assert is_told(str(caught.value)), caught.value


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [(COG, 'ctx.t("asked")', 'ctx.t("askd")'), (COG, "subjects = (KIND,)", "subjects = ()")],
    ids=["an unknown text", "a kind nobody takes care of"],
)
async def test_a_mistake_that_shows_in_use(folder: Path, path: str, old: str, new: str) -> None:
    change(folder, path, old, new)
    with pytest.raises(CogFailedError) as caught:
        async with room(PACKAGE) as chat:
            await chat.say("moderator", "/peiling 9-10-2026 Eten we samen?")
    assert is_told(str(caught.value)), caught.value


async def test_migrations_that_were_left_out_of_the_package(folder: Path) -> None:
    (folder / SQL).unlink()
    with pytest.raises(CogFailedError) as caught:
        async with room(PACKAGE) as chat:
            await chat.say("moderator", "/peiling 9-10-2026 Eten we samen?")
    assert is_told(str(caught.value)), caught.value
