import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.interactions.custom_ids import LIMIT, Invoke, Kept, Press, Step

ids = st.from_regex(r"[A-Za-z0-9_\-]{1,20}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_a_sign_up_button_fits_and_reads_plainly() -> None:
    made = custom_ids.invoke("aanmelden", {"session": "3", "choice": "place"})
    assert made == "do:aanmelden:session=3&choice=place"


@given(ids, st.dictionaries(st.text(st.characters(codec="ascii"), min_size=1, max_size=8), texts), st.booleans())
def test_a_command_comes_back_as_it_was_given(command: str, given_: dict[str, str], in_place: bool) -> None:
    try:
        made = custom_ids.invoke(command, given_, in_place=in_place)
    except ValueError:
        assume(False)
    assert len(made) <= LIMIT
    assert custom_ids.parse(made) == Invoke(command, given_, in_place)


@given(ids, st.sampled_from(["next", "back", "cancel", "confirm", "open"]), st.integers(1, 99))
def test_what_is_of_a_draft_comes_back(draft: str, button: str, number: int) -> None:
    assert custom_ids.parse(custom_ids.press(draft, button)) == Press(draft, button)
    assert custom_ids.parse(custom_ids.step(draft, number)) == Step(draft, number)
    assert custom_ids.parse(custom_ids.kept(draft)) == Kept(draft)


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 100"):
        custom_ids.invoke("hulp", {"word": "é" * 40})


@given(st.text())
def test_any_text_can_be_read(custom_id: str) -> None:
    begins_as_ours = custom_id.startswith(("do:", "turn:", "press:", "step:", "kept:"))
    assert custom_ids.parse(custom_id) is None or begins_as_ours


@pytest.mark.parametrize("custom_id", ["", "do", "do:x", "step:d:x", "kept:k:more", "iets:anders:hier"])
def test_what_is_none_of_ours_means_nothing(custom_id: str) -> None:
    assert custom_ids.parse(custom_id) is None
