"""What moderators set in chat, on any platform."""

import pytest

from bot.testing.chat import Chat, Seen
from tests.support.story import announce, card, last, open_form, submit_idea


async def give(chat: Chat, text: str, *, person: str = "moderator", to: str = "moderation") -> None:
    """Let somebody give a command."""
    await chat.say(person, text, to=to)
    await chat.settled()


async def told(chat: Chat, text: str, *, person: str = "moderator", to: str = "moderation") -> Seen:
    """Let somebody give a command; return what the bot answers them."""
    await give(chat, text, person=person, to=to)
    return last(chat, person, to)


async def test_all_settings_are_shown_together_with_a_way_to_each_change(chat: Chat) -> None:
    await told(chat, "/moderator worden", person="ouder", to="bot")
    await told(chat, "/instellen moderator erbij Ouder")
    shown = await told(chat, "/instellen toon")
    for part in (
        "Naam: Radicale vernieuwing jeugdzorg",
        "Taal: Nederlands",
        "Tijdzone: Europe/Amsterdam",
        "rvjeugdzorg@loc.nl, 030 284 3200",
        "Aankondigingen in: #",
        "Overzichten in: hetzelfde kanaal als aankondigingen",
        "Moderatoren: Ouder, en wie in de chat zelf moderator is",
        "Mensen: Eén persoon",
        "📍 Ik kom erheen",
        "Oorzaken aanpakken, Hulp thuis",
    ):
        assert part in shown.text
    assert shown.private
    await chat.follow("moderator", shown, "Verander de naam van de gemeenschap")
    await chat.settled()
    assert open_form(chat, "moderator").values == {"name": "Radicale vernieuwing jeugdzorg"}


async def test_the_name_follows_in_what_comes_next(chat: Chat) -> None:
    answer = await told(chat, "/instellen naam Beweging voor de jeugd")
    assert "Eerst: Radicale vernieuwing jeugdzorg" in answer.text
    assert "Nu: Beweging voor de jeugd" in answer.text
    assert "Instellingen van Beweging voor de jeugd" in (await told(chat, "/instellen toon")).text


async def test_a_setting_that_stays_the_same_is_said_so(chat: Chat) -> None:
    answer = await told(chat, "/instellen taal nl")
    assert "blijft: Nederlands" in answer.text


async def test_open_cards_follow_language_and_contact(chat: Chat) -> None:
    await announce(chat)
    await submit_idea(chat)
    await told(chat, "/instellen taal en")
    assert "I will come to Utrecht: 0" in card(chat).text
    assert "What if" in card(chat, "ideas").text

    await chat.say("moderator", "/instellen contact mail@voorbeeld.nl", to="moderation")
    await chat.settled()
    form = open_form(chat, "moderator")
    assert form.values == {"email": "mail@voorbeeld.nl", "phone": "030 284 3200"}
    await chat.fill_in("moderator", form, {"phone": "06 1234 5678"})
    await chat.settled()
    assert "mail@voorbeeld.nl or call 06 1234 5678" in card(chat).text


async def test_a_contact_can_be_taken_away(chat: Chat) -> None:
    await announce(chat)
    await give(chat, "/instellen contact")
    await chat.fill_in("moderator", open_form(chat, "moderator"), {"email": "", "phone": ""})
    await chat.settled()
    assert "Nu: geen" in last(chat, "moderator", "moderation").text
    assert "Vragen of meedenken" not in card(chat).text


@pytest.mark.parametrize(
    ("field", "typed", "said"), [("phone", "bel maar", "geen telefoonnummer"), ("email", "mij", "geen mailadres")]
)
async def test_a_contact_that_cannot_be_is_mended_at_its_field(chat: Chat, field: str, typed: str, said: str) -> None:
    await give(chat, "/instellen contact")
    await chat.fill_in("moderator", open_form(chat, "moderator"), {field: typed})
    await chat.settled()
    form = open_form(chat, "moderator")
    assert said in form.errors[field]
    assert form.values[field] == typed


async def test_new_sessions_are_planned_by_the_new_zone_and_others_keep_their_own(chat: Chat) -> None:
    shown = await announce(chat)
    answer = await told(chat, "/instellen tijdzone new york")
    assert "Nu: America/New_York" in answer.text
    assert "10:00 - 12:00" in card(chat).text
    await give(chat, "/sessie wijzig 1")
    await chat.fill_in("moderator", open_form(chat, "moderator"), {"title": "Zelfde tijd"})
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {})
    await chat.settled()
    assert card(chat).ref == shown.ref
    assert "Zelfde tijd" in card(chat).text
    await told(chat, "/sessie toon 1")
    await announce(chat, 2, title="Overzee")
    assert "10:00 - 12:00" in card(chat).text


async def test_a_zone_that_is_none_is_answered_in_words(chat: Chat) -> None:
    await give(chat, "/instellen tijdzone Mars")
    assert "ken ik niet als tijdzone" in open_form(chat, "moderator").errors["zone"]


async def test_a_channel_serves_for_what_is_said_in_it(chat: Chat) -> None:
    now = await told(chat, "/instellen kanaal", to="ideas")
    assert "In dit kanaal komen nu: ideeën" in now.text
    answer = await told(chat, "/instellen kanaal ideeen en aankondigingen", to="ideas")
    assert "Nu: aankondigingen, ideeën" in answer.text
    await announce(chat)
    assert "Utrecht" in card(chat, "announcements").text
    assert "Utrecht" in card(chat, "ideas").text


async def test_a_purpose_is_added_or_taken_away_by_a_button(chat: Chat) -> None:
    now = await told(chat, "/instellen kanaal", to="ideas")
    await chat.follow("moderator", now, "Erbij: overzichten")
    await chat.settled()
    answer = last(chat, "moderator", "ideas")
    assert "Nu: ideeën, overzichten" in answer.text
    await chat.follow("moderator", answer, "Eraf: ideeën")
    await chat.settled()
    answer = last(chat, "moderator", "ideas")
    assert "Nu: overzichten" in answer.text
    await chat.follow("moderator", answer, "Eraf: overzichten")
    await chat.settled()
    assert "Nu: niets" in last(chat, "moderator", "ideas").text


async def test_without_a_channel_a_moderator_reads_how_to_choose_one(chat: Chat) -> None:
    await told(chat, "/instellen kanaal niets", to="ideas")
    await give(chat, '/watals "we luisteren?" nu: "niemand luistert"', person="ouder", to="bot")
    assert "/instellen kanaal ideeën" in open_form(chat, "ouder").notes[0]
    await told(chat, "/instellen kanaal ideeën", to="moderation")
    await give(chat, '/watals "we luisteren?" nu: "niemand luistert"', person="jongere", to="bot")
    await chat.press("jongere", last(chat, "jongere", "bot"), "confirm")
    await chat.settled()
    assert "Wat als we luisteren?" in last(chat, "moderator", "moderation").text
    assert not any(message.by_bot for message in chat.seen("ouder", "ideas"))


async def test_digests_go_to_a_channel_of_their_own_where_there_is_one(chat: Chat) -> None:
    await announce(chat)
    await told(chat, "/instellen kanaal digests", to="ideas")
    await give(chat, "/overzicht nu")
    await chat.fill_in("moderator", open_form(chat, "moderator"), {})
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
    assert "In dit overzicht" in card(chat, "ideas").text
    assert "In dit overzicht" not in card(chat, "announcements").text


@pytest.mark.parametrize("typed", ["aankondigingen koffie", "niets ideeën", "koffie"])
async def test_a_purpose_that_is_none_changes_nothing(chat: Chat, typed: str) -> None:
    answer = await told(chat, f"/instellen kanaal {typed}", to="ideas")
    assert "Je kunt kiezen uit" in answer.text
    assert "komen nu: ideeën" in (await told(chat, "/instellen kanaal", to="ideas")).text


async def test_only_a_channel_can_serve(chat: Chat) -> None:
    idea = await submit_idea(chat)
    for place in ("bot", chat.thread(idea)):
        answer = await told(chat, "/instellen kanaal aankondigingen", to=place)
        if chat.names_channels and (place == "bot" or chat.forms):
            assert "Welk kanaal bedoel je?" in answer.text
        elif chat.forms:
            assert "werkt in een kanaal" in answer.text
        else:
            assert "Nu: aankondigingen" in answer.text


async def test_a_moderator_is_added_by_name_and_hears_of_it(chat: Chat) -> None:
    asked = await told(chat, "/moderator worden", person="jongere", to="bot")
    assert "Een moderator kan je erbij zetten" in asked.text
    await give(chat, "/instellen moderator erbij")
    await chat.fill_in("moderator", open_form(chat, "moderator"), {"account": "jongere"})
    await chat.settled()
    assert "Jongere is nu moderator" in last(chat, "moderator", "moderation").text
    assert "Moderator heeft je moderator gemaakt" in last(chat, "jongere", "bot").text
    await chat.say("jongere", "/sessie nieuw", to="bot")
    await chat.settled()
    assert open_form(chat, "jongere").title == "Maak een nieuwe sessie"


async def test_a_moderator_is_taken_away_and_hears_of_it(chat: Chat) -> None:
    await told(chat, "/moderator worden", person="jongere", to="bot")
    await told(chat, "/instellen moderator erbij Jongere")
    await told(chat, "/instellen moderator weg Jongere")
    assert "geen moderator meer" in last(chat, "moderator", "moderation").text
    assert "geen moderator meer" in last(chat, "jongere", "bot").text
    assert "voor moderatoren" in (await told(chat, "/instellen toon", person="jongere", to="bot")).text
    await told(chat, "/instellen moderator erbij Jongere")
    assert "heeft je moderator gemaakt" in last(chat, "jongere", "bot").text


async def test_the_last_moderator_stays_until_there_is_another(chat: Chat) -> None:
    for person in ("ouder", "jongere"):
        await told(chat, "/moderator worden", person=person, to="bot")
    await told(chat, "/instellen moderator erbij Ouder")
    answer = await told(chat, "/instellen moderator weg Ouder", person="ouder", to="bot")
    assert "Jij bent de enige moderator" in answer.text
    await told(chat, "/instellen moderator erbij Jongere", person="ouder", to="bot")
    answer = await told(chat, "/instellen moderator weg Ouder", person="ouder", to="bot")
    assert "Je bent geen moderator meer" in answer.text
    assert "voor moderatoren" in (await told(chat, "/instellen toon", person="ouder", to="bot")).text


async def test_with_nobody_to_choose_from_one_reads_what_to_do(chat: Chat) -> None:
    assert "ken nog niemand" in (await told(chat, "/instellen moderator erbij")).text
    assert "staat niemand in de lijst" in (await told(chat, "/instellen moderator weg")).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("erbij Onbekend", "Ik ken niemand die “Onbekend” heet"),
        ("erbij Jongere", "is al moderator"),
        ("weg Ouder", "staat niet in de lijst"),
    ],
)
async def test_who_cannot_be_meant_is_mended_at_its_field(chat: Chat, typed: str, said: str) -> None:
    for person in ("ouder", "jongere"):
        await give(chat, "/moderator worden", person=person, to="bot")
    await give(chat, "/instellen moderator erbij Jongere")
    await give(chat, f"/instellen moderator {typed}")
    assert said in open_form(chat, "moderator").errors["account"]


async def choose(chat: Chat, **emoji: str) -> None:
    await give(chat, "/instellen reacties")
    values = {f"emoji_{answer}": one for answer, one in emoji.items()}
    await chat.fill_in("moderator", open_form(chat, "moderator"), values)
    await chat.settled()


async def test_open_cards_offer_the_new_reactions_and_what_was_said_stays(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await choose(chat, place="🏠")
    answer = last(chat, "moderator", "moderation").text
    assert "🏠 Ik kom erheen: 📍 → 🏠" in answer
    assert "🏠 Ik kom naar Utrecht: 1" in card(chat).text
    assert "🏠" in card(chat).offered
    await chat.react("jongere", shown, "🏠")
    await chat.settled()
    assert "🏠 Ik kom naar Utrecht: 2" in card(chat).text


async def test_the_reaction_of_before_still_counts_on_an_open_card(chat: Chat) -> None:
    shown = await announce(chat)
    await choose(chat, place="🏠")
    await choose(chat, place="🏡")
    for person, emoji in (("ouder", "📍"), ("jongere", "🏠"), ("professional", "🏡")):
        await chat.react(person, shown, emoji)
    await chat.settled()
    assert "🏡 Ik kom naar Utrecht: 3" in card(chat).text
    await chat.unreact("ouder", shown, "📍")
    await chat.settled()
    assert "🏡 Ik kom naar Utrecht: 2" in card(chat).text


async def test_what_stands_and_what_goes_while_the_bot_is_away_counts_by_its_own_reaction(chat: Chat) -> None:
    shown = await announce(chat)
    for person in ("ouder", "jongere"):
        await chat.react(person, shown, "📍")
    await chat.settled()
    await choose(chat, place="🏠")
    await chat.stop_bot()
    await chat.unreact("ouder", shown, "📍")
    await chat.react("professional", shown, "🏠")
    await chat.start_bot(after_gap=True)
    await chat.settled()
    assert "🏠 Ik kom naar Utrecht: 2" in card(chat).text


async def test_a_reaction_cannot_come_to_mean_something_else_on_an_open_card(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await choose(chat, place="💻", online="🖥️")
    form = open_form(chat, "moderator")
    assert "Ik doe online mee" in form.errors["emoji_place"]
    assert form.values["emoji_online"] == "🖥️"
    await told(chat, "/sessie afzeggen 1 reden: ziek")
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
    await choose(chat, place="💻", online="🖥️")
    await announce(chat, 2)
    assert card(chat).offered == ("💻", "🖥️", "🤔", "❌")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("ja", "niet één emoji"), ("🏠🏡", "niet één emoji"), ("💻", "staat er al"), ("🤔\ufe0f", "staat er al")],
)
async def test_every_answer_has_one_emoji_of_its_own(chat: Chat, typed: str, said: str) -> None:
    await choose(chat, no=typed)
    assert said in open_form(chat, "moderator").errors["emoji_no"]


async def test_themes_are_one_a_line_and_ideas_keep_theirs(chat: Chat) -> None:
    await chat.say("jongere", "/watals", to="bot")
    await chat.settled()
    idea = {"what_if": "we luisteren?", "now": "Niemand luistert.", "theme": "Hulp thuis"}
    await chat.fill_in("jongere", open_form(chat, "jongere"), idea)
    await chat.settled()
    await chat.press("jongere", last(chat, "jongere", "bot"), "confirm")
    await chat.settled()

    await give(chat, "/instellen themas")
    form = open_form(chat, "moderator")
    assert form.values == {"themes": "Oorzaken aanpakken\nHulp thuis"}
    await chat.fill_in("moderator", form, {"themes": "School\n\n  Wonen  \nschool"})
    await chat.settled()
    answer = last(chat, "moderator", "moderation").text
    assert "• School\n• Wonen" in answer
    assert "Thema: Hulp thuis" in card(chat, "ideas").text
    assert "Thema's voor ideeën: School, Wonen" in (await told(chat, "/instellen toon")).text


async def test_a_theme_that_is_too_long_is_mended_at_its_field(chat: Chat) -> None:
    await give(chat, "/instellen themas")
    await chat.fill_in("moderator", open_form(chat, "moderator"), {"themes": "x" * 81})
    await chat.settled()
    assert "te lang" in open_form(chat, "moderator").errors["themes"]
