"""What people write is shown on Discord as they wrote it, and calls nobody."""

import re
from datetime import datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.api.content import (
    Count,
    Divider,
    Fact,
    Facts,
    Heading,
    Items,
    Paragraph,
    Quote,
    Span,
    Tally,
    code,
    file,
    paragraph,
    spans,
    strong,
)
from bot.api.phrases import linked
from bot.platforms.discord.writing.blocks import spans_text, text_of
from bot.platforms.discord.writing.escaping import clean, escaped
from tests.unit.discord.reading import read
from tests.unit.discord.strategies import nasty, pieces_of
from tests.unit.discord.strategies import spans as any_spans

JOINER = "\u2060"


def words(text: str) -> list[str]:
    """Return what is read, wherever lines break."""
    return clean(text).replace(JOINER, "").split()


@given(nasty)
@example("<@1> @everyone :smile: <t:1:R> [kijk](https://evil.example) https://a.nl/x_y\n# groot\n1. een\n- x")
def test_text_is_shown_as_it_was_written(text: str) -> None:
    seen = read(escaped(text))
    assert seen.text == clean(text)
    assert seen.found == []
    assert seen.links == []
    assert all(styles == () for _, styles in seen.runs)


@given(nasty, st.lists(st.integers(0, 60), max_size=5))
def test_text_that_comes_in_pieces_is_no_more_than_its_pieces(text: str, cuts: list[int]) -> None:
    seen = read(spans_text(pieces_of(clean(text), cuts)))
    assert seen.text == clean(text)
    assert seen.found == []
    assert seen.links == []


@given(any_spans)
@example((strong("a"), strong("b"), Span("c", "emphasis"), code("d"), code("e")))
@example((strong("\\"), Span("*"), Span("_", "emphasis"), strong(" * ")))
def test_each_style_holds_for_its_own_text(parts: tuple[Span, ...]) -> None:
    seen = read(spans_text(parts))
    assert words(seen.text) == words("".join(part.text for part in parts))
    assert seen.found == []
    assert seen.links == []
    for style in ("strong", "emphasis", "code"):
        shown = "".join(run for run, styles in seen.runs if styles == (style,))
        meant = "".join(
            part.text for part in parts if part.style == style and not (style == "code" and "`" in part.text)
        )
        assert "".join(words(shown)) == "".join(words(meant))


@given(nasty)
def test_every_block_holds_any_text(text: str) -> None:
    expected = {
        Heading(text): ["heading"],
        Heading(text, 2): ["heading"],
        paragraph(text): [],
        Items((spans(text),)): ["item"],
        Items((spans(text),), ordered=True): ["item"],
        file("a.txt", "text/plain", b"", text): ["small print"],
    }
    for block, found in expected.items():
        seen = read(text_of(block))
        assert words(seen.text)[-len(words(text)) :] == words(text)
        assert seen.found == (found if words(text) else [])
        assert seen.links == []


@given(nasty)
def test_a_quote_is_all_quote(text: str) -> None:
    written = text_of(Quote(spans(text)))
    assert all(line.startswith("> ") for line in written.split("\n") if written)
    seen = read(written)
    assert words(seen.text) == words(text)
    assert set(seen.found) <= {"quote"}


@given(nasty, nasty, nasty)
def test_rows_stay_rows(icon: str, label: str, value: str) -> None:
    blocks = Facts((Fact(icon, label, value),) * 2), Tally(label, (Count(icon, label, 7),) * 2)
    for block, said in zip(blocks, (value, "7"), strict=True):
        lines = text_of(block).split("\n")
        assert len(lines) == 2
        seen = read(lines[0])
        assert words(seen.text.replace(":", " ")) == words(f"{icon} {label} {said}".replace(":", " "))
        assert seen.found == []
        assert seen.links == []


def test_how_each_block_is_written() -> None:
    written = {
        Heading("Wat als we luisteren?"): "## Wat als we luisteren?",
        Heading("Programma", 2): "### Programma",
        paragraph(
            "Lees ", strong("dit "), "om 10:00.\n", code("/aanmelden 3")
        ): "Lees **dit** om 10:00.\n`/aanmelden 3`",
        Facts((Fact("📅", "Wanneer", "vrijdag"), Fact("#️⃣", "Idee", "3"))): "📅 **Wanneer**: vrijdag\n#️⃣ **Idee**: 3",
        Tally("Steun", (Count("👍", "Ik steun dit", 0),)): "👍 Ik steun dit: **0**",
        Items((spans("een\ntwee"), spans(" "), spans("drie"))): "- een\n  twee\n- drie",
        Items((spans("een"), spans("twee")), ordered=True): "1. een\n2. twee",
        Quote(spans("zei\niemand")): "> zei\n> iemand",
        Divider(): "———",
    }
    assert {block: text_of(block) for block in written} == written


def test_beside_a_moment_stands_how_far_off_it_is_for_the_reader() -> None:
    at = datetime(2027, 10, 13, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    row = Fact("🕙", "Hoe laat", "10:00 - 12:00", at)
    assert text_of(Facts((row,))) == f"🕙 **Hoe laat**: 10:00 - 12\\:00 · <t:{int(at.timestamp())}:R>"


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (Span("https://a.nl/x_y?a=1&b=*", "link", "https://a.nl/x_y?a=1&b=*"), "<https://a.nl/x_y?a=1&b=*>"),
        (Span("de site", "link", "https://a.nl/(x)"), "[de site](https://a.nl/%28x%29)"),
        (Span("www.bank.nl", "link", "https://evil.example"), "www.bank.nl (<https://evil.example>)"),
        (Span("https://bank.nl", "link", "https://evil.example"), r"https\://bank.nl (<https://evil.example>)"),
        (Span("lees", "link", "javascript:alert(1)"), "lees"),
        (Span("a_b@c.nl", "link", "mailto:a_b@c.nl"), r"a\_b\@c.nl"),
        (Span("030 284 3200", "link", "tel:+31302843200"), "030 284 3200"),
        (Span("lees", "link", "https://a.nl/> <@1>\n"), "[lees](https://a.nl/%3E%20%3C@1%3E%0A)"),
        (Span(" ", "link", "https://a.nl"), "<https://a.nl>"),
        (Span("leeg", "link", "https://"), "leeg"),
        (Span("leeg", "link", None), "leeg"),
    ],
)
def test_how_links_are_written(span: Span, written: str) -> None:
    assert spans_text([span]) == written


@given(nasty, nasty.map(lambda text: f"https://example.org/{text}"), nasty, nasty)
def test_a_link_leads_where_it_says(text: str, to: str, before: str, after: str) -> None:
    link = Span(text, "link", to)
    seen = read(spans_text([Span(before), link, Span(after)]))
    assert len(seen.links) == 1
    ((shown, target),) = seen.links
    assert seen.found == []
    assert target.startswith("https://example.org/")
    if shown != target:
        assert words(shown) == words(text)
        assert not re.search(r"[.:]", shown)


@given(nasty)
def test_an_address_in_what_somebody_wrote_leads_there(text: str) -> None:
    written = f"{text} https://example.org/een_twee*drie. Einde"
    seen = read(text_of(linked(written)))
    assert ("https://example.org/een_twee*drie", "https://example.org/een_twee*drie") in seen.links
    assert all(shown == target for shown, target in seen.links)
    assert unquote(seen.text).split() == unquote(" ".join(words(written))).split()


def test_no_paragraph_begins_or_ends_with_white_space() -> None:
    assert text_of(Paragraph(spans("\n a", strong(" b \n")))) == "a **b**"
