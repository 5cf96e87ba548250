"""Every notice has its text, in both languages and with the same variables."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from fluent.syntax import FluentParser, ast, visitor
from hypothesis import given, settings

from bot.domain import announcement as package
from bot.domain.announcement import Notice, Unreadable, read_announcement, read_date, read_times
from tests.unit.announcement.strategies import DAYS, SNIPPETS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FOLDER = Path(package.__file__).parent
CODE = re.compile(r'(?:Notice|Unreadable)\(\s*"([a-z-]+)"|\("(session-[a-z]+)"')


class Variables(visitor.Visitor):
    """Gathers the variables of a message."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - named by fluent
        self.found.add(node.id.name)


@cache
def messages(language: str) -> dict[str, set[str]]:
    """Give the variables of every message in a language's file."""
    resource = FluentParser().parse((FOLDER / f"{language}.ftl").read_text(encoding="utf-8"))
    assert not any(isinstance(entry, ast.Junk) for entry in resource.body)
    variables: dict[str, set[str]] = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            reader = Variables()
            reader.visit(entry)
            variables[entry.id.name] = reader.found
    return variables


def test_the_languages_have_equal_texts() -> None:
    assert messages("nl") == messages("en")


def test_every_code_has_a_text_and_every_text_a_code() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    codes = {first or second for first, second in CODE.findall(source)}
    assert {f"notice-{code}" for code in codes} == messages("nl").keys()


def refusal(reader: Callable[..., object], *arguments: object) -> list[Notice]:
    try:
        reader(*arguments)
    except Unreadable as refused:
        return [Notice(refused.code, refused.values)]
    return []


@settings(deadline=None)
@given(SNIPPETS, DAYS)
def test_notices_carry_what_their_texts_need(text: str, today: date) -> None:
    found = list(read_announcement(text, today, AMSTERDAM).warnings)
    found += refusal(read_date, text, today) + refusal(read_times, text)
    for notice in found:
        assert notice.values.keys() == messages("nl")[f"notice-{notice.code}"]
