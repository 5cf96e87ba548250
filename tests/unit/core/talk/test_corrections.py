"""Somebody changes a message that was a command: soon enough, that is the command; and nothing is done twice."""

from datetime import timedelta

import pytest

from bot.testing.world import World
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker, said

NEW = "!sessie nieuw Vervolg | vr 9 okt | 10-12u | Utrecht"
LISTED = "!sessie lijst"


async def test_a_mistyped_command_can_be_mended(ouder: Talker, example: Example) -> None:
    await ouder.answer("!xyzzy", event="$1")
    assert said(await ouder.answer("!proef kiezen rood", corrects="$1")) == "Het is bewaard."
    assert example.ran == ["red"]


async def test_what_the_first_one_asked_is_asked_no_more(ouder: Talker, world: World, example: Example) -> None:
    await ouder.answer("!proef bekijken iest", event="$1")
    mended = said(await ouder.answer("!proef bekijken iets", corrects="$1"))
    assert mended.startswith("Dit wordt bewaard: iets")
    assert await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM draft")) == 1
    await ouder.say("ja")
    assert example.ran == ["iets"]


async def test_a_question_asked_elsewhere_is_taken_back_too(ouder: Talker, world: World) -> None:
    thread = ouder.at("aankondigingen", "$t")
    await thread.answer("!proef lang", event="$1")
    assert said(await thread.answer("!proef kiezen rood", corrects="$1")) == "Het is bewaard."
    assert await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM dialogue")) == 0
    assert "geen vraag open" in await ouder.say("ja")


@pytest.mark.parametrize(("seconds", "counts"), [(59, True), (61, False)])
async def test_a_minute_is_soon_enough(ouder: Talker, example: Example, *, seconds: int, counts: bool) -> None:
    await ouder.answer("!proef kiezen rood", event="$1")
    ouder.world.clock.advance(timedelta(seconds=seconds))
    shown = await ouder.shown("!proef kiezen blauw", corrects="$1")
    assert (shown is not None) is counts
    assert example.ran == (["red", "blue"] if counts else ["red"])


async def test_too_late_a_correction_leaves_what_is_asked(ouder: Talker, example: Example) -> None:
    await ouder.answer("!proef bekijken eerst", event="$1")
    ouder.world.clock.advance(timedelta(minutes=2))
    assert await ouder.shown("!proef bekijken anders", corrects="$1") is None
    await ouder.say("ja")
    assert example.ran == ["eerst"]


@pytest.mark.parametrize("text", ["!proef kiezen rood", "proef kiezen rood", "ja"])
async def test_a_correction_of_something_unknown_is_nothing(ouder: Talker, example: Example, text: str) -> None:
    assert await ouder.shown(text, corrects="$never") is None
    assert example.ran == []


async def test_a_corrected_answer_answers_nothing_else(ouder: Talker) -> None:
    await ouder.say("!proef lang")
    await ouder.answer("een", event="$1")
    assert await ouder.shown("eeen", corrects="$1") is None
    assert "Vraag 3 van 7" in await ouder.say("twee")


async def test_to_the_bot_alone_a_correction_needs_no_mark(ouder: Talker, example: Example) -> None:
    await ouder.answer("proef kiesen rood", event="$1")
    await ouder.answer("proef kiezen rood", corrects="$1")
    assert example.ran == ["red"]


async def test_what_was_added_is_not_added_again(moderator: Talker) -> None:
    await moderator.answer(NEW, event="$1")
    told = said(await moderator.answer(NEW.replace("Utrecht", "Zwolle"), corrects="$1"))
    assert told.startswith("Dit is al gedaan, met je eerste bericht.")
    assert (await moderator.say(LISTED)).count("Vervolg") == 1


async def test_nor_is_it_when_it_was_added_in_a_dialogue(moderator: Talker) -> None:
    await moderator.answer("!sessie nieuw Vervolg | vr 9 okt", event="$1")
    await moderator.say("10-12u", "Utrecht", "nee", *"----", "ja")
    assert "al gedaan" in said(await moderator.answer(NEW, corrects="$1"))
    assert (await moderator.say(LISTED)).count("Vervolg") == 1


async def test_what_was_not_added_yet_can_be_corrected(moderator: Talker) -> None:
    await moderator.answer(NEW.replace("vr 9 okt", "ooit"), event="$1")
    assert "Vervolg" in said(await moderator.answer(NEW, corrects="$1"))
    assert (await moderator.say(LISTED)).count("Vervolg") == 1


async def test_after_something_was_added_another_command_can_follow(moderator: Talker) -> None:
    await moderator.answer(NEW, event="$1")
    assert "Vervolg" in said(await moderator.answer(LISTED, corrects="$1"))


async def test_the_correction_itself_is_taken_in_once(ouder: Talker, example: Example) -> None:
    await ouder.answer("!xyzzy", event="$1")
    await ouder.answer("!proef kiezen rood", event="$2", corrects="$1")
    assert await ouder.shown("!proef kiezen rood", event="$2", corrects="$1") is None
    assert example.ran == ["red"]
