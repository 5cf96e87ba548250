"""What kinds of input propose while one types, and how they say what they understood."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.kinds import Kind, Reading
from bot.api.parameters import Flag, OneOf, Page, Pick, Ref, Text
from bot.api.times import Day, Hours
from bot.core.i18n import texts_of
from bot.domain.announcement import Times

NL, EN = texts_of(None)("nl"), texts_of(None)("en")
READING = Reading(datetime(2026, 9, 1, 8, 0, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"), (NL, EN))
ENGLISH = Reading(READING.now, READING.zone, (EN, NL))


def labels(kind: Kind, typed: str, reading: Reading = READING) -> list[str]:
    return [option.label for option in kind.suggest(typed, reading)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vr 13", "vrijdag 13 november 2026"),
        ("vr 13 nov", "vrijdag 13 november 2026"),
        ("VRIJDAG 13", "vrijdag 13 november 2026"),
        ("fri 13", "vrijdag 13 november 2026"),
        ("13 no", "vrijdag 13 november 2026"),
        ("vrij", "vrijdag 4 september 2026"),
        ("13-10", "dinsdag 13 oktober 2026"),
        ("13 oktober 2027", "woensdag 13 oktober 2027"),
        ("morgen", "woensdag 2 september 2026"),
        ("volgende week dinsdag", "dinsdag 8 september 2026"),
        ("okt", "donderdag 1 oktober 2026"),
        ("29 feb", "dinsdag 29 februari 2028"),
    ],
)
def test_a_day_that_is_half_typed_is_understood(typed: str, meant: str) -> None:
    assert labels(Day(), typed)[:1] == [meant]


def test_days_are_named_in_the_language_of_the_reader() -> None:
    assert labels(Day(), "vr 13", ENGLISH)[:1] == ["Friday 13 November 2026"]


def test_for_an_empty_day_coming_ones_are_proposed() -> None:
    assert labels(Day(), " ") == [
        "woensdag 2 september 2026",
        "vrijdag 4 september 2026",
        "zaterdag 5 september 2026",
        "dinsdag 8 september 2026",
        "dinsdag 15 september 2026",
    ]


@pytest.mark.parametrize("typed", ["ooit", "31 feb", "vr 99", "…"])
def test_what_is_no_day_proposes_nothing(typed: str) -> None:
    assert labels(Day(), typed) == []


def test_today_is_that_of_the_wall_calendar() -> None:
    past_midnight = Reading(datetime(2026, 8, 31, 22, 30, tzinfo=UTC), READING.zone, READING.texts)
    assert labels(Day(), "di 1", past_midnight)[:1] == ["dinsdag 1 september 2026"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "10:00 - 12:00"),
        ("13:", "13:00 - 15:00"),
        ("13:3", "13:30 - 15:30"),
        ("10", "10:00 - 12:00"),
        ("half acht", "19:30 - 21:30"),
        ("half acht tot negen uur", "19:30 - 21:00"),
        ("10-12u", "10:00 - 12:00"),
        ("23 uur", "23:00 - 01:00"),
    ],
)
def test_hours_that_are_half_typed_are_understood(typed: str, first: str) -> None:
    assert labels(Hours(), typed)[:1] == [first]


typings = st.one_of(
    st.text(max_size=20),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(lambda day: NL.date(day)[:8]),
    st.times().map(lambda at: f"{at:%H:%M}"),
    st.integers(0, 40).map(str),
    st.sampled_from(["vr", "vr 13", "sep", "half", "half acht", "kwart voor acht", "10-", "20-22"]),
)


@pytest.mark.parametrize("kind", [Day(), Hours(), Flag(), Text(), Page()], ids=lambda kind: type(kind).__name__)
@given(typed=typings)
def test_whatever_is_proposed_is_read_as_what_it_says(kind: Kind, typed: str) -> None:
    for option in kind.suggest(typed, READING):
        value = kind.read(option.value, READING)
        assert option.label in {option.value, NL.date(value) if isinstance(value, date) else ""}
        if not isinstance(kind, Flag):
            assert kind.write(value) == option.value


def test_yes_and_no_are_proposed_in_the_language_of_the_reader() -> None:
    assert labels(Flag(), "") == ["ja", "nee"]
    assert labels(Flag(), "Y", ENGLISH) == ["yes"]


def test_nothing_is_proposed_for_what_can_be_anything() -> None:
    assert [labels(kind, "") for kind in (Text(), Page(), Ref("x"), Pick("x"))] == [[], [], [], []]


def test_a_day_is_said_back_in_full() -> None:
    assert Day().understood("13-10-2026", READING) == "dinsdag 13 oktober 2026"
    assert Day().understood("vr 13 nov", ENGLISH) == "Friday 13 November 2026"


def test_hours_are_said_back_in_numbers() -> None:
    assert Hours().understood("10-12u", READING) == "10:00 - 12:00"


def test_what_was_assumed_is_pointed_out() -> None:
    said = Hours().understood("half acht tot negen uur", READING)
    assert said == "19:30 - 21:00. “half acht” is gelezen als 19:30 uur. Kijk na of dat klopt."
    assert Hours().read("half acht tot negen uur", READING) == Times(time(19, 30), time(21, 0))


def test_a_choice_is_read_by_its_label_in_any_language() -> None:
    class Words:
        def __init__(self, locale: str, **texts: str) -> None:
            self.locale, self.texts = locale, texts

        def __call__(self, text_id: str, /, **_: object) -> str:
            return self.texts[text_id.removeprefix("choice-")]

    nl, en = Words("nl", place="Ik kom erheen", maybe="Misschien"), Words("en", place="I will be there", maybe="Maybe")
    reading = Reading(READING.now, READING.zone, (nl, en))  # type: ignore[arg-type]
    kind = OneOf(("place", "maybe"))
    for typed in ("place", "Ik kom erheen", "ik KOM  erheen", "i will be there"):
        assert kind.read(typed, reading) == "place"
    assert [option.value for option in kind.suggest("", reading)] == ["Ik kom erheen", "Misschien"]
    assert [option.value for option in kind.options(reading.t)] == ["place", "maybe"]
