"""One form field with a date."""

from datetime import date

import pytest

from bot.domain.announcement import Unreadable, read_date

WEDNESDAY = date(2023, 9, 6)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("vr 13 okt", date(2023, 10, 13)),
        ("vr. 13 okt.", date(2023, 10, 13)),
        ("vr.13 okt", date(2023, 10, 13)),
        ("Vrijdag 13 oktober 2023", date(2023, 10, 13)),
        ("op vrijdag de 13e oktober", date(2023, 10, 13)),
        ("Datum: 13 okt ’23", date(2023, 10, 13)),
        ("13 okt 26", date(2026, 10, 13)),
        ("dertien oktober", date(2023, 10, 13)),
        ("vrijdagavond 13 oktober", date(2023, 10, 13)),
        ("13-10-2023", date(2023, 10, 13)),
        ("13/10/23", date(2023, 10, 13)),
        ("13.10.2023", date(2023, 10, 13)),
        ("13.10", date(2023, 10, 13)),
        ("13-10", date(2023, 10, 13)),
        ("2023-10-13", date(2023, 10, 13)),
        ("6 september", WEDNESDAY),
        ("5 september", date(2024, 9, 5)),
        ("29 februari", date(2024, 2, 29)),
        ("vandaag", WEDNESDAY),
        ("morgen", date(2023, 9, 7)),
        ("morgenavond", date(2023, 9, 7)),
        ("overmorgen", date(2023, 9, 8)),
        ("vanavond", WEDNESDAY),
        ("vrijdag", date(2023, 9, 8)),
        ("woensdag", WEDNESDAY),
        ("a.s. vrijdag", date(2023, 9, 8)),
        ("maandag a.s.", date(2023, 9, 11)),
        ("aanstaande woensdag", date(2023, 9, 13)),
        ("volgende week dinsdag", date(2023, 9, 12)),
        ("dinsdag volgende week", date(2023, 9, 12)),
        ("vrijdag over een week", date(2023, 9, 15)),
        ("deze week vrijdag", date(2023, 9, 8)),
        ("volgende dinsdag", date(2023, 9, 12)),
        ("vrijdag a.s., 8 september", date(2023, 9, 8)),
        ("eerste dinsdag van november", date(2023, 11, 7)),
        ("laatste vrijdag van maart 2024", date(2024, 3, 29)),
    ],
)
def test_reads(said: str, day: date) -> None:
    assert read_date(said, WEDNESDAY) == day


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "date-unreadable"),
        ("binnenkort", "date-unreadable"),
        ("13 oktober om tien uur", "date-unreadable"),
        ("oktober 2023", "date-unreadable"),
        ("13 oktober" + " misschien" * 50, "date-unreadable"),
        ("31 februari", "date-impossible"),
        ("0 mei", "date-impossible"),
        ("10/13/2023", "date-impossible"),
        ("13 oktober 9999", "date-impossible"),
        ("donderdag 13 oktober 2023", "date-weekday-mismatch"),
        ("vrijdag a.s., 9 september", "date-weekday-mismatch"),
        ("13 of 14 oktober", "date-ambiguous"),
        ("volgende vrijdag", "date-ambiguous"),
        ("13 oktober (of misschien 3 november)", "date-ambiguous"),
        ("13 en 14 oktober", "date-multiday"),
        ("30 oktober t/m 2 november", "date-multiday"),
        ("elke dinsdag", "date-recurring"),
    ],
)
def test_names_what_is_wrong(said: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(said, WEDNESDAY)
    assert refused.value.code == code


def test_mismatch_says_which_day_it_is() -> None:
    with pytest.raises(Unreadable) as refused:
        read_date("do 13 oktober 2023", WEDNESDAY)
    assert refused.value.values == {"said": "do 13 oktober 2023", "date": "13-10-2023", "actual": "fri"}


def test_a_range_over_new_year_has_one_year_said() -> None:
    with pytest.raises(Unreadable) as refused:
        read_date("30 december t/m 2 januari 2024", WEDNESDAY)
    assert refused.value.values == {"first": "30-12-2023", "last": "2-1-2024"}
