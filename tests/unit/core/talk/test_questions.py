"""A form in words: one question at a time, and nothing that was typed gets lost."""

from datetime import timedelta

import pytest

from bot.api.kinds import Option
from bot.core import intake
from bot.testing.world import World
from storage import communities, moderators
from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import Talker

LABELS = ("Eerste", "Tweede", "Derde", "Vierde", "Vijfde", "Zesde", "Zevende")
SEVEN = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven")


async def test_one_thing_is_asked_at_a_time(ouder: Talker, example: Example) -> None:
    first = await ouder.say("!proef lang")
    assert "Een lang formulier" in first
    assert "Dit zijn twee stappen." in first
    assert "Vraag 1 van 7: Eerste" in first
    assert "Hoogstens twintig tekens." in first
    assert "Tweede" not in first
    second = await ouder.say("een")
    assert "Vraag 2 van 7: Tweede" in second
    assert "Een lang formulier" not in second
    check = await ouder.say(*SEVEN[1:])
    assert example.ran == []
    answers = [f"{n}. {name}: {typed}" for n, (name, typed) in enumerate(zip(LABELS, SEVEN, strict=True), 1)]
    assert "\n".join(answers) in check
    assert await ouder.say("ja") == "Het is bewaard."
    assert example.ran == ["een|twee|zes|zeven"]


async def test_what_is_optional_can_be_skipped(ouder: Talker, example: Example) -> None:
    assert "Typ - om" not in await ouder.say("!proef lang", "een")
    assert "Typ - om deze vraag over te slaan." in await ouder.say("twee")
    assert "7. Zevende: niets" in await ouder.say("-", "overslaan", "Skip", "-", "–")
    await ouder.say("ok")
    assert example.ran == ["een|twee||None"]


async def test_what_is_needed_cannot_be_skipped(ouder: Talker) -> None:
    asked = await ouder.say("!proef lang", "-")
    assert asked.startswith("Vul dit nog in.")
    assert "Vraag 1 van 7" in asked


async def test_going_back_shows_what_was_said_and_goes_on_where_one_was(ouder: Talker) -> None:
    await ouder.say("!proef lang", "een", "twee")
    back = await ouder.say("terug")
    assert "Vraag 2 van 7" in back
    assert "Nu staat er: twee" in back
    assert "Vraag 1 van 7" in await ouder.say("back")
    assert "Vraag 1 van 7" in await ouder.say("terug")
    assert "Vraag 3 van 7" in await ouder.say("anders")


async def test_what_was_said_before_can_stay(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef lang", *SEVEN)
    await ouder.say("1", "-", "ja")
    assert example.ran == ["een|twee|zes|zeven"]


async def test_what_was_said_before_can_be_emptied(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef lang", *SEVEN)
    assert "Typ leeg om dit leeg te maken." in await ouder.say("7")
    assert "7. Zevende: niets" in await ouder.say("Leeg")
    await ouder.say("ja")
    assert example.ran == ["een|twee|zes|None"]


@pytest.mark.parametrize("word", ["stop", "STOP!", "annuleren", "cancel"])
async def test_one_can_stop_at_any_time(ouder: Talker, example: Example, word: str) -> None:
    assert await ouder.say("!proef lang", "een", word) == "Goed, ik stop. Er is niets gedaan."
    assert "geen vraag open" in await ouder.say("ja")
    assert example.ran == []


async def test_an_error_comes_first_and_the_answer_before_it_stays(ouder: Talker) -> None:
    await ouder.say("!proef lang", *SEVEN, "1")
    asked = await ouder.say("x" * 21)
    assert asked.startswith("Dit zijn 21 tekens.")
    assert "Nu staat er: een" in asked
    assert "1. Eerste: een" in await ouder.say("-")


async def test_an_error_of_the_handler_comes_at_its_question_and_then_all_is_shown_again(
    ouder: Talker, example: Example
) -> None:
    await ouder.say("!proef lang", "een", "mis", *SEVEN[2:])
    asked = await ouder.say("ja")
    assert asked.startswith("De tweede is mis.")
    assert "Vraag 2 van 7" in asked
    assert "2. Tweede: goed" in await ouder.say("goed")
    await ouder.say("ja")
    assert example.ran == ["een|goed|zes|zeven"]


async def test_an_error_about_the_whole_stands_above_all_answers(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef lang", *SEVEN[:6], "mis")
    shown = await ouder.say("ja")
    assert "Het geheel is mis." in shown
    assert "7. Zevende: mis" in shown
    assert "Het geheel is mis." not in await ouder.say("7", "goed")
    await ouder.say("ja")
    assert example.ran == ["een|twee|zes|goed"]


async def test_an_answer_can_be_changed_by_its_number_or_its_name(ouder: Talker, example: Example) -> None:
    await ouder.say("!proef lang", *SEVEN)
    assert "Nu staat er: twee" in await ouder.say("2.")
    assert "2. Tweede: nieuw" in await ouder.say("nieuw")
    assert "Vraag 6 van 7" in await ouder.say("zesde")
    await ouder.say("6", "ja")
    assert example.ran == ["een|nieuw|6|zeven"]


@pytest.mark.parametrize(("word", "told"), [("hm", "Dat begrijp ik hier niet."), ("nee", "Wat wil je veranderen?")])
async def test_all_answers_are_shown_again_where_nothing_else_was_understood(
    ouder: Talker, example: Example, word: str, told: str
) -> None:
    shown = await ouder.say("!proef lang", *SEVEN, word)
    assert shown.startswith(told)
    assert "1. Eerste: een" in shown
    assert "8" not in await ouder.say("8")
    assert example.ran == []


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


async def test_what_was_given_with_the_command_is_not_asked(ouder: Talker, example: Example) -> None:
    assert "Vraag 1 van 7" in await ouder.say("!proef lang tweede: twee")
    assert "Vraag 3 van 7" in await ouder.say("een")
    assert "2. Tweede: twee" in await ouder.say(*SEVEN[2:])
    await ouder.say("ja")
    assert example.ran == ["een|twee|zes|zeven"]


async def test_nothing_is_asked_where_all_that_is_needed_was_typed(ouder: Talker, example: Example) -> None:
    assert await ouder.say("!proef lang een | twee") == "Het is bewaard."
    assert example.ran == ["een|twee||None"]


async def test_a_form_that_comes_filled_in_asks_only_what_is_wanting(ouder: Talker, example: Example) -> None:
    asked = await ouder.say("!proef doorsturen")
    assert "Kijk dit na." in asked
    assert "Vraag 2 van 7: Tweede" in asked
    shown = await ouder.say("twee")
    assert "1. Eerste: een\n2. Tweede: twee" in shown
    assert "6. Zesde: zes" in shown
    await ouder.say("ja")
    assert example.ran == ["een|twee|zes|None"]


async def test_how_a_date_is_read_is_said_with_the_next_question(moderator: Talker) -> None:
    asked = await moderator.say("!sessie nieuw", "Wat als… (vervolg)", "vr 9 okt")
    assert asked.startswith("Zo lees ik je antwoord: vrijdag 9 oktober 2026\n\nVraag 3 van 9: Tijd")


@pytest.mark.parametrize(("typed", "read"), [("ja", "ja"), ("✅", "ja"), ("nee", "nee"), ("no", "nee"), ("❌", "nee")])
async def test_a_yes_or_no_has_shortcuts_and_is_read_in_any_way(moderator: Talker, typed: str, read: str) -> None:
    await moderator.say("!sessie nieuw", "Titel", "vr 9 okt", "10-12u")
    asked = await moderator.answer("Utrecht")
    assert [(one.emoji, one.text) for one in asked.shortcuts] == [("✅", "ja"), ("❌", "nee")]
    shown = await moderator.say(typed, "-", "-", "-", "-")
    assert f"5. Online meedoen kan ook: {read}" in shown


async def test_a_session_is_made_and_changed_in_words(moderator: Talker) -> None:
    kept = await moderator.say("!sessie nieuw", "Vervolg", "vr 9 okt", "10-12u", "Utrecht", "nee", *"----", "ja")
    assert "Vervolg" in kept
    shown = await moderator.say("!sessie wijzig 1")
    assert "1. Titel: Vervolg" in shown
    assert "4. Plaats: Utrecht" in shown
    assert "4. Plaats: Zwolle" in await moderator.say("4", "Zwolle")
    await moderator.say("ja")
    assert "Zwolle" in await moderator.say("!sessie toon 1")


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
    await world.settled()


async def test_a_question_that_expired_long_ago_is_forgotten(ouder: Talker, world: World) -> None:
    await ouder.say("!proef lang", "een")
    await restarted_after(world, timedelta(hours=25))
    assert await world.database.read(lambda tx: tx.value("SELECT waiting FROM dialogue")) == ""
    await restarted_after(world, timedelta(days=8))
    assert await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM dialogue")) == 0
    assert await world.database.read(lambda tx: tx.value("SELECT COUNT(*) FROM draft")) == 0


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


async def test_lines_stay_lines_in_a_question_and_fit_in_one_where_all_is_shown(moderator: Talker) -> None:
    programme = "10:00 Opening\n\n11.30 Afsluiting"
    await moderator.say("!sessie nieuw Vervolg | vr 9 okt | 10-12u | Utrecht")
    shown = await moderator.say("!sessie wijzig 1", "7", programme)
    assert "7. Programma: 10:00 Opening / 11.30 Afsluiting" in shown
    assert "Nu staat er: 10:00 Opening\n\n11.30 Afsluiting" in await moderator.say("7")


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


async def test_a_day_means_what_it_meant_when_it_was_shown(moderator: Talker) -> None:
    asked = await moderator.say("!sessie nieuw", "Vervolg", "morgen")
    assert asked.startswith("Zo lees ik je antwoord: woensdag 2 september 2026")
    await moderator.world.later(timedelta(hours=20))
    assert "2. Datum: woensdag 2 september 2026" in await moderator.say("10-12u", "Utrecht", *"-----")
    assert "2 september" in await moderator.say("ja")
