"""Whatever is pasted: reading never fails, and what was written in one of many ways is read back."""

from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.announcement import Times, Unreadable, read_announcement, read_date, read_times
from tests.unit.announcement.strategies import DAYS, SNIPPETS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sept", "okt", "nov", "dec")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

untimed = settings(deadline=None)
"""How long a reading takes on a busy machine says nothing about it."""


@untimed
@given(st.one_of(st.text(), SNIPPETS), st.dates())
def test_reading_never_fails(text: str, today: date) -> None:
    read = read_announcement(text, today, AMSTERDAM)
    if read.starts_at and read.ends_at:
        assert read.starts_at.timestamp() < read.ends_at.timestamp()
    if read.starts_at is None:
        assert read.warnings


@untimed
@given(st.one_of(st.text(), SNIPPETS), st.dates())
def test_a_field_is_read_or_unreadable(text: str, today: date) -> None:
    with suppress(Unreadable):
        read_date(text, today)
    with suppress(Unreadable):
        read_times(text)


@pytest.mark.parametrize(
    "piece", ["1", " ", "-", "1-", "1, ", "1 en ", "10:00 ", "10-", "a", "a@", "0 ", "|", "\n", "in A "]
)
def test_endless_lines_are_read(piece: str) -> None:
    assert read_announcement(piece * (20_000 // len(piece)), date(2026, 2, 2), AMSTERDAM).starts_at is None


def styles_of_day(day: date) -> list[str]:
    month, short, weekday = MONTHS[day.month - 1], SHORT_MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    return [
        f"{day.day} {month} {day.year}",
        f"{weekday} {day.day} {month} {day.year}",
        f"{weekday[:2]}. {day.day} {short}. {day.year}",
        f"{weekday.title()}, {day.day} {month.upper()}, {day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{weekday} {day.day}.{day.month:02}.{day.year}",
        day.isoformat(),
    ]


@untimed
@given(DAYS.flatmap(lambda day: st.tuples(st.just(day), st.sampled_from(styles_of_day(day)))), st.dates())
def test_a_day_is_read_back(written: tuple[date, str], today: date) -> None:
    day, text = written
    assert read_date(text, today) == day


@untimed
@given(DAYS, st.integers(0, 365))
def test_a_day_without_year_is_the_next(today: date, ahead: int) -> None:
    day = date.fromordinal(today.toordinal() + min(ahead, 364))
    if (day.month, day.day) != (2, 29):
        assert read_date(f"{day.day} {MONTHS[day.month - 1]}", today) == day


def styles_of_time(at: time) -> list[str]:
    return [
        f"{at:%H:%M}",
        f"{at:%H.%M}",
        f"{at:%H:%M} uur",
        f"{at.hour}.{at:%M} u",
        f"{at.hour}u{at:%M}",
        f"{at.hour}h{at:%M}",
    ]


TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@untimed
@given(TIMES.flatmap(lambda at: st.tuples(st.just(at), st.sampled_from(styles_of_time(at)))))
def test_a_time_is_read_back(written: tuple[time, str]) -> None:
    at, text = written
    assert read_times(text) == Times(at, None)


@untimed
@given(
    st.tuples(TIMES, TIMES).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from(["{} - {}", "{}-{}", "van {} tot {}", "{} – {} uur", "tussen {} en {}", "{} uur t/m {} uur"]),
    st.sampled_from(["%H:%M", "%H.%M"]),
)
def test_a_range_is_read_back(pair: tuple[time, time], form: str, clock: str) -> None:
    text = form.format(pair[0].strftime(clock), pair[1].strftime(clock))
    assert read_times(text) == Times(*pair)


@untimed
@given(DAYS.flatmap(lambda day: st.tuples(st.just(day), st.sampled_from(styles_of_day(day)))), TIMES, DAYS)
def test_a_plain_announcement_is_read_back(written: tuple[date, str], at: time, today: date) -> None:
    day, text = written
    read = read_announcement(f"Actiedag jeugdzorg\n\n• {text}\n• {at:%H:%M}\n• Utrecht & online\n", today, AMSTERDAM)
    changes = {"time-skipped", "time-repeated"}
    assert (read.title, read.place, read.online) == ("Actiedag jeugdzorg", "Utrecht", True)
    assert read.starts_at is not None
    if not {notice.code for notice in read.warnings} & changes:
        assert read.warnings == ()
        assert read.starts_at.replace(tzinfo=None) == datetime.combine(day, at)
