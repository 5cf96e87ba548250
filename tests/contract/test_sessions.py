"""Announcing a session and saying whether one comes, on any platform."""

import pytest

from bot.testing.chat import Chat
from tests.support.story import announce, card, last, make_session, open_form


async def test_a_session_is_announced_after_a_preview(chat: Chat) -> None:
    await make_session(chat)
    assert [message for message in chat.seen("ouder") if message.by_bot] == []

    await chat.say("moderator", "/sessie aankondigen 1", to="moderation")
    await chat.settled()
    preview = last(chat, "moderator", "moderation")
    assert preview.private
    assert preview.buttons == ("confirm", "cancel")
    assert [message for message in chat.seen("ouder") if message.by_bot] == []

    await chat.press("moderator", preview, "confirm")
    await chat.settled()
    shown = card(chat)
    for part in ("Wat als… (vervolg)", "vrijdag 9 oktober 2026", "10:00 - 12:00", "Utrecht en online", "Opening"):
        assert part in shown.text
    assert "rvjeugdzorg@loc.nl" in shown.text
    assert shown.offered == ("📍", "💻", "🤔", "❌")
    assert shown.text in preview.text
    assert preview.files == (shown.files if chat.forms else ())


async def test_reactions_are_rsvps_and_taking_one_back_withdraws_it(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.react("jongere", shown, "💻")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
    assert "💻 Ik doe online mee: 1" in card(chat).text

    await chat.unreact("ouder", shown, "📍")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 0" in card(chat).text
    assert "💻 Ik doe online mee: 1" in card(chat).text


async def test_the_latest_choice_counts(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await chat.react("ouder", shown, "❌")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 0" in card(chat).text
    assert "❌ Ik kan niet: 1" in card(chat).text


async def test_the_same_emoji_in_another_guise_is_the_same_choice(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "❌\ufe0f")
    await chat.settled()
    assert "❌ Ik kan niet: 1" in card(chat).text


async def test_other_emoji_mean_nothing(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "🎉")
    await chat.settled()
    assert card(chat).text == shown.text
    assert not card(chat).edited


async def test_signing_up_quietly_shows_no_reaction(chat: Chat) -> None:
    await announce(chat)
    await chat.say("ouder", "/aanmelden 1 online", to="bot")
    await chat.settled()
    assert "je staat op de lijst" in last(chat, "ouder", "bot").text
    assert "💻 Ik doe online mee: 1" in card(chat).text
    assert card(chat).reactions == {}

    await chat.say("ouder", "/afmelden", to="bot")
    await chat.settled()
    assert "💻 Ik doe online mee: 0" in card(chat).text


async def test_signing_up_asks_for_what_is_missing(chat: Chat) -> None:
    await announce(chat)
    await chat.say("ouder", "/aanmelden", to="bot")
    await chat.settled()
    form = open_form(chat, "ouder")
    assert set(form.values) == {"choice"}
    await chat.fill_in("ouder", form, {"choice": "place"})
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text


async def test_answers_are_seen_by_the_one_who_asked_alone(chat: Chat) -> None:
    await announce(chat)
    await chat.say("ouder", "/sessie lijst")
    await chat.settled()
    assert last(chat, "ouder", "announcements").private
    assert not any(message.private for message in chat.seen("jongere"))


async def test_who_signed_up_hears_of_a_cancellation_once(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.react("jongere", shown, "❌")
    await chat.settled()
    await chat.say("moderator", '/sessie afzeggen 1 "de zaal is bezet"', to="moderation")
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()

    told = [message for message in chat.seen("ouder", "bot") if "gaat niet door" in message.text]
    assert len(told) == 1
    assert "de zaal is bezet" in told[0].text
    assert chat.seen("jongere", "bot") == []
    assert "Deze sessie gaat niet door." in card(chat).text

    await chat.react("professional", card(chat), "📍")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text


async def test_a_changed_session_changes_its_card(chat: Chat) -> None:
    await announce(chat)
    await chat.say("moderator", "/sessie wijzig 1", to="moderation")
    await chat.settled()
    form = open_form(chat, "moderator")
    assert form.values["title"] == "Wat als… (vervolg)"
    await chat.fill_in("moderator", form, {"hours": "13u30-16u", "place": "Amersfoort"})
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {})
    await chat.settled()
    preview = last(chat, "moderator", "moderation")
    await chat.press("moderator", preview, "confirm")
    await chat.settled()
    assert card(chat).text in preview.text
    assert "13:30 - 16:00" in card(chat).text
    assert "Ik kom naar Amersfoort" in card(chat).text


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"day": "1 oktober 2020"}, "al voorbij"),
        ({"hours": "14:00 - 12:00"}, "niet later dan"),
    ],
)
async def test_a_session_that_cannot_be_is_refused_in_words(chat: Chat, other: dict[str, str], said: str) -> None:
    await make_session(chat, **other)
    form = chat.form("moderator")
    if form is not None:
        assert said in " ".join(form.errors.values())
        assert form.values["title"] == "Wat als… (vervolg)"
        return
    await chat.say("moderator", "/sessie aankondigen 1", to="moderation")
    await chat.settled()
    assert said in last(chat, "moderator", "moderation").text
    assert [message for message in chat.seen("ouder") if message.by_bot] == []


async def test_a_pasted_announcement_fills_in_the_form(chat: Chat) -> None:
    await chat.say("moderator", "/sessie plakken", to="moderation")
    await chat.settled()
    text = "Meedenkdag\n\nVrijdag 9 oktober 2026 van 10 tot 12 uur\nLocatie: Utrecht & online\n\nKom je ook?"
    await chat.fill_in("moderator", open_form(chat, "moderator"), {"text": text})
    await chat.settled()
    form = open_form(chat, "moderator")
    assert form.values["title"] == "Meedenkdag"
    assert form.values["day"] == "09-10-2026"
    assert form.values["hours"] == "10:00 - 12:00"
    assert form.values["place"] == "Utrecht"
    assert form.values["online"] == "ja"
    await chat.fill_in("moderator", form, {})
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {})
    await chat.settled()
    assert "Sessie 1 is bewaard" in last(chat, "moderator", "moderation").text


async def test_moderators_see_who_comes_and_people_see_their_own(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await chat.say("moderator", "/sessie deelnemers 1", to="moderation")
    await chat.say("ouder", "/mijn aanmeldingen", to="bot")
    await chat.settled()
    assert "Ouder" in last(chat, "moderator", "moderation").text
    assert "Ik kom naar Utrecht" in last(chat, "ouder", "bot").text


async def test_a_very_long_announcement_is_cut_on_the_card_and_shown_whole_on_request(chat: Chat) -> None:
    prose = "\n\n".join(f"Alinea {number}. " + "Wij denken samen na over hulp thuis. " * 8 for number in range(12))
    await chat.say("moderator", "/sessie plakken", to="moderation")
    await chat.settled()
    text = f"Meedenkdag\n\nVrijdag 9 oktober 2026 van 10 tot 12 uur\nLocatie: Utrecht\n\n{prose}"
    for filled in ({"text": text}, {}, {}):
        await chat.fill_in("moderator", open_form(chat, "moderator"), filled)
        await chat.settled()
    assert any("Sessie 1 is bewaard" in message.text for message in chat.seen("moderator", "moderation"))

    await chat.say("moderator", "/sessie aankondigen 1", to="moderation")
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
    shown = card(chat)
    assert "Alinea 0." in shown.text
    assert "…" in shown.text
    assert "📍 Ik kom naar Utrecht: 0" in shown.text

    await chat.say("ouder", "/sessie toon 1", to="bot")
    await chat.settled()
    whole = "\n".join(message.text for message in chat.seen("ouder", "bot"))
    assert all(f"Alinea {number}." in whole for number in range(12))


async def test_who_looks_at_a_session_can_answer_there(chat: Chat) -> None:
    await announce(chat)
    await chat.say("ouder", "/sessie toon 1", to="bot")
    await chat.settled()
    shown = last(chat, "ouder", "bot")
    assert "Klik hieronder" not in shown.text, "there is nothing to click on"
    await chat.follow("ouder", shown, "Ik kom naar Utrecht")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
