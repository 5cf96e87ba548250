"""A form in words: one question at a time, and nothing that was typed gets lost."""

from datetime import timedelta

import pytest

from tests.unit.core.example_cog.cog import Example
from tests.unit.core.talk.talker import SEVEN, Talker

LABELS = ("Eerste", "Tweede", "Derde", "Vierde", "Vijfde", "Zesde", "Zevende")


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
    assert "Overslaan" not in await ouder.say("!proef lang", "een")
    assert "Overslaan mag: typ -." in await ouder.say("twee")
    assert "7. Zevende: niets" in await ouder.say("-", "overslaan", "Skip", "-", "–")
    await ouder.say("ok")
    assert example.ran == ["een|twee||None"]


@pytest.mark.parametrize("word", ["klaar", "Done!"])
async def test_all_that_is_optional_can_be_skipped_at_once(ouder: Talker, example: Example, word: str) -> None:
    assert "Of typ klaar" in await ouder.say("!proef lang", "een", "twee")
    check = await ouder.say("drie", word)
    assert "3. Derde: drie\n4. Vierde: niets" in check
    assert await ouder.say("ja") == "Het is bewaard."
    assert example.ran == ["een|twee||None"]


async def test_skipping_the_rest_leaves_what_was_answered(ouder: Talker) -> None:
    check = await ouder.say("!proef lang", "een", "twee", "drie", "vier", "terug", "klaar")
    assert "4. Vierde: vier\n5. Vijfde: niets" in check


async def test_what_is_needed_is_still_asked_when_the_rest_is_skipped(ouder: Talker) -> None:
    await ouder.say("!proef lang", "klaar")
    assert "Vraag 2 van 7: Tweede" in await ouder.say("-")
    assert "1. Eerste: klaar" in await ouder.say("twee", "klaar")


async def test_a_session_takes_four_answers_and_a_yes(moderator: Talker) -> None:
    check = await moderator.say("!sessie nieuw", "Vervolg", "vr 9 okt", "10-12u", "Utrecht", "ja", "klaar")
    assert "5. Online meedoen kan ook: ja\n6. Waar gaat het over? niets" in check
    assert "Vervolg" in await moderator.say("ja")


async def test_the_ways_out_are_said_once_and_again_where_something_is_wrong(ouder: Talker) -> None:
    assert "stop om te stoppen" in await ouder.say("!proef lang")
    assert "terug voor de vorige vraag" in await ouder.say("een")
    assert "terug voor de vorige vraag" not in await ouder.say("twee", "drie")
    assert "terug voor de vorige vraag" in await ouder.say("vier", "vijf", "veel te lang voor dit veld")


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


@pytest.mark.parametrize(("word", "told"), [("hm", "Dat begrijp ik hier niet."), ("nee", "Wat wil je veranderen?")])
async def test_all_answers_are_shown_again_where_nothing_else_was_understood(
    ouder: Talker, example: Example, word: str, told: str
) -> None:
    shown = await ouder.say("!proef lang", *SEVEN, word)
    assert shown.startswith(told)
    assert "1. Eerste: een" in shown
    assert "8" not in await ouder.say("8")
    assert example.ran == []


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


async def test_a_session_is_made_and_changed_in_words(moderator: Talker) -> None:
    kept = await moderator.say("!sessie nieuw", "Vervolg", "vr 9 okt", "10-12u", "Utrecht", "nee", *"----", "ja")
    assert "Vervolg" in kept
    shown = await moderator.say("!sessie wijzig 1")
    assert "1. Titel: Vervolg" in shown
    assert "4. Plaats: Utrecht" in shown
    assert "4. Plaats: Zwolle" in await moderator.say("4", "Zwolle")
    await moderator.say("ja")
    assert "Zwolle" in await moderator.say("!sessie toon 1")


async def test_lines_stay_lines_in_a_question_and_fit_in_one_where_all_is_shown(moderator: Talker) -> None:
    programme = "10:00 Opening\n\n11.30 Afsluiting"
    await moderator.say("!sessie nieuw Vervolg | vr 9 okt | 10-12u | Utrecht")
    shown = await moderator.say("!sessie wijzig 1", "7", programme)
    assert "7. Programma: 10:00 Opening / 11.30 Afsluiting" in shown
    assert "Nu staat er: 10:00 Opening\n\n11.30 Afsluiting" in await moderator.say("7")


async def test_a_day_means_what_it_meant_when_it_was_shown(moderator: Talker) -> None:
    asked = await moderator.say("!sessie nieuw", "Vervolg", "morgen")
    assert asked.startswith("Zo lees ik je antwoord: woensdag 2 september 2026")
    await moderator.world.later(timedelta(hours=20))
    assert "2. Datum: woensdag 2 september 2026" in await moderator.say("10-12u", "Utrecht", *"-----")
    assert "2 september" in await moderator.say("ja")
