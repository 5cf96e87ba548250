"""Finding by words: capitals, accents and order make no difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.finding import fold, likeness, mentions, rank, words


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("creme", "Crème voor ouders"),
        ("CRÈME", "creme"),
        ("ouders crème", "Crème voor ouders"),
        ("oud cr", "Crème voor ouders"),
        ("een gezin", "Één gezin, één plan"),
        ("", "iets"),
        ("3", "Wat als… (sessie 3)"),
        ("…", "Wat als…"),
    ],
)
def test_what_is_found(typed: str, text: str) -> None:
    assert rank(typed, text) is not None


@pytest.mark.parametrize(("typed", "text"), [("ouders regels", "Crème voor ouders"), ("???", "Wat als"), ("x", "")])
def test_what_is_not_found(typed: str, text: str) -> None:
    assert rank(typed, text) is None


def test_the_whole_beginning_is_best_then_words_that_begin_so_then_the_inside_of_words() -> None:
    assert [rank("hulp", text) for text in ("Hulp thuis", "Meer hulp", "Jeugdhulp")] == [0, 1, 2]


@given(st.text(), st.text())
def test_any_text_can_be_looked_for_in_any(typed: str, text: str) -> None:
    assert rank(typed, text) in {None, 0, 1, 2}
    assert 0 <= likeness(typed, text) <= 1
    mentions(typed, text)


@given(st.text())
def test_a_text_finds_itself(text: str) -> None:
    assert rank(text, text) == 0
    assert mentions(text, text)
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(st.characters(categories=["Ll"]), min_size=1), min_size=1), st.randoms(use_true_random=False))
def test_words_are_found_in_any_order(parts: list[str], random: object) -> None:
    found = words(" ".join(parts))
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(" ".join(shuffled), " ".join(found)) is not None


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("aanmeld", "je aanmelden"),
        ("aanmelden", "jouw aanmeldingen"),
        ("sessies", "een sessie"),
        ("ideeën", "één idee"),
        ("stil aanmelden", "Meld je stil aan: aanmelden"),
    ],
)
def test_other_forms_of_a_word_are_mentioned_too(typed: str, text: str) -> None:
    assert mentions(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"), [("aanmeld", "afmelden"), ("idee", "iedereen"), ("aanmelden nu", "aanmelden")]
)
def test_other_words_are_not(typed: str, text: str) -> None:
    assert not mentions(typed, text)
