"""Choosing in words: by number, by name, in any language; and never something else than was shown."""

import pytest

from bot.api.kinds import Option
from bot.testing.world import World
from storage import communities, moderators
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import SEVEN, Talker


async def test_an_answer_can_be_changed_by_its_number_or_its_name(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef lang", *SEVEN)
    assert "Nu staat er: twee" in await ouder.say("2.")
    assert "2. Tweede: nieuw" in await ouder.say("nieuw")
    assert "Vraag 6 van 7" in await ouder.say("zesde")
    await ouder.say("6", "ja")
    assert example.ran == ["een|nieuw|6|zeven"]


async def test_one_question_is_not_numbered_and_needs_no_check(ouder: Talker, example: Example) -> None:
    asked = await ouder.say("!proef kiezen")
    assert "Vraag" not in asked
    assert "1. Rood\n2. Blauw" in asked
    assert await ouder.say("2") == "Het is bewaard."
    assert example.ran == ["blue"]


@pytest.mark.parametrize("typed", ["2", "2️⃣", "2.", "#2", "Blauw", "blauw!", "blue", "BLUE"])
async def test_a_choice_is_made_by_number_or_by_name_in_any_language(
    ouder: Talker, example: Example, typed: str
) -> None:
    await ouder.say("!proef kiezen", typed)
    assert example.ran == ["blue"]


@pytest.mark.parametrize("typed", ["3", "0", "groen"])
async def test_what_is_no_choice_is_asked_again(ouder: Talker, example: Example, typed: str) -> None:
    assert (await ouder.say("!proef kiezen", typed)).startswith("Kies een van de antwoorden uit de lijst.")
    await ouder.say("1")
    assert example.ran == ["red"]


@pytest.mark.parametrize("typed", ["8", "#8", "Het achtste", "achtste"])
async def test_what_has_a_number_of_its_own_is_chosen_by_that(ouder: Talker, example: Example, typed: str) -> None:
    example.things = [Option("7", "Het zevende"), Option("8", "Het achtste"), Option("1", "Het eerste")]
    asked = await ouder.say("!proef ding")
    assert "8  Het achtste" in asked
    await ouder.say(typed)
    assert example.ran == ["thing 8"]


async def test_a_number_means_what_was_shown_under_it(ouder: Talker, world: World) -> None:
    moderator = Talker(world, "moderator")
    assert "2. Hulp thuis" in await ouder.say("!watals", "we luisteren?", "Niemand luistert.")
    await moderator.say("!instellen themas", "Iets anders\nNog iets anders")
    asked = await ouder.say("2")
    assert asked.startswith("Kies een van de antwoorden uit de lijst.")
    assert "2. Nog iets anders" in asked
    assert "Thema: Nog iets anders" in await ouder.say("2")


async def test_a_long_list_is_not_listed_whole(ouder: Talker, example: Example) -> None:
    example.things = [Option(str(n), f"Ding nummer {n}") for n in range(1, 101)]
    asked = await ouder.say("!proef ding")
    assert "Ding nummer 15" in asked
    assert "Ding nummer 16" not in asked
    assert "En nog 85. Typ een woord uit de naam." in asked
    await ouder.say("nummer 77")
    assert example.ran == ["thing 77"]


@pytest.mark.parametrize(("typed", "read"), [("ja", "ja"), ("✅", "ja"), ("nee", "nee"), ("no", "nee"), ("❌", "nee")])
async def test_a_yes_or_no_has_shortcuts_and_is_read_in_any_way(moderator: Talker, typed: str, read: str) -> None:
    await moderator.say("!sessie nieuw", "Titel", "vr 9 okt", "10-12u")
    asked = await moderator.answer("Utrecht")
    assert [(one.emoji, one.text) for one in asked.shortcuts] == [("✅", "ja"), ("❌", "nee")]
    shown = await moderator.say(typed, "-", "-", "-", "-")
    assert f"5. Online meedoen kan ook: {read}" in shown


@pytest.mark.parametrize("typed", ["uit", "off", "false", "N"])
async def test_every_no_is_shown_as_a_no(moderator: Talker, typed: str) -> None:
    shown = await moderator.say("!sessie nieuw", "Titel", "vr 9 okt", "10-12u", "Utrecht", typed, *"----")
    assert "5. Online meedoen kan ook: nee" in shown


async def test_a_name_that_begins_another_is_not_taken_for_it(ouder: Talker, example: Example) -> None:
    example.things = [Option("40", "Groot ding"), Option("41", "Groot ding met een deur")]
    assert (await ouder.say("!proef ding", "groot ding")).startswith("Typ alleen het nummer")
    await ouder.say("40")
    assert example.ran == ["thing 40"]


async def test_people_with_one_name_are_not_taken_for_each_other(moderator: Talker, world: World) -> None:
    names = {"room:ouder": "Ouder", "elsewhere:1": "ouder", "elsewhere:2": "Ouder"}
    await world.database.write(lambda tx: communities.know_accounts(tx, 1, names))
    asked = await moderator.say("!instellen moderator erbij", "Ouder")
    assert "meer mensen" in asked
    number = next(line for line in asked.splitlines() if line.endswith("Ouder (room:ouder)")).partition(".")[0]
    assert "Ouder is nu moderator" in await moderator.say(number)
    assert await world.database.read(lambda tx: moderators.includes(tx, 1, "room:ouder"))


async def test_what_a_form_is_about_is_asked_before_it_is_filled_in(moderator: Talker) -> None:
    await moderator.say("!sessie nieuw Eerste | vr 9 okt | 10-12u | Utrecht")
    await moderator.say("!sessie nieuw Tweede | za 10 okt | 10-12u | Zwolle")
    asked = await moderator.say("!sessie wijzig")
    assert "Vraag" not in asked
    assert "Eerste" in asked
    assert "Tweede" in asked
    shown = await moderator.say("2")
    assert "1. Titel: Tweede" in shown
    assert "Zwolle" in shown
