"""What happens while a question waits: restarts, days, other commands, failures."""

import asyncio
from datetime import timedelta

import pytest

from bot.core import intake
from bot.testing.world import World
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import SEVEN, Talker


async def test_a_question_outlives_a_restart_of_the_bot(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef lang", "een", "twee")
    await ouder.world.stop()
    await ouder.world.start()
    await ouder.say(*SEVEN[2:], "ja")
    assert example.ran == ["een|twee|zes|zeven"]


async def test_a_question_expires_with_a_word(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef lang", "een")
    await ouder.world.later(timedelta(hours=25))
    assert (await ouder.say("twee")).startswith("Deze vraag is verlopen.")
    assert "Vraag 1 van 7" in await ouder.say("!proef lang")
    assert example.ran == []


async def restarted_after(world: World, by: timedelta) -> None:
    await world.stop()
    await world.later(by)
    await world.start()


async def until(world: World, condition: str) -> None:
    async with asyncio.timeout(20):
        while not await world.database.read(lambda tx: tx.value(condition)):
            await world.settled()


async def test_a_question_that_expired_long_ago_is_forgotten(ouder: Talker, world: World) -> None:
    await ouder.say("!proef lang", "een")
    await restarted_after(world, timedelta(hours=25))
    await until(world, "SELECT waiting = '' FROM dialogue")
    await until(world, "SELECT COUNT(*) = 0 FROM draft")
    await restarted_after(world, timedelta(days=8))
    await until(world, "SELECT COUNT(*) = 0 FROM dialogue")


@pytest.mark.parametrize("command", ["!proef kiezen red", "/proef kiezen red"])
async def test_a_command_replaces_a_question(ouder: Talker, world: World, example: Example, command: str) -> None:
    told = await ouder.say("!proef lang", "een", command)
    assert told == "Waar je mee bezig was, is gestopt. Je kunt er opnieuw mee beginnen.\n\nHet is bewaard."
    assert await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM draft")) == 0
    assert "geen vraag open" in await ouder.say("ja")
    assert example.ran == ["red"]


async def test_a_question_in_another_place_replaces_nothing(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef lang", "een")
    jongere = Talker(ouder.world, "jongere")
    await jongere.say("!proef lang", "een ander")
    await ouder.say(*SEVEN[1:], "ja")
    assert example.ran == ["een|twee|zes|zeven"]


async def test_without_a_question_a_command_needs_no_mark(ouder: Talker, example: Example) -> None:
    assert await ouder.say("Proef kiezen blauw") == "Het is bewaard."
    assert "alleen commando's" in await ouder.say("hallo")
    assert "geen vraag open" in await ouder.say("3")
    assert "Vraag 2 van 7" in await ouder.say("proef lang", "proef kiezen rood")
    assert example.ran == ["blue"]


async def test_what_went_wrong_leaves_the_question_as_it_was(
    ouder: Talker, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    example.broken = True
    await ouder.say("!proef stuk")
    assert "Er ging iets mis bij ons." in await ouder.say("iets")
    example.broken = False
    assert await ouder.say("iets anders") == "Het is bewaard."
    await ouder.say("!proef stuk")
    monkeypatch.setattr(intake, "__version__", "99.0")
    assert await ouder.world.app.intake.retry_parked() == 1
    assert example.ran == ["iets anders"]
