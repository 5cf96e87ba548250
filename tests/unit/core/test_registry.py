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
    assert set(registry.cogs) == {"sessions", "reminders", "ideas", "news", "digests", "settings", "help"}
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


def test_a_line_that_is_no_text(make: Maker) -> None:
    said = refused(make.cog(texts={"nl": TEXTS, "en": TEXTS + "greeting Hello\n"}))
    assert "cog odd" in said
    assert "en.ftl has something that is no text: 'greeting Hello'" in said


@pytest.mark.parametrize(("locale", "other"), [("nl", "en"), ("en", "nl")])
def test_a_text_that_only_one_language_has(make: Maker, locale: str, other: str) -> None:
    said = refused(make.cog(texts={locale: TEXTS + "greeting = Hé { $name }\n", other: TEXTS}))
    assert f"cog odd: {other}.ftl lacks the text 'greeting'" in said


def test_a_number_to_choose_needs_a_word_for_when_there_is_none(make: Maker) -> None:
    source = COG.replace("OneOf, Text", "Ref, Text").replace("Annotated[str", "Annotated[int")
    source = source.format(name="odd", subjects=(), dues=(), path="ga", kind="Ref('poll')")
    assert "lacks the text 'none-poll'" in refused(make.module(source, nl=TEXTS, en=TEXTS))


def test_what_can_be_done_with_a_message_needs_words_for_it(make: Maker) -> None:
    source = COG.format(name="odd", subjects=(), dues=(), path="ga", kind="Text()")
    source = source.replace("@command('ga')", "@command('ga', on_message='text')")
    assert "lacks the text 'command-ga.action'" in refused(make.module(source, nl=TEXTS, en=TEXTS))
    told = TEXTS.replace("= Ga", "= Ga\n    .action = Ga hiermee")
    assert "ga" in Registry(load_cogs([make.module(source, nl=told, en=told)])).commands


@pytest.mark.parametrize("name", ["Polls", "polls_extra", "my polls", "1st", "watals"])
def test_a_name_that_cannot_begin_a_tables_name(make: Maker, name: str) -> None:
    said = refused(make.cog(name))
    assert f"cog {name!r}" in said
    assert "small letters and digits" in said


@pytest.mark.parametrize("path", ["/ga", "Ga", "ga  nu", " ga", "een twee drie vier vijf", ""])
def test_a_command_that_nobody_could_type(make: Maker, path: str) -> None:
    assert refused(make.cog(path=path)) == f"cog odd: a command is one to four words in small letters, not {path!r}"


def test_an_english_name_that_nobody_could_type(make: Maker) -> None:
    english = TEXTS.replace("= Ga", "= Go\n    .name = /Go")
    assert "small letters, not '/Go'" in refused(make.cog(texts={"nl": TEXTS, "en": english}))


@pytest.mark.parametrize(
    ("handler", "wrong"),
    [
        ("async def go(self, ctx, text: str): ...", "parameter 'text' needs a kind of input, such as Annotated[str,"),
        ("async def go(self, ctx, text): ...", "parameter 'text' needs a kind of input"),
        (
            "async def go(self, ctx, text: 'Annotated[str, Txt()]'): ...",
            "annotations cannot be read: name 'Txt' is not",
        ),
        ("async def go(self): ...", "a handler begins with: async def go(self, ctx: Context"),
        ("def go(self, ctx): ...", "a handler begins with: async def go(self, ctx: Context"),
    ],
)
def test_a_handler_that_cannot_be_called(make: Maker, handler: str, wrong: str) -> None:
    source = COG.format(name="odd", subjects=(), dues=(), path="ga", kind="Text()")
    before, _, after = source.partition("    async def go")
    source = f"{before}    {handler}\n{after.partition('NotImplementedError')[2]}"
    said = refused(make.module(source, nl=TEXTS, en=TEXTS))
    assert "cog odd: go: " in said
    assert wrong in said


def test_two_commands_of_one_name_in_one_cog_are_told_of_their_own_cog(make: Maker) -> None:
    source = COG.format(name="odd", subjects=(), dues=(), path="ga", kind="Text()")
    twice = source.replace("def setup", "    @command('ga')\n    async def again(self, ctx): ...\n\ndef setup")
    assert "the command 'ga' is taken by cog odd" in refused(make.module(twice, nl=TEXTS, en=TEXTS))


def test_a_cog_that_only_has_texts_is_checked_too(make: Maker) -> None:
    name = make.module("from bot.api.cog import Cog\nclass Odd(Cog): name = 'odd'\nsetup = Odd", nl=TEXTS)
    assert "en.ftl" in refused(name)
