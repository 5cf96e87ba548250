"""One form field with times."""

from datetime import time

import pytest

from bot.domain.announcement import Times, Unreadable, read_times


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("10-12u", time(10), time(12)),
        ("10:00 - 12:00", time(10), time(12)),
        ("10.00 – 12.00 uur", time(10), time(12)),
        ("van 10 tot 12 uur", time(10), time(12)),
        ("tussen 10 en 12", time(10), time(12)),
        ("Tijd: 09.45 tot 12.00", time(9, 45), time(12)),
        ("13u30-16u", time(13, 30), time(16)),
        ("9.30 u. - 12 u.", time(9, 30), time(12)),
        ("1930 uur", time(19, 30), None),
        ("19.30", time(19, 30), None),
        ("20 uur", time(20), None),
        ("07:30", time(7, 30), None),
        ("kwart over negen", time(9, 15), None),
        ("kwart voor één", time(12, 45), None),
        ("half een", time(12, 30), None),
        ("vijf voor twaalf", time(11, 55), None),
        ("kwart voor 3 ’s middags", time(14, 45), None),
        ("10 uur 's ochtends", time(10), None),
        ("'s avonds half acht", time(19, 30), None),
        ("tien over half acht 's avonds", time(19, 40), None),
        ("van 7 tot 9 's avonds", time(19), time(21)),
        ("10 uur 's ochtends tot 4 uur 's middags", time(10), time(16)),
        ("van 10 tot 4 uur 's middags", time(10), time(16)),
        ("9 tot 5", time(9), time(17)),
        ("8-17 uur", time(8), time(17)),
        ("van negen uur tot half twaalf", time(9), time(11, 30)),
        ("19.30 tot half tien", time(19, 30), time(21, 30)),
        ("22:00 - 01:00", time(22), time(1)),
        ("20:00-24:00", time(20), time(0)),
    ],
)
def test_reads_without_guessing(said: str, start: time, end: time | None) -> None:
    times = read_times(said)
    assert times == Times(start, end)
    assert times.notices == ()


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("half acht tot negen uur", time(19, 30), time(21)),
        ("7 uur", time(19), None),
        ("2-4", time(14), time(16)),
        ("kwart voor negen", time(20, 45), None),
    ],
)
def test_says_when_it_assumes_the_part_of_the_day(said: str, start: time, end: time | None) -> None:
    times = read_times(said)
    assert times == Times(start, end)
    assert [notice.code for notice in times.notices] == ["time-daypart-assumed"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "time-unreadable"),
        ("na het eten", "time-unreadable"),
        ("10:00 in de kantine", "time-unreadable"),
        ("10:00" + " uur" * 80, "time-unreadable"),
        ("25:00", "time-impossible"),
        ("24:30", "time-impossible"),
        ("10:75", "time-impossible"),
        ("10:00 - 25:00", "time-impossible"),
        ("10:00 en 14:00", "time-ambiguous"),
        ("12:00 - 10:00", "end-before-start"),
        ("10:00 - 10:00", "end-before-start"),
        ("15 uur 's ochtends", "time-daypart-mismatch"),
    ],
)
def test_names_what_is_wrong(said: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_times(said)
    assert refused.value.code == code
