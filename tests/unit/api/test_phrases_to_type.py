"""What can be typed in the bot's own texts is marked; in words of people nothing is."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.api.content import TO_TYPE, Phrase, Span, code, paragraph, plain_spans, spans, to_type
from bot.core.i18n import texts_of

CORE = texts_of(None)("nl")


def test_a_command_in_a_text_is_shown_as_something_to_type() -> None:
    said = CORE("error-only-commands")
    assert said == "Ik begrijp alleen commando's. Typ /hulp, dan zie je wat ik kan."
    assert spans(said) == (
        Span("Ik begrijp alleen commando's. Typ "),
        code("/hulp"),
        Span(", dan zie je wat ik kan."),
    )


def test_a_number_belongs_to_the_command_it_is_typed_with() -> None:
    texts = texts_of(Path(__file__).parents[3] / "cogs/sessions")("nl")
    assert code("/sessie wijzig 3") in spans(texts("error-already-announced", number=3))


def test_what_can_be_typed_stays_so_inside_another_text() -> None:
    said = CORE("error-unknown-command-nearest", nearest=to_type("/aanmelden"))
    assert code("/aanmelden") in spans(said)


def test_a_phrase_joined_with_other_words_is_read_without_marks() -> None:
    assert f"{to_type('/hulp')}!" == "/hulp!"


@given(st.text())
def test_words_of_people_are_never_something_to_type(typed: str) -> None:
    assert spans(typed) == (Span(typed),)
    said = CORE("error-unknown-command-nearest", nearest=typed)
    assert [span.text for span in spans(said) if span.style == "code"] == ["/hulp"]


@given(st.text(st.characters(exclude_characters=TO_TYPE)))
def test_words_of_people_are_in_a_text_as_they_typed_them(typed: str) -> None:
    assert typed in plain_spans(paragraph(CORE("talk-value", value=typed)).spans)


@given(st.lists(st.text(st.characters(exclude_characters=TO_TYPE))))
def test_a_phrase_reads_as_its_spans_do(parts: list[str]) -> None:
    phrase = Phrase(TO_TYPE.join(parts))
    assert plain_spans(phrase.spans) == phrase
