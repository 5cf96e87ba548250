"""Sending in ideas and supporting them, on any platform."""

from bot.testing.chat import Chat
from bot.testing.looking import with_button
from tests.support.story import card, last, open_form, submit_idea


async def test_an_idea_is_published_after_a_preview_without_its_sender(chat: Chat) -> None:
    await submit_idea(chat)
    shown = card(chat, "ideas")
    assert "Wat als we eerst luisteren?" in shown.text
    assert "Nu luistert niemand." in shown.text
    assert "Jongere" not in shown.text
    assert shown.offered == ("👍", "🙋")


async def test_the_preview_is_the_card_as_it_will_be(chat: Chat) -> None:
    await submit_idea(chat)
    await chat.say("ouder", '/watals "er thee is?" nu: "Nu is er niets.\n\nOok geen koek."', to="bot")
    await chat.settled()
    preview = last(chat, "ouder", "bot")
    await chat.press("ouder", preview, "confirm")
    await chat.settled()
    assert card(chat, "ideas").text in preview.text


async def test_an_idea_is_sent_in_inline(chat: Chat) -> None:
    await chat.say("jongere", '/watals "ouders mogen meebeslissen?" nu: "ze horen het achteraf"', to="bot")
    await chat.settled()
    await chat.press("jongere", last(chat, "jongere", "bot"), "confirm")
    await chat.settled()
    assert "Wat als we ouders mogen meebeslissen?" in card(chat, "ideas").text


async def test_an_idea_that_says_nothing_yet_is_asked_for_again(chat: Chat) -> None:
    await chat.say("jongere", "/watals", to="bot")
    await chat.settled()
    await chat.fill_in("jongere", open_form(chat, "jongere"), {"what_if": "Wat als we…", "now": "Nu luistert niemand."})
    await chat.settled()
    form = open_form(chat, "jongere")
    assert "Vul dit nog in" in form.errors["what_if"]
    await chat.fill_in("jongere", form, {"what_if": "eerst luisteren?"})
    await chat.settled()
    await chat.press("jongere", last(chat, "jongere", "bot"), "confirm")
    await chat.settled()
    shown = card(chat, "ideas").text
    assert "Wat als we eerst luisteren?" in shown
    assert "Nu luistert niemand." in shown


async def test_what_somebody_said_becomes_an_idea_without_their_name(chat: Chat) -> None:
    await chat.say("ouder", "Wat als we eerst naar kinderen luisteren?", to="announcements")
    await chat.settled()
    message = chat.seen("jongere")[-1]
    await chat.act("jongere", message, "Maak hier een idee van")
    await chat.settled()
    await chat.fill_in("jongere", open_form(chat, "jongere"), {"now": "Nu praat iedereen over ze."})
    await chat.settled()
    preview = with_button(chat, "jongere", "confirm")
    assert preview.private or not chat.forms
    assert "woorden van iemand anders" in preview.text
    await chat.press("jongere", preview, "confirm")
    await chat.settled()
    shown = card(chat, "ideas")
    assert "Wat als we eerst naar kinderen luisteren?" in shown.text
    assert "Nu praat iedereen over ze." in shown.text
    assert "Ouder" not in shown.text
    assert "Jongere" not in shown.text


async def test_what_somebody_said_at_length_is_given_back_to_shorten(chat: Chat) -> None:
    long = "Ik heb daar een lang verhaal over. " * 12
    await chat.say("ouder", long, to="announcements")
    await chat.settled()
    await chat.act("jongere", chat.seen("jongere")[-1], "Maak hier een idee van")
    await chat.settled()
    form = open_form(chat, "jongere")
    assert not chat.forms or form.values["what_if"] == long
    assert "Maak het wat korter" in form.errors["what_if"]


async def test_cancelling_the_preview_publishes_nothing(chat: Chat) -> None:
    await chat.say("jongere", "/watals", to="bot")
    await chat.settled()
    await chat.fill_in("jongere", open_form(chat, "jongere"), {"what_if": "we stoppen?", "now": "Het is druk."})
    await chat.settled()
    await chat.press("jongere", last(chat, "jongere", "bot"), "cancel")
    await chat.settled()
    assert chat.seen("ouder", "ideas") == []
    assert last(chat, "jongere", "bot").buttons == ()


async def test_support_is_counted_once_a_person_and_can_be_taken_back(chat: Chat) -> None:
    shown = await submit_idea(chat)
    await chat.react("ouder", shown, "👍")
    await chat.react("professional", shown, "👍🏽")
    await chat.react("ouder", shown, "🙋")
    await chat.settled()
    assert "👍 Ik steun dit: 2" in card(chat, "ideas").text
    assert "🙋 Ik wil meedoen: 1" in card(chat, "ideas").text
    await chat.unreact("ouder", shown, "👍")
    await chat.settled()
    assert "👍 Ik steun dit: 1" in card(chat, "ideas").text


async def test_quiet_support_counts_with_the_reaction_as_one(chat: Chat) -> None:
    shown = await submit_idea(chat)
    await chat.react("ouder", shown, "👍")
    await chat.say("ouder", "/idee steun 1 support", to="bot")
    await chat.settled()
    assert "👍 Ik steun dit: 1" in card(chat, "ideas").text
    await chat.unreact("ouder", shown, "👍")
    await chat.settled()
    assert "👍 Ik steun dit: 1" in card(chat, "ideas").text
    await chat.say("ouder", "/idee steun 1 none", to="bot")
    await chat.settled()
    assert "👍 Ik steun dit: 0" in card(chat, "ideas").text


async def test_a_status_is_told_in_public(chat: Chat) -> None:
    await submit_idea(chat)
    await chat.say("moderator", '/idee status 1 picked-up "We bespreken dit op 9 oktober."', to="moderation")
    await chat.settled()
    assert "We gaan ermee aan de slag. We bespreken dit op 9 oktober." in card(chat, "ideas").text


async def test_lists_go_by_age_or_support(chat: Chat) -> None:
    first = await submit_idea(chat, what_if="we eerst luisteren?")
    await submit_idea(chat, what_if="we minder regels hebben?")
    await chat.react("ouder", first, "👍")
    await chat.settled()
    await chat.say("ouder", "/idee lijst", to="bot")
    await chat.settled()
    newest = last(chat, "ouder", "bot").text
    assert newest.index("minder regels") < newest.index("luisteren")
    await chat.say("ouder", "/idee lijst supported", to="bot")
    await chat.settled()
    supported = last(chat, "ouder", "bot").text
    assert supported.index("luisteren") < supported.index("minder regels")


async def test_words_that_look_like_markup_or_pings_stay_words(chat: Chat) -> None:
    nasty = "@everyone <b>dik</b> **sterk** @room [klik](javascript:alert(1))"
    await submit_idea(chat, what_if=nasty)
    assert nasty in card(chat, "ideas").text
