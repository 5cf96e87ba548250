"""When people are reminded of a session, whatever the clocks do meanwhile."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reminder import APART, HOUR_BEFORE, Reminder, comes_in_time, day_begins, is_today, moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MINUTE = timedelta(minutes=1)

zones = st.sampled_from(
    [
        AMSTERDAM,
        ZoneInfo("America/New_York"),
        ZoneInfo("Australia/Lord_Howe"),  # half an hour of summer time
        ZoneInfo("Asia/Beirut"),  # the clocks change at midnight
    ]
)


def _minutes_around(*days: tuple[int, int, int]) -> st.SearchStrategy[datetime]:
    """Draw moments within three days of these."""
    return st.builds(
        lambda day, minutes: datetime(*day, tzinfo=UTC) + minutes * MINUTE,
        st.sampled_from(days),
        st.integers(-3 * 24 * 60, 3 * 24 * 60),
    )


starts = st.one_of(
    st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - made aware
        lambda at: at.replace(second=0, microsecond=0)
    ),
    # The nights the clocks change in one of the zones.
    _minutes_around((2026, 3, 29), (2026, 10, 25), (2026, 3, 8), (2026, 11, 1), (2026, 4, 5), (2026, 10, 4)),
)


def day_before_by_walking(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Walk through the minutes until the clock on the wall shows what it must, on the day before."""
    start = starts_at.astimezone(zone)
    day = start.date() - timedelta(days=1)
    wanted = min(max(start.time(), time(9, 0)), time(21, 0))
    at = starts_at.astimezone(UTC) - timedelta(days=3)
    while True:
        shown = at.astimezone(zone)
        if shown.date() == day and shown.time() >= wanted:
            return at
        at += MINUTE


@given(starts, zones)
def test_the_day_before_is_the_calendar_day_before_at_a_decent_hour(starts_at: datetime, zone: ZoneInfo) -> None:
    found = moment(Reminder.DAY, starts_at.astimezone(zone), zone)
    assert found.tzinfo is zone
    assert found.astimezone(UTC) == day_before_by_walking(starts_at, zone)
    assert not is_today(starts_at, found, zone)


@given(starts, zones)
def test_an_hour_before_is_an_hour_by_any_clock(starts_at: datetime, zone: ZoneInfo) -> None:
    found = moment(Reminder.HOUR, starts_at.astimezone(zone), zone)
    assert starts_at.timestamp() - found.timestamp() == 3600


@given(starts, zones)
def test_each_reminder_is_of_use_at_its_moment_and_they_stay_apart(starts_at: datetime, zone: ZoneInfo) -> None:
    day, hour = (moment(reminder, starts_at.astimezone(zone), zone) for reminder in (Reminder.DAY, Reminder.HOUR))
    assert hour.timestamp() - day.timestamp() >= APART.total_seconds()
    assert comes_in_time(Reminder.DAY, starts_at, day)
    assert comes_in_time(Reminder.HOUR, starts_at, hour)


@given(starts, zones, st.integers(-48 * 60, 60))
def test_a_late_reminder_is_of_use_until_the_next_is_near(starts_at: datetime, zone: ZoneInfo, shift: int) -> None:
    now = starts_at + shift * MINUTE
    for reminder, least in ((Reminder.DAY, HOUR_BEFORE + APART), (Reminder.HOUR, timedelta(0))):
        expected = -shift * 60 > least.total_seconds()
        assert comes_in_time(reminder, starts_at, now) is expected
        assert comes_in_time(reminder, starts_at.astimezone(zone), now.astimezone(zone)) is expected


@given(starts, zones)
def test_it_is_tomorrow_until_the_day_begins(starts_at: datetime, zone: ZoneInfo) -> None:
    begins = day_begins(starts_at, zone).astimezone(UTC)
    assert begins <= starts_at
    assert is_today(starts_at, begins, zone)
    assert not is_today(starts_at, begins - MINUTE, zone)


@pytest.mark.parametrize(
    ("starts_at", "day_before", "hour_before"),
    [
        ("2026-10-09T10:00", "2026-10-08T10:00+02:00", "2026-10-09T09:00+02:00"),
        ("2026-10-09T19:30", "2026-10-08T19:30+02:00", "2026-10-09T18:30+02:00"),
        ("2026-10-09T07:30", "2026-10-08T09:00+02:00", "2026-10-09T06:30+02:00"),
        ("2026-10-09T00:30", "2026-10-08T09:00+02:00", "2026-10-08T23:30+02:00"),
        ("2026-10-09T22:00", "2026-10-08T21:00+02:00", "2026-10-09T21:00+02:00"),
        # The clocks go back in the night before, and in the night of the session itself.
        ("2026-10-25T10:00", "2026-10-24T10:00+02:00", "2026-10-25T09:00+01:00"),
        ("2026-10-25T03:30", "2026-10-24T09:00+02:00", "2026-10-25T02:30+01:00"),
        # They go forward.
        ("2026-03-29T10:00", "2026-03-28T10:00+01:00", "2026-03-29T09:00+02:00"),
        ("2026-03-29T03:30", "2026-03-28T09:00+01:00", "2026-03-29T01:30+01:00"),
    ],
)
def test_what_people_see_on_their_own_clock(starts_at: str, day_before: str, hour_before: str) -> None:
    start = datetime.fromisoformat(starts_at).replace(tzinfo=AMSTERDAM)
    found = [moment(reminder, start, AMSTERDAM).isoformat(timespec="minutes") for reminder in Reminder]
    assert found == [day_before, hour_before]
