"""Which cogs there are; a broken one is named, with what is wrong."""

from itertools import count
from pathlib import Path

import pytest

from bot.api.errors import CogError
from bot.core.registry import Registry, load_cogs
from bot.demo.running import COGS

NUMBERS = count(1)
COG = """
from typing import Annotated
from bot.api.cog import Cog, command
from bot.api.parameters import OneOf, Text

class Odd(Cog):
    name = {name!r}
    subjects = {subjects!r}
    dues = {dues!r}

    @command({path!r})
    async def go(self, ctx, text: Annotated[str, {kind}]):
        raise NotImplementedError

def setup():
    return Odd()
"""
TEXTS = "command-ga = Ga\ninput-text = Tekst\n"


class Maker:
    """Writes cogs into a folder from which they can be imported."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def module(self, source: str, **texts: str) -> str:
        name = f"odd_cog_{next(NUMBERS)}"
        package = self.folder / name
        package.mkdir()
        (package / "__init__.py").write_text(source, encoding="utf-8")
        for locale, text in texts.items():
            (package / f"{locale}.ftl").write_text(text, encoding="utf-8")
        return name

    def cog(  # noqa: PLR0917 - a test names what it is about
        self,
        name: str = "odd",
        path: str = "ga",
        subjects: tuple[str, ...] = (),
        dues: tuple[str, ...] = (),
        kind: str = "Text()",
        texts: dict[str, str] | None = None,
    ) -> str:
        source = COG.format(name=name, path=path, subjects=subjects, dues=dues, kind=kind)
        return self.module(source, **({"nl": TEXTS, "en": TEXTS} if texts is None else texts))


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    monkeypatch.syspath_prepend(tmp_path)
    return Maker(tmp_path)


def refused(*modules: str) -> str:
    with pytest.raises(CogError) as caught:
        Registry(load_cogs(modules))
    return str(caught.value)


def test_the_bots_own_cogs_are_well_formed() -> None:
    registry = Registry(load_cogs(COGS))
    assert set(registry.cogs) == {"sessions", "ideas", "digests", "help"}
    assert registry.by_subject["session"] is registry.cogs["sessions"]
    assert registry.by_due["session-over"] is registry.cogs["sessions"]


def test_a_command_has_a_name_in_each_language() -> None:
    registry = Registry(load_cogs(COGS))
    assert registry.names(registry.commands["sessie-nieuw"]) == {"sessie nieuw", "session new"}


def test_a_cog_of_somebody_else_joins_without_a_change_of_ours(make: Maker) -> None:
    registry = Registry(load_cogs([*COGS, make.cog()]))
    assert registry.commands["ga"].cog is registry.cogs["odd"]


def test_two_cogs_of_one_name(make: Maker) -> None:
    said = refused(make.cog(), make.cog(path="gaan", texts={"nl": "", "en": ""}))
    assert "cog odd" in said
    assert "the name 'odd' is taken" in said


def test_two_commands_of_one_name(make: Maker) -> None:
    said = refused(make.cog("one"), make.cog("two"))
    assert "cog two" in said
    assert "the command 'ga' is taken" in said


def test_a_command_called_like_the_english_name_of_another(make: Maker) -> None:
    english = TEXTS.replace("= Ga", "= Go\n    .name = go")
    other = TEXTS.replace("command-ga", "command-go")
    said = refused(
        make.cog("one", texts={"nl": TEXTS, "en": english}), make.cog("two", "go", texts={"nl": other, "en": other})
    )
    assert "cog two" in said
    assert "'go'" in said


@pytest.mark.parametrize(("what", "key"), [("subjects", "the subject"), ("dues", "the planned moment")])
def test_two_cogs_that_take_care_of_the_same(make: Maker, what: str, key: str) -> None:
    taken = {what: ("session" if what == "subjects" else "session-over",)}
    said = refused("cogs.sessions", make.cog(**taken))  # type: ignore[arg-type]
    assert "cog odd" in said
    assert key in said


def test_a_cog_without_texts(make: Maker) -> None:
    said = refused(make.cog(texts={"nl": TEXTS}))
    assert "cog odd" in said
    assert "en.ftl" in said


@pytest.mark.parametrize("lacking", ["command-ga", "input-text"])
def test_a_text_that_is_missing_in_one_language(make: Maker, lacking: str) -> None:
    english = "\n".join(line for line in TEXTS.splitlines() if not line.startswith(lacking))
    said = refused(make.cog(texts={"nl": TEXTS, "en": english}))
    assert "cog odd" in said
    assert f"en.ftl lacks the text {lacking!r}" in said


def test_a_choice_without_words(make: Maker) -> None:
    said = refused(make.cog(kind="OneOf(('purple',))"))
    assert "cog odd" in said
    assert "'choice-purple'" in said


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("", "no function setup()"),
        ("import no_such_library", "cannot be imported: ModuleNotFoundError: No module named 'no_such_library'"),
        ("this is no python", "cannot be imported: SyntaxError"),
        ("1 / 0", "cannot be imported: ZeroDivisionError"),
        ("def setup(): return 'nonsense'", "setup() must return a Cog with a name"),
        ("def setup(): return None", "setup() must return a Cog with a name"),
        ("from bot.api.cog import Cog\nsetup = Cog", "setup() must return a Cog with a name"),
        ("def setup(): raise RuntimeError('not today')", "RuntimeError: not today"),
    ],
)
def test_a_module_that_gives_no_cog(make: Maker, source: str, wrong: str) -> None:
    name = make.module(source)
    said = refused(name)
    assert repr(name) in said
    assert wrong in said


@pytest.mark.parametrize("name", ["cogs.no_such_cog", "no such module", ".", ""])
def test_a_module_that_is_not_there(name: str) -> None:
    said = refused(name)
    assert repr(name) in said
    assert "cannot be imported" in said
