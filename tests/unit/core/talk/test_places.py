"""Where a question is asked, where it is answered, and who is left in peace."""

from datetime import timedelta

import pytest

from bot.api.answers import Answer, Shown
from bot.testing.world import World
from storage import channels
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker, said

MORE_THAN_A_DAY = timedelta(hours=25)


def text(shown: Shown | None) -> str:
    assert shown is not None
    assert isinstance(shown.view, Answer)
    return said(shown.view)


async def count(world: World, table: str) -> int:
    return int(await world.database.read(lambda tx: tx.value(f"SELECT COUNT(*) FROM {table}")))  # noqa: S608


async def test_what_is_private_goes_on_with_the_bot_alone(ouder: Talker, example: Example) -> None:
    shown = await ouder.at("aankondigingen", "$a").shown("!proef kiezen")
    assert shown is not None
    assert not shown.in_company
    assert await ouder.at("aankondigingen", "$a").shown("2") is None
    assert await ouder.say("2") == "Het is bewaard."
    assert example.ran == ["blue"]


async def test_a_moderators_command_among_moderators_goes_on_in_its_thread(moderator: Talker) -> None:
    thread = moderator.at("moderatie", "$m")
    for typed in ("!sessie nieuw", "Vervolg", "vr 9 okt", "10-12u", "Utrecht", *"-----"):
        shown = await thread.shown(typed)
        assert shown is not None
        assert shown.in_company
    assert text(shown).startswith("Maak een nieuwe sessie")
    assert "geen vraag open" in await moderator.say("ja")
    kept = await thread.shown("ja")
    assert text(kept).endswith("Kies 1️⃣ of typ 1 voor: Aankondigen")
    preview = await thread.shown("1")
    assert preview is not None
    assert preview.in_company
    assert "Plaatsen: kies ✅ of typ ja." in text(preview)
    assert (await thread.answer("stop")).public is False


async def test_another_thread_and_another_person_are_left_in_peace(moderator: Talker, world: World) -> None:
    await moderator.at("moderatie", "$m").shown("!sessie nieuw")
    before = await count(world, "seen")
    assert await moderator.at("moderatie", "$n").shown("Vervolg") is None
    assert await Talker(world, "ouder").at("moderatie", "$m").shown("Vervolg") is None
    assert await count(world, "seen") == before
    assert "Vraag 2 van 9" in text(await moderator.at("moderatie", "$m").shown("Vervolg"))


@pytest.mark.parametrize("channel", ["aankondigingen", "wat-als", "elders"])
async def test_in_any_other_channel_a_moderators_command_is_private(moderator: Talker, channel: str) -> None:
    shown = await moderator.at(channel, "$m").shown("!sessie nieuw")
    assert shown is not None
    assert not shown.in_company
    assert "Vraag 2 van 9" in await moderator.say("Vervolg")


async def test_a_channel_that_everybody_reads_too_is_no_company(moderator: Talker, world: World) -> None:
    both = {"moderation", "announcements"}
    await world.database.write(lambda tx: channels.serve(tx, 1, "room", "moderatie", both))
    shown = await moderator.at("moderatie", "$m").shown("!sessie nieuw")
    assert shown is not None
    assert not shown.in_company
    assert "Vraag 2 van 9" in await moderator.say("Vervolg")


async def test_who_is_no_moderator_is_answered_alone(ouder: Talker) -> None:
    shown = await ouder.at("moderatie", "$m").shown("!sessie nieuw")
    assert shown is not None
    assert not shown.in_company
    assert "voor moderatoren" in text(shown)


async def test_what_everybody_may_do_stays_private_among_moderators_too(moderator: Talker, example: Example) -> None:
    shown = await moderator.at("moderatie", "$m").shown("!proef kiezen")
    assert shown is not None
    assert not shown.in_company
    await moderator.say("1")
    assert example.ran == ["red"]


async def test_with_the_bot_alone_nobody_is_in_company(moderator: Talker) -> None:
    shown = await moderator.shown("!sessie nieuw")
    assert shown is not None
    assert not shown.in_company


async def test_a_mistake_among_moderators_is_answered_there(moderator: Talker) -> None:
    shown = await moderator.at("moderatie", "$m").shown("!sessie wijzig 7")
    assert shown is not None
    assert shown.in_company


async def test_two_places_are_apart(moderator: Talker, example: Example) -> None:
    thread = moderator.at("moderatie", "$m")
    await thread.shown("!sessie nieuw")
    await moderator.say("!proef kiezen")
    assert "Vraag 2 van 9" in text(await thread.shown("Vervolg"))
    await moderator.say("1")
    assert "Vraag 3 van 9" in text(await thread.shown("vr 9 okt"))
    assert example.ran == ["red"]


async def test_a_private_question_takes_the_place_of_the_one_before(ouder: Talker, world: World) -> None:
    await ouder.say("!proef lang", "een")
    await ouder.at("aankondigingen", "$a").shown("!proef kiezen")
    assert await count(world, "dialogue") == 1
    assert await count(world, "draft") == 1
    assert await ouder.say("1") == "Het is bewaard."


async def test_ways_on_of_a_channel_are_about_that_channel(moderator: Talker, world: World) -> None:
    told = text(await moderator.at("elders", "$e").shown("!instellen kanaal"))
    number = next(line for line in told.splitlines() if line.endswith("Erbij: ideeën")).partition(".")[0]
    await moderator.say(number)
    assert await world.database.read(lambda tx: channels.purposes(tx, "room", "elders")) == {"ideas"}


async def test_beside_ways_on_moderators_can_simply_talk(moderator: Talker) -> None:
    thread = moderator.at("moderatie", "$m")
    await thread.shown("!instellen toon")
    assert await thread.shown("Wat vinden jullie?") is None
    assert await thread.shown("hulp") is None
    assert "rvjeugdzorg@loc.nl" in text(await thread.shown("1"))


async def test_an_expired_question_is_answered_where_it_was_asked(moderator: Talker, world: World) -> None:
    thread = moderator.at("moderatie", "$m")
    await thread.shown("!sessie nieuw")
    world.clock.advance(MORE_THAN_A_DAY)
    late = await thread.shown("Vervolg")
    assert late is not None
    assert late.in_company
    assert "verlopen" in text(late)
    assert await thread.shown("Vervolg") is None


async def test_where_there_are_no_threads_the_channel_is_the_place(moderator: Talker) -> None:
    channel = moderator.at("moderatie", "")
    await channel.shown("!sessie nieuw")
    assert "Vraag 2 van 9" in text(await channel.shown("Vervolg"))
