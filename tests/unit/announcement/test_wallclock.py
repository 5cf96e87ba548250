"""Wall-clock time on the two nights a year on which it is not one moment."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wallclock import WallTime, resolve

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("wall", "at", "wall_time"),
    [
        ("2026-03-29T01:59", "2026-03-29T01:59:00+01:00", WallTime.ONCE),
        ("2026-03-29T02:00", "2026-03-29T03:00:00+02:00", WallTime.SKIPPED),
        ("2026-03-29T02:30", "2026-03-29T03:30:00+02:00", WallTime.SKIPPED),
        ("2026-03-29T03:00", "2026-03-29T03:00:00+02:00", WallTime.ONCE),
        ("2026-10-25T01:59", "2026-10-25T01:59:00+02:00", WallTime.ONCE),
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00", WallTime.REPEATED),
        ("2026-10-25T03:00", "2026-10-25T03:00:00+01:00", WallTime.ONCE),
    ],
)
def test_the_nights_the_clocks_change(wall: str, at: str, wall_time: WallTime) -> None:
    moment = resolve(datetime.fromisoformat(wall), AMSTERDAM)
    assert moment.at.isoformat() == at
    assert moment.wall_time is wall_time


def test_takes_no_aware_time() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        resolve(datetime(2026, 1, 1, tzinfo=UTC), AMSTERDAM)


@given(st.builds(datetime.combine, st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.times()))
def test_only_a_skipped_time_moves(wall: datetime) -> None:
    moment = resolve(wall, AMSTERDAM)
    assert (moment.at.replace(tzinfo=None) == wall) is (moment.wall_time is not WallTime.SKIPPED)
    assert moment.at.astimezone(UTC).astimezone(AMSTERDAM) == moment.at
