"""The bot's requests go just under what Discord takes: after a stall too, and later where Discord asks for that."""

import asyncio
from itertools import pairwise

import pytest

from bot.platforms.discord.gateway.request_rate import GAP_S, RequestRate


class Time:
    """Time that goes by while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def rate(time: Time) -> RequestRate:
    return RequestRate(lambda: time.now, time.sleep)


async def went(time: Time, rate: RequestRate, many: int) -> list[float]:
    """Return when requests went that came all at once."""
    moments: list[float] = []

    async def ask() -> None:
        await rate.turn()
        moments.append(time.now)

    await asyncio.gather(*(ask() for _ in range(many)))
    return moments


def most_in_a_second(moments: list[float]) -> int:
    return max(sum(at <= other <= at + 1.0 for other in moments) for at in moments)


async def test_in_no_second_more_go_than_discord_takes_and_hardly_less(time: Time, rate: RequestRate) -> None:
    moments = await went(time, rate, 500)
    assert most_in_a_second(moments) == 50
    assert moments[-1] - moments[0] < 10.0


async def test_after_a_stall_it_makes_up_for_it_within_the_limit(time: Time, rate: RequestRate) -> None:
    moments = await went(time, rate, 75)
    time.now += 0.5
    moments += await went(time, rate, 425)
    assert most_in_a_second(moments) == 50
    assert moments[-1] - moments[0] < 10.1


async def test_they_are_no_rush(time: Time, rate: RequestRate) -> None:
    moments = await went(time, rate, 20)
    assert min(later - earlier for earlier, later in pairwise(moments)) == pytest.approx(GAP_S)


async def test_asked_for_patience_nothing_goes_meanwhile(time: Time, rate: RequestRate) -> None:
    began = time.now
    rate.put_off(2.5)
    assert (await went(time, rate, 3))[0] >= began + 2.5


async def test_who_waits_no_longer_holds_up_nobody(time: Time, rate: RequestRate) -> None:
    rate.put_off(1.0)
    asked = [asyncio.create_task(rate.turn()) for _ in range(3)]
    asked[1].cancel()
    done, _ = await asyncio.wait(asked)
    assert [task.cancelled() for task in asked] == [False, True, False]
    assert len(done) == 3
