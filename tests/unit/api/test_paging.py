"""The pages of a list: all of it, once, in order."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.api.paging import heading, part_of, turning
from bot.core.i18n import texts_of

NL = texts_of(None)("nl")


@given(st.integers(0, 200), st.integers(1, 20))
def test_turning_the_pages_shows_everything_once(total: int, limit: int) -> None:
    things = list(range(total))
    seen: list[int] = []
    part = part_of(1, total, limit)
    while True:
        seen += things[part.offset :][: part.limit]
        forward = [each for each in turning(NL, part, "idee-lijst") if each.label == "Meer"]
        if not forward:
            break
        part = part_of(int(forward[0].input["page"]), total, limit)
    assert seen == things


@given(st.integers(-5, 10**9), st.integers(0, 200), st.integers(1, 20))
def test_any_page_that_is_asked_for_is_one_that_is_there(number: int, total: int, limit: int) -> None:
    part = part_of(number, total, limit)
    assert part.offset == 0 or part.offset < total
    back = [each for each in turning(NL, part, "x") if each.label == "Vorige"]
    assert bool(back) is (part.offset > 0)


def test_the_heading_says_where_in_the_list_one_is() -> None:
    assert heading(NL, "Ideeën", part_of(2, 43, 8)) == "Ideeën (9–16 van 43)"
    assert heading(NL, "Ideeën", part_of(6, 43, 8)) == "Ideeën (41–43 van 43)"
    assert heading(NL, "Ideeën", part_of(1, 8, 8)) == "Ideeën"
    assert heading(texts_of(None)("en"), "Ideas", part_of(1, 9, 8)) == "Ideas (1–8 of 9)"


def test_the_other_input_goes_along() -> None:
    given_along: dict[str, Any] = {"order": "newest"}
    [more] = turning(NL, part_of(1, 9, 8), "idee-lijst", given_along)
    assert (more.command, more.input) == ("idee-lijst", {"order": "newest", "page": "2"})
