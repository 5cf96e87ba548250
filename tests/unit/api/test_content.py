"""What a message says: its length, its parts, how it is written down."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import DecodeError

from bot.api.content import (
    MESSAGE_LIMIT,
    Block,
    Content,
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
    content,
    from_json,
    paragraph,
    plain,
    spans,
    strong,
    to_json,
)
from bot.api.fitting import fit, split
from tests.unit.api.strategies import blocks, contents

limits = st.integers(40, 400)


@given(contents)
def test_a_message_comes_back_from_json_as_it_was(message: Content) -> None:
    assert from_json(to_json(message)) == message


def test_what_an_earlier_version_wrote_down_comes_back() -> None:
    kept = (
        '{"blocks":[{"text":"Dag","level":1,"kind":"heading"},{"spans":[{"text":"hoi","style":"strong","href":null}],'
        '"body":false,"kind":"paragraph"},{"kind":"divider"},{"items":[[{"text":"een","style":"plain","href":null}]],'
        '"ordered":true,"kind":"list"}]}'
    )
    earlier = content(Heading("Dag"), paragraph(strong("hoi")), Divider(), Items((spans("een"),), ordered=True))
    assert from_json(kept) == earlier


def test_a_row_of_before_comes_back_without_a_moment() -> None:
    kept = '{"blocks": [{"kind": "facts", "rows": [{"icon": "🕙", "label": "Hoe laat", "value": "10:00"}]}]}'
    assert from_json(kept) == content(Facts((Fact("🕙", "Hoe laat", "10:00"),)))


def test_a_moment_is_for_who_can_tell_how_far_off_it_is() -> None:
    at = datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Amsterdam"))
    (facts,) = from_json(to_json(content(Facts((Fact("🕙", "Hoe laat", "02:30", at),))))).blocks
    assert isinstance(facts, Facts)
    assert facts.rows[0].at is not None
    assert facts.rows[0].at.timestamp() == at.timestamp()
    assert plain(content(facts)) == "🕙 Hoe laat: 02:30"


@pytest.mark.parametrize(
    "text", ["", "{}", '{"blocks": [{"kind": "no such kind"}]}', '{"blocks": [{"kind": "quote"}]}']
)
def test_what_is_no_message_is_refused(text: str) -> None:
    with pytest.raises(DecodeError):
        from_json(text)


def test_the_plain_text_says_everything() -> None:
    message = content(
        Heading("Titel"),
        None,
        paragraph("Lees ", strong("dit"), " op ", Span("de site", "link", "https://example.org"), "."),
        Facts((Fact("📅", "Wanneer", "vrijdag"), Fact("📍", "Waar", "Utrecht"))),
        Items((spans("een"), spans("twee"))),
        Items((spans("eerst"), spans(code("/dan"))), ordered=True),
        Quote(spans("zei iemand")),
        Tally("Aanmeldingen", (Count("📍", "Ik kom", 3),)),
        Divider(),
    )
    assert plain(message).split("\n\n") == [
        "Titel",
        "Lees dit op de site (https://example.org).",
        "📅 Wanneer: vrijdag\n📍 Waar: Utrecht",
        "• een\n• twee",
        "1. eerst\n2. /dan",
        "> zei iemand",
        "📍 Ik kom: 3",
        "———",
    ]


@pytest.mark.parametrize(
    "span", [Span("https://a.nl", "link", "https://a.nl"), Span("a@b.nl", "link", "mailto:a@b.nl")]
)
def test_an_address_that_can_be_read_already_is_not_repeated(span: Span) -> None:
    assert plain(content(paragraph(span))) == span.text


@given(contents, limits)
def test_a_fitted_message_is_never_over_the_limit(message: Content, limit: int) -> None:
    assert len(plain(fit(message, limit))) <= limit


@given(contents)
def test_a_message_that_fits_is_kept_whole(message: Content) -> None:
    assert fit(message, len(plain(message))) == message


@given(st.lists(blocks, max_size=4), st.lists(blocks, max_size=4), st.integers(60, 200))
def test_only_the_longest_paragraph_is_cut_where_that_is_enough(
    before: list[Block], after: list[Block], cut: int
) -> None:
    text = "woord " * 400
    message = content(*before, paragraph(text), *after)
    fitted = fit(message, len(plain(message)) - cut)
    kept = list(fitted.blocks)
    shortened = kept.pop(len(before))
    assert kept == [*before, *after]
    said = plain(content(shortened))
    assert said.endswith("…")
    assert text.startswith(said.removesuffix("…"))
    assert len(text) - len(said) < cut + len("woord ") * 2


texts = st.lists(st.integers(1, 900), min_size=1, max_size=8).map(
    lambda sizes: [Paragraph(spans("woord " * (size // 6) + "eind"), body=True) for size in sizes]
)


@example([Paragraph(spans("woord " * 78 + "eind"), body=True), Paragraph(spans("eind"), body=True)], [], [], 475)
@given(texts, st.lists(blocks, max_size=3), st.lists(blocks, max_size=3), st.integers(300, 1500))
def test_what_somebody_wrote_gives_way_before_anything_else(
    body: list[Block], before: list[Block], after: list[Block], room: int
) -> None:
    rest = [*before, *after]
    fitted = fit(content(*before, *body, *after), len(plain(content(*rest))) + room)
    kept = [block for block in fitted.blocks if isinstance(block, Paragraph) and block.body]
    assert [block for block in fitted.blocks if block not in kept] == rest
    whole, said = plain(content(*body)), plain(content(*kept))
    assert said == whole or (said.endswith("…") and whole.startswith(said.removesuffix("…").strip()))
    assert said == whole or len(said) > room - 20


def test_a_link_is_kept_whole_or_left_out() -> None:
    link = Span("https://example.org/een/lang/adres", "link", "https://example.org/een/lang/adres")
    message = content(paragraph("Lees eerst ", link, " en dan de rest van dit verhaal"))
    size = len(plain(message))
    for limit in range(5, size):
        for span in fit(message, limit).blocks[0].spans:
            assert span.href is None or span == link


@given(st.lists(blocks, max_size=12), limits)
def test_every_part_fits(parts: list[Block], limit: int) -> None:
    assert all(len(plain(part)) <= limit for part in split(parts, limit))


@given(st.lists(blocks, max_size=12), limits)
def test_what_fits_is_kept_in_its_order(parts: list[Block], limit: int) -> None:
    fitting = [block for block in parts if len(plain(Content((block,)))) <= limit]
    assert [block for part in split(fitting, limit) for block in part.blocks] == fitting


@given(st.lists(blocks, min_size=1, max_size=12), limits)
def test_no_more_parts_are_made_than_needed(parts: list[Block], limit: int) -> None:
    fitting = [block for block in parts if len(plain(Content((block,)))) <= limit]
    made = split(fitting, limit)
    for one, following in pairwise(made):
        assert len(plain(Content((*one.blocks, following.blocks[0])))) > limit


@pytest.mark.parametrize(
    "block",
    [
        paragraph("woord " * 600),
        Quote(spans("woord " * 600)),
        Items(tuple(spans("woord " * 10) for _ in range(60))),
        Heading("woord " * 600),
    ],
    ids=["paragraph", "quote", "list", "heading"],
)
def test_something_is_said_even_where_one_block_is_too_long(block: Block) -> None:
    made = split([block])
    assert made
    assert all(0 < len(plain(part)) <= MESSAGE_LIMIT for part in made)
