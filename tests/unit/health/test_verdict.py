"""What healthy means: what fails, what only wants a look, and that it is said in words."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.platform import Health
from bot.health.seen import Seen
from bot.health.verdict import AWAY_S, FAR_TOO_LATE_S, LATE_S, OVERDUE_S, STUCK_S, Level, fails, troubles
from bot.health.words import duration
from storage.backlog import Cards, Parcels
from storage.outbox import Lane
from tests.unit.health.making import BUSY, NOW, platform, seen

GONE = Health(connected=False)


def levels(found: Seen) -> list[Level]:
    return [trouble.level for trouble in troubles(found)]


def test_a_bot_that_is_well_has_no_troubles() -> None:
    assert troubles(seen()) == []
    assert not fails(seen())


def test_what_waits_in_turn_is_no_trouble() -> None:
    busy = seen(
        platform(parcel_s=LATE_S - 1, card_s=LATE_S - 1, stuck_s=STUCK_S - 1),
        parcels=(Parcels("matrix", Lane.URGENT, "waiting", 900), Parcels("matrix", Lane.URGENT, "failed", 9)),
        cards=(Cards("matrix", "stale", 20),),
        happenings={"matrix": 3},
        overdue=4,
        overdue_since=NOW - timedelta(seconds=OVERDUE_S - 1),
    )
    assert troubles(busy) == []


FAILING = {
    "the writer": (seen(writes=False), "De database antwoordt niet."),
    "the reader": (seen(backlog=None), "De database antwoordt niet."),
    "a task": (seen(failing=("matrix.take",)), "matrix.take"),
    "away": (seen(platform(health=GONE, away_s=AWAY_S)), "Matrix: al 5 minuten geen verbinding."),
    "stuck": (seen(platform("discord", stuck_s=STUCK_S)), "Discord: al 15 minuten wacht er iets"),
    "a parcel": (seen(platform(parcel_s=FAR_TOO_LATE_S)), "Matrix: een bericht wacht al 1 uur."),
    "a card": (seen(platform("room", card_s=FAR_TOO_LATE_S)), "De chat: een kaart wacht al 1 uur."),
    "a moment": (
        seen(overdue=2, overdue_since=NOW - timedelta(minutes=20)),
        "De bot had 2 geplande momenten al moeten afhandelen, het oudste 20 minuten geleden.",
    ),
}
WARNING = {
    "away for a moment": (seen(platform(health=GONE, away_s=20.0)), "al 20 seconden geen verbinding."),
    "a late parcel": (seen(platform(parcel_s=LATE_S)), "een bericht wacht al 15 minuten."),
    "a late card": (seen(platform(card_s=LATE_S)), "een kaart wacht al 15 minuten."),
    "a channel": (seen(away={"matrix": 1}), "in 1 kanaal kan de bot nu niet werken."),
    "a card that stopped": (seen(cards=(Cards("matrix", "failed", 1),)), "1 kaart kon niet"),
    "uncertain cards": (seen(cards=(Cards("matrix", "uncertain", 2),)), "2 kaarten zijn misschien niet geplaatst."),
    "a parcel that stopped": (seen(stopped_lately={"matrix": 1}), "1 bericht is misschien niet aangekomen."),
    "parked": (seen(parked=2), "De bot kon 2 dingen die mensen deden niet verwerken."),
}


@pytest.mark.parametrize("case", FAILING)
def test_a_bot_that_does_not_do_its_work_fails(case: str) -> None:
    found, words = FAILING[case]
    assert levels(found) == [Level.FAILING]
    assert fails(found)
    assert words in troubles(found)[0].words
    assert troubles(found)[0].mend


@pytest.mark.parametrize("case", WARNING)
def test_what_somebody_should_look_at_is_said_and_fails_nothing(case: str) -> None:
    found, words = WARNING[case]
    assert levels(found) == [Level.WARNING]
    assert not fails(found)
    assert words in troubles(found)[0].words
    assert troubles(found)[0].mend


def test_each_trouble_is_told_by_itself() -> None:
    told = [trouble.words for trouble in troubles(BUSY)]
    assert len(told) == len(set(told)) == 5


AGES = st.none() | st.floats(0, 1e6)


@given(AGES, AGES, AGES, AGES, st.floats(0, 1e5))
def test_a_bot_that_fails_does_not_get_well_by_waiting(
    away: float | None, stuck: float | None, parcel: float | None, card: float | None, passed: float
) -> None:
    def later(seconds: float) -> Seen:
        told: dict[str, Any] = {"away_s": away, "stuck_s": stuck, "parcel_s": parcel, "card_s": card}
        return seen(platform(**{name: None if age is None else age + seconds for name, age in told.items()}))

    assert fails(later(passed)) >= fails(later(0.0))
    assert len(troubles(later(passed))) >= len(troubles(later(0.0)))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-1, "0 seconden"),
        (1, "1 seconde"),
        (59, "59 seconden"),
        (60, "1 minuut"),
        (150, "2 minuten"),
        (3600, "1 uur"),
        (47 * 3600, "47 uur"),
        (48 * 3600, "2 dagen"),
    ],
)
def test_how_long_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert duration(seconds) == words
