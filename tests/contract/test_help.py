"""Help, and what is answered to what was not understood, on any platform."""

from bot.testing.chat import Chat, Seen
from tests.support.story import announce, last, open_form


async def asked(chat: Chat, person: str, text: str) -> Seen:
    await chat.say(person, text, to="bot")
    await chat.settled()
    return last(chat, person, "bot")


async def followed(chat: Chat, person: str, label: str) -> Seen:
    await chat.follow(person, last(chat, person, "bot"), label)
    await chat.settled()
    return last(chat, person, "bot")


async def test_help_is_short_and_grouped_and_names_the_contact(chat: Chat) -> None:
    said = await asked(chat, "ouder", "/hulp")
    commands = [line for line in said.text.splitlines() if line.startswith("• /")]
    assert 6 <= len(commands) <= 15
    assert "\nSessies\n" in said.text
    assert "030 284 3200" in said.text
    assert "/sessie aankondigen" not in said.text
    assert said.follow_ups == ()
    assert "/watals" in said.text
    assert "/idee toon" in said.text


async def test_moderators_find_theirs_behind_a_button(chat: Chat) -> None:
    said = await asked(chat, "moderator", "/hulp")
    assert "/sessie aankondigen" not in said.text
    theirs = await followed(chat, "moderator", "Voor moderatoren")
    assert "/sessie aankondigen" in theirs.text
    assert "/aanmelden <" not in theirs.text
    assert "Voor moderatoren" not in (await asked(chat, "ouder", "/hulp")).follow_ups


async def test_help_finds_by_the_beginning_of_a_word(chat: Chat) -> None:
    said = (await asked(chat, "ouder", "/hulp aanmeld")).text
    assert said.index("/aanmelden") < said.index("/mijn aanmeldingen")
    assert "/watals" not in said


async def test_help_finds_in_inputs_and_in_the_other_language(chat: Chat) -> None:
    assert "/idee lijst" in (await asked(chat, "ouder", "/hulp volgorde")).text
    assert "/aanmelden" in (await asked(chat, "ouder", "/hulp sign up")).text
    assert "/idee lijst" in (await asked(chat, "ouder", "/hulp IDEEËN")).text


async def test_alone_with_the_bot_a_command_needs_no_mark(chat: Chat) -> None:
    assert "/aanmelden" in (await asked(chat, "ouder", "Hulp aanmelden")).text
    said = (await asked(chat, "ouder", "Dag allemaal")).text
    assert "Ik begrijp alleen commando's" in said


async def test_a_command_has_help_of_its_own(chat: Chat) -> None:
    said = (await asked(chat, "moderator", "/hulp sessie nieuw")).text
    for part in (
        "Maak een nieuwe sessie",
        "Vul in wat je weet.",
        "Datum: Bijvoorbeeld: 13 oktober",
        "Plaats (mag ",
    ):
        assert part in said
    said = await asked(chat, "ouder", "/hulp /aanmelden")
    assert "Bijvoorbeeld: /aanmelden 3 Ik kom erheen" in said.text
    assert "hoe: Ik kom erheen, Ik doe online mee of Misschien" in said.text
    assert said.follow_ups == ("/mijn aanmeldingen",)
    assert "Bijvoorbeeld: /aanmelden 3" in (await asked(chat, "ouder", "/hulp signup")).text


async def test_help_about_nothing_known_gives_ways_on(chat: Chat) -> None:
    said = await asked(chat, "ouder", "/hulp waatals")
    assert "vond ik niets" in said.text
    assert "030 284 3200" in said.text
    assert said.follow_ups == ("/watals",)
    assert "Stuur een idee in" in (await followed(chat, "ouder", "/watals")).text
    assert (await asked(chat, "ouder", "/hulp ???")).follow_ups == ()


async def test_help_does_not_tell_what_the_reader_may_not_do(chat: Chat) -> None:
    assert "/sessie nieuw" not in (await asked(chat, "ouder", "/hulp sessie nieuw")).text
    assert "/sessie afzeggen" not in (await asked(chat, "ouder", "/hulp sessie")).text


async def test_an_unknown_command_proposes_the_nearest(chat: Chat) -> None:
    said = await asked(chat, "ouder", "/anmelden")
    assert "/aanmelden" in said.text
    assert "/hulp" in said.text
    assert said.follow_ups[0] == "/aanmelden"


async def test_a_proposal_goes_on_with_what_was_typed(chat: Chat) -> None:
    await announce(chat)
    await announce(chat, 2, title="Tweede")
    said = await asked(chat, "ouder", "/aanmeldn 2 misschien")
    assert not chat.forms or "/aanmeldn 2 misschien" in said.text
    assert "Misschien" in (await followed(chat, "ouder", "/aanmelden")).text
    assert "Tweede" in last(chat, "ouder", "bot").text


async def test_words_in_another_order_or_language_are_understood(chat: Chat) -> None:
    for typed in ("/nieuw sessie", "/session nieuw", "/sessie nieww"):
        assert (await asked(chat, "moderator", typed)).follow_ups[:1] == ("/sessie nieuw",)
    await followed(chat, "moderator", "/sessie nieuw")
    assert open_form(chat, "moderator").title == "Maak een nieuwe sessie"


async def test_the_name_of_a_group_lists_what_is_in_it(chat: Chat) -> None:
    said = (await asked(chat, "ouder", "/sessie")).text
    assert "Dit kun je doen met /sessie" in said
    assert "/sessie toon <sessie>" in said
    assert "/sessie nieuw" not in said
    assert "ken ik niet" not in said
    assert "voor moderatoren" in (await asked(chat, "ouder", "/overzicht")).text


async def test_a_group_with_something_unknown_behind_it_is_listed_too(chat: Chat) -> None:
    await asked(chat, "ouder", "/sessie xyzzy")
    said = "\n".join(message.text for message in chat.seen("ouder", "bot") if message.by_bot)
    assert "ken ik niet" in said
    assert "/sessie toon <sessie>" in said


async def test_a_choice_can_be_typed_by_what_one_sees(chat: Chat) -> None:
    await announce(chat)
    for typed in ("Ik kom erheen", "ik doe ONLINE mee", "maybe", "I will join online", "place"):
        assert "op de lijst" in (await asked(chat, "ouder", f"/aanmelden 1 {typed}")).text


async def test_a_session_or_a_theme_can_be_named_by_words_that_fit_one_alone(chat: Chat) -> None:
    await announce(chat, title="Crème voor ouders")
    await announce(chat, 2, title="Wat als voor jongeren")
    assert "Crème voor ouders" in (await asked(chat, "ouder", "/sessie toon creme")).text
    assert "jongeren" in (await asked(chat, "ouder", "/aanmelden jongeren misschien")).text
    assert "Hulp thuis" in (await asked(chat, "ouder", "/watals luisteren nu: niemand thema: thuis")).text
    await chat.say("ouder", "/sessie toon voor", to="bot")
    await chat.settled()
    assert list(open_form(chat, "ouder").errors) == ["session"]


async def test_a_field_says_how_it_was_understood(chat: Chat) -> None:
    await chat.say("moderator", "/sessie nieuw", to="moderation")
    await chat.settled()
    assert open_form(chat, "moderator").readings == {}
    filled = {"title": "Meedenkdag", "day": "vr 13 nov", "hours": "half acht tot negen uur", "place": ""}
    await chat.fill_in("moderator", open_form(chat, "moderator"), {**filled, "online": "ja"})
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {}, "back")
    await chat.settled()
    readings = open_form(chat, "moderator").readings
    assert readings["day"] == "vrijdag 13 november 2026"
    assert readings["hours"].startswith("19:30 - 21:00. “half acht” is gelezen als 19:30 uur.")
    assert set(readings) == {"day", "hours"}


async def test_what_says_itself_how_it_is_meant_is_not_repeated(chat: Chat) -> None:
    await chat.say("moderator", "/sessie nieuw", to="moderation")
    await chat.settled()
    filled = {"title": "Meedenkdag", "day": "vrijdag 13 november 2026", "hours": "10:00 - 12:00"}
    await chat.fill_in("moderator", open_form(chat, "moderator"), filled)
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {}, "back")
    await chat.settled()
    assert open_form(chat, "moderator").readings == {}


async def test_a_field_with_a_mistake_shows_the_mistake_alone(chat: Chat) -> None:
    await chat.say("moderator", "/sessie nieuw", to="moderation")
    await chat.settled()
    filled = {"title": "Meedenkdag", "day": "31 februari", "hours": "10:00 - 12:00", "place": "Utrecht"}
    await chat.fill_in("moderator", open_form(chat, "moderator"), filled)
    await chat.settled()
    assert list(open_form(chat, "moderator").errors) == ["day"]
    assert open_form(chat, "moderator").readings == {}


async def test_talk_that_is_not_for_the_bot_is_left_alone(chat: Chat) -> None:
    await chat.say("ouder", "Goedemorgen allemaal")
    await chat.settled()
    assert [message.text for message in chat.seen("jongere")] == ["Goedemorgen allemaal"]


async def test_talk_to_the_bot_alone_gets_a_way_on(chat: Chat) -> None:
    await chat.say("ouder", "Kun je me aanmelden?", to="bot")
    await chat.settled()
    said = last(chat, "ouder", "bot").text
    assert "/hulp" in said
    assert not chat.forms or "Kun je me aanmelden?" in said
