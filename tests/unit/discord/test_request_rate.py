"""The bot's requests go evenly, just under what Discord takes: after a stall too, and later where Discord asks so."""

import asyncio

import pytest

from bot.platforms.discord.gateway.request_rate import A_SECOND, RequestRate

GAP = 1 / A_SECOND


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


async def gone(time: Time, rate: RequestRate, many: int) -> list[float]:
    """Return when requests went that came all at once."""
    went: list[float] = []

    async def ask() -> None:
        await rate.turn()
        went.append(time.now)

    await asyncio.gather(*(ask() for _ in range(many)))
    return went


async def test_in_no_second_more_go_than_discord_takes(time: Time, rate: RequestRate) -> None:
    time.now += 10.0
    went = await gone(time, rate, 500)
    assert max(sum(at <= other < at + 1.0 for other in went) for at in went) <= 50
    assert went[-1] - went[0] < 500 * GAP


async def test_after_a_stall_there_is_no_rush(time: Time, rate: RequestRate) -> None:
    await gone(time, rate, 100)
    time.now += 0.5
    went = await gone(time, rate, 100)
    assert max(sum(at <= other < at + 1.0 for other in went) for at in went) <= 50


async def test_asked_for_patience_nothing_goes_meanwhile(time: Time, rate: RequestRate) -> None:
    began = time.now
    rate.put_off(2.5)
    assert (await gone(time, rate, 3))[0] >= began + 2.5


async def test_who_waits_no_longer_holds_up_nobody(time: Time, rate: RequestRate) -> None:
    rate.put_off(1.0)
    asked = [asyncio.create_task(rate.turn()) for _ in range(3)]
    asked[1].cancel()
    done, _ = await asyncio.wait(asked)
    assert [task.cancelled() for task in asked] == [False, True, False]
    assert len(done) == 3
