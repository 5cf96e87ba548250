"""How often a message is edited: less as it ages, and less where Discord asks for that."""

from datetime import UTC, datetime, timedelta

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord import refs
from bot.platforms.discord.posting.pace import CHANNEL_PERIOD, EDITS_IN_A_CHANNEL, LONGEST, Pace

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def message(age: timedelta) -> str:
    return refs.message_ref(1, discord.utils.time_snowflake(NOW - age))


@pytest.fixture
def pace() -> Pace:
    return Pace(lambda: NOW)


@pytest.mark.parametrize(
    ("age", "seconds"),
    [
        (timedelta(), 1.5),
        (timedelta(minutes=59), 1.5),
        (timedelta(minutes=61), 30),
        (timedelta(days=300), 30),
        (timedelta(minutes=-1), 1.5),
    ],
)
def test_a_message_is_edited_less_often_as_it_ages(pace: Pace, age: timedelta, seconds: float) -> None:
    assert pace.every(message(age)) == timedelta(seconds=seconds)


def test_messages_in_one_channel_share_what_it_takes() -> None:
    now = NOW

    def passed() -> float:
        return (now - NOW).total_seconds()

    pace = Pace(lambda: now, passed)
    channel = [refs.message_ref(1, discord.utils.time_snowflake(NOW) + number) for number in range(10)]
    elsewhere = refs.message_ref(2, discord.utils.time_snowflake(NOW))
    due = dict.fromkeys(channel, NOW)
    edits: list[datetime] = []
    while now < NOW + timedelta(minutes=1):
        for ref in [ref for ref, at in due.items() if at <= now]:
            pace.edited(ref)
            edits.append(now)
            due[ref] = now + pace.every(ref)
        now += timedelta(seconds=0.25)
    settled = [at for at in edits if at > NOW + timedelta(seconds=20)]
    for at in settled:
        assert sum(at <= other < at + CHANNEL_PERIOD for other in settled) <= EDITS_IN_A_CHANNEL + 1
    assert len(settled) >= 35
    assert pace.every(elsewhere) == timedelta(seconds=1.5)


def test_a_clock_that_is_set_back_makes_no_edit_wait() -> None:
    now = NOW
    pace, card = Pace(lambda: now, lambda: 0.0), message(timedelta())
    for _ in range(EDITS_IN_A_CHANNEL):
        pace.edited(card)
    now -= timedelta(hours=2)
    assert pace.every(card) == timedelta(seconds=1.5)


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
    pace.edited(old)
    pace.slow_down(old, 60)
    waits = []
    for _ in range(4):
        pace.edited(old)
        waits.append(pace.every(old).total_seconds())
    assert waits == [45, 33.75, 30, 30]
