"""How often a message is edited: less as it ages, and less where Discord asks for that."""

from datetime import UTC, datetime, timedelta

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord import refs
from bot.platforms.discord.posting.pace import LONGEST, Pace

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def message(age: timedelta) -> str:
    return refs.message_ref(1, discord.utils.time_snowflake(NOW - age))


@pytest.fixture
def pace() -> Pace:
    return Pace(lambda: NOW)


@pytest.mark.parametrize(
    ("age", "seconds"),
    [
        (timedelta(), 1),
        (timedelta(minutes=9), 1),
        (timedelta(minutes=11), 5),
        (timedelta(minutes=61), 30),
        (timedelta(days=300), 30),
        (timedelta(minutes=-1), 1),
    ],
)
def test_a_message_is_edited_less_often_as_it_ages(pace: Pace, age: timedelta, seconds: int) -> None:
    assert pace.every(message(age)) == timedelta(seconds=seconds)


@given(st.lists(st.floats(0, 10_000), min_size=1, max_size=8))
def test_each_refused_edit_makes_the_next_wait_longer(asked: list[float]) -> None:
    pace, old, other = Pace(lambda: NOW), message(timedelta(days=1)), message(timedelta(days=2))
    for seconds in asked:
        before = pace.every(old)
        pace.slow_down(old, seconds)
        assert pace.every(old) == min(max(before * 2, timedelta(seconds=seconds)), LONGEST)
    assert pace.every(other) == timedelta(seconds=30)


def test_edits_that_pass_make_the_next_come_sooner_again(pace: Pace) -> None:
    old = message(timedelta(days=1))
    pace.speed_up(old)
    pace.slow_down(old, 60)
    waits = []
    for _ in range(4):
        pace.speed_up(old)
        waits.append(pace.every(old).total_seconds())
    assert waits == [45, 33.75, 30, 30]
