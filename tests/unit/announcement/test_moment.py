"""One form field with a day and a time."""

from datetime import date

import pytest

from bot.domain.announcement import Unreadable, read_moment

TODAY = date(2026, 9, 1)  # a Tuesday


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("vr 9 okt 10 uur", "2026-10-09 10:00"),
        ("vrijdag 9 oktober 2026, 10.00 uur", "2026-10-09 10:00"),
        ("9-10-2026 14u30", "2026-10-09 14:30"),
        ("9-10 10:00", "2026-10-09 10:00"),
        ("10:00 op vrijdag 9 oktober", "2026-10-09 10:00"),
        ("morgen half acht", "2026-09-02 19:30"),
        ("morgenochtend 8 uur", "2026-09-02 08:00"),
        ("overmorgen 's ochtends 9 uur", "2026-09-03 09:00"),
        ("vrijdagavond 9 oktober 7 uur", "2026-10-09 19:00"),
        ("volgende week dinsdag om half 10", "2026-09-08 09:30"),
        ("vanavond 8 uur", "2026-09-01 20:00"),
        ("14:30", "2026-09-01 14:30"),
        ("10.10 uur", "2026-09-01 10:10"),
    ],
)
def test_reads_a_day_and_a_time(said: str, moment: str) -> None:
    assert f"{read_moment(said, TODAY):%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("vr 9 okt", "moment-without-time"),
        ("vr 9 okt 10-12u", "moment-is-period"),
        ("10-12u", "moment-is-period"),
        ("straks", "moment-unreadable"),
        ("gisteren 10 uur", "moment-unreadable"),
        ("9 oktober 25:00", "time-impossible"),
        ("di 9 okt 10 uur", "date-weekday-mismatch"),
        ("31 september 10 uur", "date-impossible"),
        ("", "moment-unreadable"),
    ],
)
def test_says_what_is_wrong(said: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_moment(said, TODAY)
    assert caught.value.code == code
