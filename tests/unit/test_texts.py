"""The texts: equal in both languages, all there, none left over. Part of `make check`."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.core.i18n import LOCALES
from bot.core.registry import Registry, load_cogs
from bot.demo.running import COGS

ROOT = Path(__file__).parents[2]
CORE = ROOT / "bot/core/texts"
ANNOUNCEMENT = ROOT / "bot/domain/announcement"
COG_FOLDERS = sorted(path.parent for path in ROOT.glob("cogs/*/nl.ftl"))
FOLDERS = [CORE, ANNOUNCEMENT, *COG_FOLDERS]
PAGE = ROOT / "bot/platforms/room/page"

ENGLISH_ONLY = "name"
"""The attribute that gives a command its English name; its path is the Dutch one."""

DYNAMIC = (
    "hindered-",
    "command-",
    "input-",
    "choice-",
    "notice-",
    "rsvp-",
    "none-",
    "error-state-",
    "support-",
    "tag-",
    "said-",
    "list-",
    "way-",
    "withdraw-",
    "withdrawn-",
    "title-",
    "topic",
    "purpose-",
)
"""Beginnings of text ids that code puts together."""

ASKS_FOR_TEXT = {"t", "texts", "own", "own_texts", "public", "find", "UserError"}
"""What a call is named that takes a text id first; `Preview` takes one second."""


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - named by fluent
        self.names.add(node.id.name)


def _entries(folder: Path, locale: str) -> list[ftl.EntryType]:
    text = (folder / f"{locale}.ftl").read_text(encoding="utf-8")
    return FluentParser(with_spans=False).parse(text).body


def _messages(folder: Path, locale: str) -> dict[str, ftl.Message]:
    return {entry.id.name: entry for entry in _entries(folder, locale) if isinstance(entry, ftl.Message)}


def _patterns(folder: Path, locale: str) -> dict[str, set[str]]:
    """Return the variables of each text and attribute ("id.attribute")."""
    found: dict[str, set[str]] = {}
    for name, message in _messages(folder, locale).items():
        parts = {name: message.value} | {f"{name}.{a.id.name}": a.value for a in message.attributes}
        for key, pattern in parts.items():
            if pattern is not None and not key.endswith(f".{ENGLISH_ONLY}"):
                visitor = _Variables()
                visitor.visit(pattern)
                found[key] = visitor.names
    return found


def _in_folder(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("folder", FOLDERS, ids=_in_folder)
def test_both_languages_have_the_same_texts_and_variables(folder: Path) -> None:
    assert _patterns(folder, "nl") == _patterns(folder, "en")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("folder", FOLDERS, ids=_in_folder)
def test_every_entry_can_be_read_and_stands_there_once(folder: Path, locale: str) -> None:
    entries = _entries(folder, locale)
    assert [entry.content for entry in entries if isinstance(entry, ftl.Junk)] == []
    names = [entry.id.name for entry in entries if isinstance(entry, ftl.Message | ftl.Term)]
    assert len(names) == len(set(names))


def test_every_folder_with_texts_is_checked() -> None:
    tracked = {path.parent for top in ("bot", "cogs", "storage") for path in ROOT.glob(f"{top}/**/*.ftl")}
    assert tracked == set(FOLDERS)


def _trees(folder: Path) -> Iterator[ast.AST]:
    for path in sorted(folder.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"), str(path))


def _asked_for(folder: Path) -> tuple[set[str], set[str]]:
    """Return the text ids that the code of a folder asks for, and the beginnings of those it puts together."""
    whole: set[str] = set()
    begun: set[str] = set()
    for node in (node for tree in _trees(folder) for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        place = 0 if name in ASKS_FOR_TEXT else 1 if name == "Preview" else None
        if place is None or len(node.args) <= place:
            continue
        for part in _alternatives(node.args[place]):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                whole.add(part.value)
            elif isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
                begun.add(str(part.values[0].value))
    return whole, begun


def _alternatives(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def _known(*folders: Path) -> set[str]:
    return {key for folder in folders for key in _patterns(folder, "nl")}


@pytest.mark.parametrize("folder", [ROOT / "bot", *COG_FOLDERS], ids=_in_folder)
def test_every_text_that_code_asks_for_is_there(folder: Path) -> None:
    known = _known(CORE, ANNOUNCEMENT, *([folder] if folder in COG_FOLDERS else []))
    whole, begun = _asked_for(folder)
    assert whole - known - {""} == set()
    if folder not in COG_FOLDERS:
        known |= _known(*COG_FOLDERS)
    assert {start for start in begun if not any(key.startswith(start) for key in known)} == set()


def test_the_search_for_texts_finds_what_it_must() -> None:
    whole, begun = _asked_for(ROOT / "cogs/sessions")
    assert {"card-how", "error-no-session", "button-post"} <= whole
    assert {"rsvp-", "error-state-"} <= begun


@pytest.mark.parametrize("folder", FOLDERS, ids=_in_folder)
def test_no_text_is_left_over(folder: Path) -> None:
    users = [folder] if folder in COG_FOLDERS else [ROOT / "bot", ROOT / "cogs"]
    said = {
        node.value
        for user in users
        for tree in _trees(user)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unused = {name for name in _messages(folder, "nl") if name not in said and not name.startswith(DYNAMIC)}
    assert unused == set()


def test_every_notice_of_the_reader_has_a_text_and_the_other_way_round() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in ANNOUNCEMENT.glob("*.py"))
    codes = {name.removeprefix("notice-") for name in _messages(ANNOUNCEMENT, "nl")}
    assert {code for code in codes if f'"{code}"' not in source} == set()
    made = set(re.findall(r'(?:Notice|Unreadable)\(\s*"([a-z-]+)"', source))
    assert made
    assert made - codes == set()


@pytest.mark.parametrize("folder", COG_FOLDERS, ids=_in_folder)
def test_every_command_and_input_text_belongs_to_a_command(folder: Path) -> None:
    registry = Registry(load_cogs([f"cogs.{folder.name}"]))
    inputs = {f"input-{item.name}" for command in registry.commands.values() for item in command.inputs}
    commands = {f"command-{command_id}" for command_id in registry.commands}
    told = {name for name in _messages(folder, "nl") if name.startswith(("command-", "input-"))}
    assert told == (inputs - set(_messages(CORE, "nl"))) | commands


@pytest.mark.parametrize("locale", LOCALES)
def test_no_two_commands_are_called_the_same(locale: str) -> None:
    registry = Registry(load_cogs(COGS))
    names = [
        registry.texts(command.cog)(locale).find(f"command-{command.id}.{ENGLISH_ONLY}") or command.path
        for command in registry.commands.values()
    ]
    assert len(names) == len(set(names))
    assert all(name == name.casefold() for name in names)


def test_a_name_in_one_language_never_means_another_command_in_the_other() -> None:
    registry = Registry(load_cogs(COGS))
    owners: dict[str, set[str]] = {}
    for command in registry.commands.values():
        for name in registry.names(command):
            owners.setdefault(name, set()).add(command.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def _page(locale: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((PAGE / f"{locale}.json").read_text(encoding="utf-8"))
    return texts


def test_the_page_has_the_same_texts_and_placeholders_in_both_languages() -> None:
    nl, en = (
        {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in _page(locale).items()} for locale in LOCALES
    )
    assert nl == en


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text_id", ["refused-unreadable", "refused-gone", "refused-limit"])
def test_the_page_has_words_for_every_refusal(text_id: str, locale: str) -> None:
    assert _page(locale).get(text_id, "").strip()


def _commands_typed() -> re.Pattern[str]:
    """Return a pattern that finds a slash with the name of a command, or of a group of them."""
    first_words = {name.split()[0] for name in Registry(load_cogs(COGS)).by_name}
    return re.compile(rf"(?<!\w)/(?:{'|'.join(sorted(first_words))}|\{{ \$name)")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("folder", FOLDERS, ids=_in_folder)
def test_every_command_in_a_text_is_marked_as_something_to_type(folder: Path, locale: str) -> None:
    text = (folder / f"{locale}.ftl").read_text(encoding="utf-8")
    assert all(line.count("`") % 2 == 0 for line in text.splitlines())
    assert _commands_typed().findall(re.sub(r"`[^`\n]+`", "", text)) == []


def test_the_search_for_commands_in_texts_finds_some() -> None:
    assert _commands_typed().findall((CORE / "nl.ftl").read_text(encoding="utf-8"))
