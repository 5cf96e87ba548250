"""Previews and ways on in words: nothing happens before a yes, and a number goes on."""

from datetime import timedelta

import pytest

from bot.api.content import File
from bot.testing.chat import Seen
from bot.testing.looking import card, last
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker, said

IDEA = ("!watals we luisteren? | Niemand luistert.",)
BACK = "\nEerst iets veranderen: typ terug."
SESSION = ("!sessie nieuw", "Vervolg", "vr 9 okt", "10-12u", "Utrecht", "nee", "-", "-", "-", "-", "ja")


async def test_a_preview_shows_the_card_and_asks_for_a_yes(ouder: Talker) -> None:
    shown = await ouder.answer(*IDEA)
    assert "Wat als we luisteren?" in said(shown)
    assert said(shown).endswith("Plaats mijn idee: kies ✅ of typ ja.\nNiet doen: kies ❌ of typ stop." + BACK)
    assert [(one.emoji, one.text) for one in shown.shortcuts] == [("✅", "ja"), ("❌", "nee")]


@pytest.mark.parametrize("word", ["ja", "Ja!", "yes", "OK", "✅", "👍"])
async def test_a_yes_makes_it_happen_once(ouder: Talker, example: Example, word: str) -> None:
    assert "Dit wordt bewaard: iets" in await ouder.say("!proef bekijken iets")
    assert example.ran == []
    assert await ouder.say(word) == "Het is bewaard."
    assert "geen vraag open" in await ouder.say(word)
    assert example.ran == ["iets"]


async def test_what_is_asked_is_said_last_and_files_come_with_the_card(moderator: Talker) -> None:
    await moderator.say("!sessie nieuw", "Vervolg", "vr 9 okt", "10-12u", "Utrecht", "nee", "klaar", "ja")
    shown = await moderator.answer("!sessie aankondigen 1")
    assert "📎 Zet in je agenda" in said(shown)
    assert not [block for part in (shown.content, *shown.more) for block in part.blocks if isinstance(block, File)]


@pytest.mark.parametrize("word", ["nee", "no", "❌", "stop"])
async def test_a_no_ends_it(ouder: Talker, world: World, example: Example, word: str) -> None:
    assert await ouder.say("!proef bekijken iets", word) == "Goed, ik stop. Er is niets gedaan."
    assert "geen vraag open" in await ouder.say("ja")
    assert await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM draft")) == 0
    assert example.ran == []


async def test_anything_else_is_asked_again_and_does_nothing(ouder: Talker, example: Example) -> None:
    again = await ouder.answer("!proef bekijken iets")
    for word in ("misschien", "1", "terug"):
        again = await ouder.answer(word)
        assert said(again) == (
            "Dat begrijp ik hier niet.\n\nBewaren: kies ✅ of typ ja.\nNiet doen: kies ❌ of typ stop."
        )
        assert [one.emoji for one in again.shortcuts] == ["✅", "❌"]
    await ouder.say("ja")
    assert example.ran == ["iets"]


async def test_from_a_preview_one_can_go_back_and_change_an_answer(ouder: Talker) -> None:
    await ouder.say("!watals", "we luisteren?", "Niemand luistert.", "-")
    assert "2. Nu… Niemand luistert." in await ouder.say("terug")
    shown = await ouder.say("2", "Bijna niemand luistert.")
    assert "Bijna niemand luistert." in shown
    assert "Plaats mijn idee: kies ✅ of typ ja." in shown
    assert "als idee 1" in await ouder.say("ja")


async def test_a_preview_outlives_a_restart_and_not_a_day(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef bekijken eerst")
    await ouder.world.stop()
    await ouder.world.start()
    await ouder.say("ja", "!proef bekijken later")
    await ouder.world.later(timedelta(hours=25))
    assert "verlopen" in await ouder.say("ja")
    assert example.ran == ["eerst"]


async def test_what_cannot_be_after_all_is_said_and_can_be_tried_again(ouder: Talker, example: Example) -> None:
    shown = await ouder.answer("!proef bekijken tekst: te laat")
    shown = await ouder.answer("ja")
    assert said(shown).startswith("Het geheel is mis.\n\nBewaren: kies ✅ of typ ja.")
    assert [one.emoji for one in shown.shortcuts] == ["✅", "❌"]
    assert await ouder.say("stop") == "Goed, ik stop. Er is niets gedaan."
    assert example.ran == []


async def test_ways_on_are_numbered(moderator: Talker, world: World) -> None:
    shown = await moderator.answer("!instellen toon")
    assert "\n\nTyp een nummer om verder te gaan:\n1. " in said(shown)
    assert shown.shortcuts == ()
    numbered = next(line for line in said(shown).splitlines() if line.endswith("Verander de naam van de gemeenschap"))
    asked = await moderator.say(numbered.partition(".")[0])
    assert "Nu staat er: Radicale vernieuwing jeugdzorg" in asked
    await moderator.say("Samen")
    assert "Samen" in await moderator.say("!instellen toon")


async def test_a_few_ways_on_can_be_clicked(ouder: Talker) -> None:
    shown = await ouder.answer("!aanmeldn")
    assert "\n\nKies of typ een nummer om verder te gaan:\n1. /aanmelden\n2. /afmelden" in said(shown)
    assert [(one.emoji, one.text) for one in shown.shortcuts] == [("1️⃣", "1"), ("2️⃣", "2")]


async def test_one_way_on_is_offered_as_such_and_leads_to_a_preview(moderator: Talker, world: World) -> None:
    kept = await moderator.answer(SESSION[0])
    for typed in SESSION[1:]:
        kept = await moderator.answer(typed)
    assert said(kept).endswith("Kies 1️⃣ of typ 1 voor: Aankondigen")
    assert [one.text for one in kept.shortcuts] == ["1"]
    assert "Plaatsen: kies ✅ of typ ja." in await moderator.say("1️⃣")
    await moderator.say("ja")
    await world.settled()
    assert "Vervolg" in card(RoomChat(world)).text


@pytest.mark.parametrize("typed", ["blauw", "Blauw!", "1"])
async def test_a_way_on_can_be_named(ouder: Talker, example: Example, typed: str) -> None:
    assert "Kies 1️⃣ of typ 1 voor: Blauw" in await ouder.say("!proef anders 1")
    assert await ouder.say(typed) == "Het is bewaard."
    assert example.ran == ["changed 1", "blue"]


async def test_beside_ways_on_one_can_give_a_command_or_be_done(ouder: Talker, example: Example) -> None:
    assert await ouder.say("!proef anders 1", "proef kiezen rood") == "Het is bewaard."
    assert await ouder.say("!proef anders 1", "stop") == "Goed."
    again = await ouder.say("!proef anders 1", "2")
    assert again.startswith("Ik begrijp alleen commando's.")
    assert again.endswith("Kies 1️⃣ of typ 1 voor: Blauw")
    await ouder.say("1")
    assert example.ran == ["changed 1", "red", "changed 1", "changed 1", "blue"]


async def test_pages_are_turned_in_words(ouder: Talker) -> None:
    for number in range(1, 11):
        await ouder.say(f"!watals idee {number}? | Nu niet.", "ja")
    assert "Kies 1️⃣ of typ 1 voor: Meer" in await ouder.say("!idee lijst")
    assert "Kies 1️⃣ of typ 1 voor: Vorige" in await ouder.say("meer")


async def test_a_mistyped_command_is_proposed_and_goes_on_by_its_number(ouder: Talker, example: Example) -> None:
    told = await ouder.say("!proeff kiezen blauw")
    assert "Bedoel je" in told
    assert "Dit heb je getypt" not in told
    await ouder.say("/proef kiezen")
    assert example.ran == []
    await ouder.say("!proeff kiezen blauw", "1")
    assert example.ran == ["blue"]


async def test_it_works_in_a_chat_as_well(world: World) -> None:
    room = RoomChat(world)
    for text in ("!watals", "we luisteren?", "Niemand luistert.", "-", "ja"):
        await room.say("jongere", text, to="bot")
        await room.settled()
    assert "als idee 1" in last(room, "jongere", "bot").text
    shown: Seen = card(room, "ideas")
    assert "Wat als we luisteren?" in shown.text
