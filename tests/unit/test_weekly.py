"""Weekly moments on the wall clock, across zones and changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weekly import Weekly

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = tuple(
    ZoneInfo(name)
    for name in (
        "Europe/Amsterdam",
        "America/New_York",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "UTC",
    )
)
CHANGES = (
    ("Europe/Amsterdam", "2026-03-29"),
    ("Europe/Amsterdam", "2026-10-25"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("America/Sao_Paulo", "2018-11-04"),  # over midnight
    ("Australia/Lord_Howe", "2026-04-05"),  # by half an hour
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Pacific/Apia", "2011-12-30"),  # a day that never was
)
MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WEEKLY = st.builds(Weekly, st.integers(0, 6), TIMES)


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC: moments whose clock time comes twice equal none in another zone."""
    return moment.astimezone(UTC)


def model(told: Weekly, zone: ZoneInfo, around: datetime) -> list[datetime]:
    """Return the moments in the weeks around one, found by looking at the clock minute by minute.

    The moment is when the clock of such a day first shows the time.
    """
    found = []
    day = around.astimezone(zone).date() - timedelta(days=14)
    for _ in range(29):
        if day.weekday() == told.weekday:
            wall = datetime.combine(day, told.at)
            minute = datetime.combine(day, time(0), UTC) - timedelta(hours=16)
            before = minute.astimezone(zone).replace(tzinfo=None)
            while before < wall:
                last, minute = before, minute + timedelta(minutes=1)
                before = minute.astimezone(zone).replace(tzinfo=None)
            # Where the clock jumped past the time, that comes as long after the jump as it would have without one.
            late = wall - last - timedelta(minutes=1) if before > wall else timedelta()
            found.append(minute + late)
        day += timedelta(days=1)
    return found


def check(told: Weekly, zone: ZoneInfo, moment: datetime) -> None:
    expected = model(told, zone, moment)
    assert utc(told.next_after(moment, zone)) == next(at for at in expected if at > moment)
    assert utc(told.last_until(moment, zone)) == [at for at in expected if at <= moment][-1]


@given(WEEKLY, st.sampled_from(ZONES), MOMENTS)
def test_it_is_what_somebody_with_a_clock_and_a_calendar_would_say(
    told: Weekly, zone: ZoneInfo, moment: datetime
) -> None:
    check(told, zone, moment)


@given(st.sampled_from(CHANGES), TIMES.filter(lambda at: at.hour < 5), st.timedeltas(timedelta(-9), timedelta(9)))
def test_it_is_so_too_in_the_night_in_which_the_clocks_change(
    change: tuple[str, str], at: time, away: timedelta
) -> None:
    zone, day = ZoneInfo(change[0]), date.fromisoformat(change[1])
    check(Weekly(day.weekday(), at), zone, datetime.combine(day, at, zone).astimezone(UTC) + away)


@given(WEEKLY, st.sampled_from(ZONES), MOMENTS)
def test_each_moment_is_followed_by_that_of_the_next_week(told: Weekly, zone: ZoneInfo, moment: datetime) -> None:
    first = told.next_after(moment, zone)
    second = told.next_after(first, zone)
    assert utc(first) > moment
    assert utc(told.last_until(first, zone)) == utc(first)
    assert utc(told.last_until(utc(second) - timedelta(microseconds=1), zone)) == utc(first)
    assert timedelta(days=5) < utc(second) - utc(first) < timedelta(days=9)


@pytest.mark.parametrize(
    ("after", "at"),
    [
        (datetime(2026, 10, 19, 12, tzinfo=UTC), datetime(2026, 10, 26, 9, tzinfo=UTC)),
        (datetime(2027, 3, 22, 12, tzinfo=UTC), datetime(2027, 3, 29, 8, tzinfo=UTC)),
    ],
    ids=["to winter time", "to summer time"],
)
def test_ten_o_clock_stays_ten_o_clock(after: datetime, at: datetime) -> None:
    told = Weekly(0, time(10)).next_after(after, AMSTERDAM)
    assert told == at
    assert f"{told:%H:%M}" == "10:00"


def test_a_time_that_the_clocks_skip_comes_as_much_later_that_week_alone() -> None:
    told = Weekly(6, time(2, 30))
    skipped = told.next_after(datetime(2027, 3, 27, 12, tzinfo=UTC), AMSTERDAM)
    assert f"{skipped:%d-%m %H:%M}" == "28-03 03:30"
    assert f"{told.next_after(skipped, AMSTERDAM):%d-%m %H:%M}" == "04-04 02:30"


def test_a_time_that_comes_twice_counts_the_first_time() -> None:
    told = Weekly(6, time(2, 30))
    first = told.next_after(datetime(2026, 10, 24, 12, tzinfo=UTC), AMSTERDAM)
    assert utc(first) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert told.next_after(first + timedelta(minutes=45), AMSTERDAM) == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)
