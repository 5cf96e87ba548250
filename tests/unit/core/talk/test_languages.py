"""Where the platform does not tell what somebody reads, they say so themselves."""

import pytest

from bot.testing.world import World
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker


@pytest.fixture
def unknown(world: World) -> Talker:
    """Somebody of whom the platform does not tell what they read."""
    return Talker(world, "ouder", locale=None)


@pytest.mark.parametrize("typed", ["!taal en", "!language English", "!taal Engels", "taal engels", "!LANGUAGE 2"])
async def test_somebody_chooses_their_language(unknown: Talker, typed: str) -> None:
    if typed.endswith("2"):
        await unknown.say("!language")
        typed = "2"
    assert (await unknown.say(typed)).startswith("All right, from now on I write to you in English.")
    assert "What can you do here?" in await unknown.say("!hulp")
    assert "I only understand commands" in await unknown.say("hello")


async def test_questions_are_in_the_language_somebody_chose(unknown: Talker, example: Example) -> None:
    await unknown.say("!taal en")
    asked = await unknown.say("!try long")
    assert "Question 1 of 7: First" in asked
    assert "Type back for the previous question, or stop to stop." in await unknown.say("een")
    assert "All is right: choose ✅ or type yes." in await unknown.say("twee", *"-----")
    assert await unknown.say("ja") == "It is kept."
    assert example.ran == ["een|twee||None"]


async def test_the_choice_stays_until_another(unknown: Talker) -> None:
    await unknown.say("!taal en")
    await unknown.world.stop()
    await unknown.world.start()
    assert "I only understand commands" in await unknown.say("hello")
    assert (await unknown.say("!language Dutch")).startswith("Goed, ik schrijf je vanaf nu in het Nederlands.")
    assert "alleen commando's" in await unknown.say("hallo")


async def test_what_goes_wrong_is_told_in_the_chosen_language(unknown: Talker, example: Example) -> None:
    example.broken = True
    await unknown.say("!taal en")
    assert "Something went wrong on our side." in await unknown.say("!proef stuk iets")


async def test_what_a_platform_tells_wins(world: World, unknown: Talker) -> None:
    dutch = Talker(world, "ouder", locale="nl")
    await dutch.say("!taal en")
    assert "alleen commando's" in await dutch.say("hallo")
    assert "alleen commando's" in await unknown.say("hallo")


async def test_another_language_than_there_is_is_asked_again(unknown: Talker) -> None:
    assert (await unknown.say("!taal Frans")).startswith("Kies een van de antwoorden uit de lijst.")
    assert "English" in await unknown.say("2")
