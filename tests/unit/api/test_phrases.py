"""Parts of a message that several cogs need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.content import Content, content, plain
from bot.api.phrases import contact, linked, paragraphs
from bot.core.i18n import LOCALES, texts_of
from bot.domain.community import Contact

addresses = st.sampled_from(
    ["https://loc.nl", "http://a.nl/b?c=d&e=(f)", "https://", "https://x.nl/.", "mailto:a@b.nl"]
)
pieces = st.one_of(addresses, st.text(max_size=20), st.sampled_from([" ", "\n", "(", ")", ".", '"', "<", ">"]))


@given(st.lists(pieces, max_size=12).map("".join))
def test_text_with_addresses_in_it_still_says_the_same(text: str) -> None:
    found = linked(text)
    assert "".join(span.text for span in found.spans) == text
    assert plain(content(found)) == text


@given(st.lists(pieces, max_size=12).map("".join))
def test_only_web_addresses_can_be_followed_and_to_where_they_say(text: str) -> None:
    for span in linked(text).spans:
        assert (span.style == "link") is (span.href is not None)
        if span.href is not None:
            assert span.href == span.text
            assert span.href.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Kijk op https://loc.nl.", "https://loc.nl"),
        ("(zie https://loc.nl/wat-als)", "https://loc.nl/wat-als"),
        ("https://loc.nl/?a=b, en verder", "https://loc.nl/?a=b"),
    ],
)
def test_punctuation_after_an_address_is_not_part_of_it(text: str, address: str) -> None:
    assert [span.text for span in linked(text).spans if span.href] == [address]


@pytest.mark.parametrize("text", ["javascript:alert(1)", "mailto:a@b.nl", "loc.nl", "ftp://loc.nl"])
def test_other_addresses_stay_text(text: str) -> None:
    assert [span.href for span in linked(text).spans] == [None]


def test_a_blank_line_makes_a_paragraph_and_a_line_break_stays_in_it() -> None:
    found = paragraphs("\nEerst dit.\nEn dit.\n \t\n\n  Dan https://loc.nl/dat.\r\n\r\nEn dan.\n")
    assert [plain(content(one)) for one in found] == ["Eerst dit.\nEn dit.", "Dan https://loc.nl/dat.", "En dan."]
    assert [span.href for one in found for span in one.spans if span.href] == ["https://loc.nl/dat"]
    assert paragraphs(" \n\n ") == ()


@given(st.lists(pieces | st.just("\n\n"), max_size=12).map("".join))
def test_paragraphs_say_every_word_of_the_text(text: str) -> None:
    said = plain(Content(paragraphs(text)))
    assert said.split() == text.split()


def test_no_contact_is_not_mentioned() -> None:
    assert contact(texts_of(None)("nl"), Contact()) is None


def test_an_address_and_a_number_can_be_followed() -> None:
    found = contact(texts_of(None)("nl"), Contact("a@loc.nl", "030 284 32-00"))
    assert found is not None
    assert [span.href for span in found.spans if span.href] == ["mailto:a@loc.nl", "tel:0302843200"]
    assert plain(content(found)) == "Vragen of meedenken? Mail a@loc.nl of bel 030 284 32-00"


@pytest.mark.parametrize("locale", LOCALES)
def test_without_an_address_nobody_is_asked_to_mail(locale: str) -> None:
    found = contact(texts_of(None)(locale), Contact(phone="030 284 3200"))
    assert found is not None
    assert "mail" not in plain(content(found)).casefold()
    assert plain(content(found)).endswith("030 284 3200")


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_number_nobody_is_asked_to_call(locale: str) -> None:
    found = contact(texts_of(None)(locale), Contact(email="a@loc.nl"))
    assert found is not None
    assert plain(content(found)).endswith("a@loc.nl")
