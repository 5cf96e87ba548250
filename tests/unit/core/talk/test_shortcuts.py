"""Reactions that say the same as typing: they answer the question they stand under, and no other."""

import pytest

from bot.testing.world import World
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker, said

PAST = "Die vraag is al voorbij. Er is niets gedaan."


async def test_a_shortcut_answers_the_question_it_stands_under(ouder: Talker, example: Example) -> None:
    await ouder.answer("!proef bekijken iets", event="$1")
    assert said(await ouder.answer("ja", answers="$1")) == "Het is bewaard."
    assert example.ran == ["iets"]


async def test_a_shortcut_under_an_earlier_question_answers_no_other(ouder: Talker, example: Example) -> None:
    await ouder.answer("!proef bekijken eerst", event="$1")
    await ouder.answer("!proef bekijken daarna", event="$2")
    assert said(await ouder.answer("ja", answers="$1")) == PAST
    assert example.ran == []
    await ouder.answer("ja", answers="$2")
    assert example.ran == ["daarna"]


@pytest.mark.parametrize("under", ["$1", "$2"])
@pytest.mark.parametrize(
    ("command", "shortcut", "ran"), [("!proef bekijken iets", "ja", "iets"), ("!proef anders 1", "1", "blue")]
)
async def test_a_question_asked_again_is_the_same_question(
    ouder: Talker, example: Example, *, command: str, shortcut: str, under: str, ran: str
) -> None:
    await ouder.answer(command, event="$1")
    await ouder.answer("misschien", event="$2")
    assert said(await ouder.answer(shortcut, answers=under)) == "Het is bewaard."
    assert example.ran[-1] == ran


async def test_a_shortcut_of_an_earlier_step_changes_no_later_one(moderator: Talker) -> None:
    await moderator.say("!sessie nieuw", "Titel", "vr 9 okt", "10-12u")
    await moderator.answer("Utrecht", event="$flag")
    await moderator.answer("ja", answers="$flag")
    assert said(await moderator.answer("nee", answers="$flag")) == PAST
    assert "5. Online meedoen kan ook: ja" in await moderator.say("-", "-", "-", "-")


async def test_where_nothing_is_asked_any_more_a_shortcut_does_nothing(ouder: Talker, example: Example) -> None:
    await ouder.answer("!proef bekijken iets", event="$1")
    await ouder.say("stop")
    assert "geen vraag open" in said(await ouder.answer("ja", answers="$1"))
    assert example.ran == []


async def test_a_shortcut_outlives_a_restart(ouder: Talker, world: World, example: Example) -> None:
    await ouder.answer("!proef bekijken iets", event="$1")
    await world.stop()
    await world.start()
    await ouder.answer("ja", answers="$1")
    assert example.ran == ["iets"]
