from typing import Any

from bot.platforms.discord.interactions.waiting import ANSWERED_WITHIN_S, Waiting


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_goes_once_to_who_asked() -> None:
    waiting, response = Waiting(Clock()), a_response()
    waiting.add("e", response)
    assert waiting.take("e") is response
    assert waiting.take("e") is None


def test_what_comes_too_late_goes_nowhere() -> None:
    clock = Clock()
    waiting = Waiting(clock)
    waiting.add("e", a_response())
    clock.now += ANSWERED_WITHIN_S
    assert waiting.take("e") is None


def test_what_nobody_answers_is_forgotten() -> None:
    clock = Clock()
    waiting = Waiting(clock)
    waiting.add("e", a_response())
    clock.now += ANSWERED_WITHIN_S
    waiting.add("later", a_response())
    assert set(waiting._waiting) == {"later"}


def a_response() -> Any:
    return object()
