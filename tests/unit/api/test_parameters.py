"""Kinds of input: what was typed becomes a value, and a value can be typed again."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.api.errors import UserError
from bot.api.kinds import Kind, Reading
from bot.api.parameters import Email, Flag, OneOf, Pick, Ref, Text
from bot.api.times import Day, Hours, TimeOfDay, When
from bot.core.i18n import texts_of
from bot.domain.announcement import Times
from bot.domain.wallclock import resolve

READING = Reading(datetime(2026, 9, 1, 8, 0, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"))
ONE_OF = OneOf(("place", "online"))

any_text = st.text(st.characters(codec="utf-8"), max_size=120)
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
KINDS: list[Kind] = [
    Text(),
    Text(most=None, long=True),
    Email(),
    Day(),
    Hours(),
    TimeOfDay(),
    When(),
    Flag(),
    ONE_OF,
    Pick("theme"),
    Ref("session"),
]


def error(kind: Kind, typed: str) -> UserError:
    with pytest.raises(UserError) as caught:
        kind.read(typed, READING)
    return caught.value


def again(kind: Kind, value: Any) -> Any:
    return kind.read(kind.write(value), READING)


@given(any_text.map(str.strip))
def test_text_is_read_as_it_was_written(text: str) -> None:
    assert again(Text(), text) == text


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    assert again(Day(), day) == day


@given(st.lists(minutes, min_size=2, max_size=2, unique=True).map(sorted))
def test_hours_are_read_as_they_were_written(hours: list[time]) -> None:
    times = Times(*hours)
    assert again(Hours(), times) == times


def test_an_evening_may_end_after_midnight() -> None:
    times = Times(time(22, 0), time(1, 30))
    assert again(Hours(), times) == times


@given(minutes)
def test_a_time_is_read_as_it_was_written(at: time) -> None:
    assert again(TimeOfDay(), at) == at


@given(st.dates(date(2026, 9, 2), date(2099, 12, 31)), minutes)
@example(date(2027, 3, 28), time(2, 30))
@example(date(2026, 10, 25), time(2, 30))
def test_a_moment_is_read_as_it_was_written(day: date, at: time) -> None:
    moment = resolve(datetime.combine(day, at), READING.zone).at
    assert again(When(), moment).astimezone(UTC) == moment.astimezone(UTC)


@given(st.booleans())
def test_a_flag_is_read_as_it_was_written(value: bool) -> None:
    assert again(Flag(), value) is value


@given(st.integers(0, 999_999_999))
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    assert again(Ref("session"), number) == number
    assert Ref("session").read(f" #{number} ", READING) == number


@pytest.mark.parametrize("value", ONE_OF.values)
def test_a_choice_is_read_as_it_was_written(value: str) -> None:
    assert again(ONE_OF, value) == value
    assert again(Pick("theme"), value) == value


@given(st.emails().filter(lambda address: "." in address.partition("@")[2]))
def test_an_address_is_read_as_it_was_written(address: str) -> None:
    assert again(Email(most=None), address) == address


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@given(typed=any_text)
def test_whatever_is_typed_is_read_or_refused_in_words(kind: Kind, typed: str) -> None:
    try:
        kind.read(typed, READING)
    except UserError as refused:
        said = texts_of(None)("nl")(refused.text_id, **refused.values)
        if not said.strip():
            pytest.fail(f"{refused.text_id} says nothing")


@pytest.mark.parametrize("word", ["ja", "J", "yes", " AAN ", "1", "true"])
def test_words_that_mean_yes(word: str) -> None:
    assert Flag().read(word, READING) is True


@pytest.mark.parametrize("word", ["nee", "N", "no", "uit", "0", "", "  "])
def test_words_that_mean_no(word: str) -> None:
    assert Flag().read(word, READING) is False


def test_anything_else_is_neither() -> None:
    assert error(Flag(), "misschien").text_id == "error-yes-no"


def test_text_that_is_too_long_says_how_much_fits() -> None:
    refused = error(Text(most=5), "abcdefg")
    assert (refused.text_id, refused.values) == ("error-too-long", {"most": 5, "length": 7})


@pytest.mark.parametrize("typed", ["anna", "anna@", "@loc.nl", "anna@loc", "anna@loc.", "an na@loc.nl", "a@b@loc.nl"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert error(Email(), typed).text_id == "error-email"


@pytest.mark.parametrize("typed", ["", "drie", "-1", "3.5", "²", "1234567890"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert error(Ref("session"), typed).text_id == "error-not-a-number"


def test_only_what_is_offered_can_be_chosen() -> None:
    assert error(ONE_OF, "nergens").text_id == "error-not-a-choice"


def test_hours_need_an_end() -> None:
    assert error(Hours(), "10 uur").text_id == "error-no-end"


def test_a_time_of_day_has_no_end() -> None:
    assert error(TimeOfDay(), "10-12u").text_id == "error-one-time"


@pytest.mark.parametrize(
    ("typed", "text_id"),
    [("28-3-2027 2:30", "error-skipped-time"), ("1-9-2026 9:59", "error-moment-is-past")],
)
def test_a_moment_must_be_and_be_still_to_come(typed: str, text_id: str) -> None:
    assert error(When(), typed).text_id == text_id


def test_of_a_moment_that_comes_twice_the_first_is_meant() -> None:
    assert When().read("25-10-2026 2:30", READING).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Day(), "ooit"),
        (Day(), "31 februari"),
        (Hours(), "straks"),
        (Hours(), "25:00 - 26:00"),
        (TimeOfDay(), "straks"),
        (When(), "straks"),
        (When(), "31 februari 10 uur"),
    ],
)
def test_what_cannot_be_read_is_explained_by_the_reader_of_announcements(kind: Kind, typed: str) -> None:
    assert error(kind, typed).text_id.startswith("notice-")


def test_a_day_without_a_year_is_seen_from_the_wall_calendar() -> None:
    just_past_midnight = Reading(datetime(2026, 8, 31, 22, 30, tzinfo=UTC), READING.zone)
    assert just_past_midnight.today == date(2026, 9, 1)
    assert Day().read("31 augustus", just_past_midnight) == date(2027, 8, 31)
    assert Day().read("1 september", just_past_midnight) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("kind", "asked_as"),
    [(Text(), "text"), (Text(long=True), "long"), (Flag(), "flag"), (ONE_OF, "choice"), (Ref("x"), "choice")],
)
def test_a_form_asks_for_each_kind_in_its_own_way(kind: Kind, asked_as: str) -> None:
    assert kind.field_kind == asked_as
