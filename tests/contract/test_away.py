"""What people do while the bot is away counts, by the rules for comparing reactions."""

from bot.testing.chat import Chat
from tests.support.story import announce, card, last, open_form


async def test_what_happened_while_away_is_taken_in_once(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.stop_bot()
    await chat.react("ouder", shown, "📍")
    await chat.react("jongere", shown, "💻")
    await chat.unreact("jongere", shown, "💻")
    await chat.say("professional", "/aanmelden 1 maybe", to="bot")
    await chat.start_bot()
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
    assert "💻 Ik doe online mee: 0" in card(chat).text
    assert "🤔 Misschien: 1" in card(chat).text
    answers = [message for message in chat.seen("professional", "bot") if message.by_bot]
    assert len(answers) == 1


async def test_reactions_missed_for_good_are_found_on_the_card(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await chat.stop_bot()
    await chat.unreact("ouder", shown, "📍")
    await chat.react("jongere", shown, "💻")
    await chat.start_bot(after_gap=True)
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 0" in card(chat).text
    assert "💻 Ik doe online mee: 1" in card(chat).text


async def test_of_two_missed_choices_the_later_counts_or_else_the_person_is_asked_once(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.stop_bot()
    await chat.react("ouder", shown, "📍")
    await chat.react("ouder", shown, "💻")
    await chat.start_bot(after_gap=True)
    await chat.settled()
    if chat.tells_when:
        assert "💻 Ik doe online mee: 1" in card(chat).text
        assert "📍 Ik kom naar Utrecht: 0" in card(chat).text
        return
    assert "🤔 Misschien: 1" in card(chat).text
    asked = [message for message in chat.seen("ouder", "bot") if "twee antwoorden" in message.text]
    assert len(asked) == 1

    await chat.stop_bot()
    await chat.start_bot(after_gap=True)
    await chat.settled()
    assert len([m for m in chat.seen("ouder", "bot") if "twee antwoorden" in m.text]) == 1

    await chat.unreact("ouder", shown, "💻")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
    assert "🤔 Misschien: 0" in card(chat).text


async def test_who_is_asked_which_of_two_answers_is_meant_can_say_so_there(chat: Chat) -> None:
    shown = await announce(chat)
    if chat.tells_when:
        return  # the later one counts, and nobody is asked
    await chat.stop_bot()
    await chat.react("ouder", shown, "📍")
    await chat.react("ouder", shown, "💻")
    await chat.start_bot(after_gap=True)
    await chat.settled()
    asked = last(chat, "ouder", "bot")
    assert asked.follow_ups == ("Ik kom naar Utrecht", "Ik doe online mee", "Misschien", "Ik kan niet")
    await chat.follow("ouder", asked, "Ik doe online mee")
    await chat.settled()
    assert "op de lijst: Ik doe online mee" in last(chat, "ouder", "bot").text
    assert "💻 Ik doe online mee: 1" in card(chat).text
    assert "🤔 Misschien: 0" in card(chat).text


async def test_clearing_all_reactions_withdraws_nobody(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await chat.clear_reactions(shown)
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
    assert card(chat).offered == ("📍", "💻", "🤔", "❌")


async def test_clearing_all_reactions_while_away_withdraws_nobody(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await chat.stop_bot()
    await chat.clear_reactions(shown)
    await chat.start_bot(after_gap=True)
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
    assert card(chat).offered == ("📍", "💻", "🤔", "❌")


async def test_what_was_cleared_still_stands_after_every_later_comparison(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await chat.clear_reactions(shown)
    await chat.settled()
    for _ in range(2):
        await chat.stop_bot()
        await chat.start_bot(after_gap=True)
        await chat.settled()
        assert "📍 Ik kom naar Utrecht: 1" in card(chat).text

    await chat.react("ouder", shown, "📍")
    await chat.unreact("ouder", shown, "📍")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 0" in card(chat).text


async def test_a_deleted_card_withdraws_nobody(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await chat.delete(shown)
    await chat.settled()
    await chat.say("ouder", "/mijn aanmeldingen", to="bot")
    await chat.settled()
    assert "Ik kom naar Utrecht" in last(chat, "ouder", "bot").text


async def test_a_card_deleted_while_away_withdraws_nobody(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await chat.stop_bot()
    await chat.delete(shown)
    await chat.start_bot(after_gap=True)
    await chat.say("ouder", "/mijn aanmeldingen", to="bot")
    await chat.settled()
    assert "Ik kom naar Utrecht" in last(chat, "ouder", "bot").text


async def test_a_form_goes_on_after_a_restart(chat: Chat) -> None:
    await chat.say("moderator", "/sessie nieuw", to="moderation")
    await chat.settled()
    step = {"title": "Meedenkdag", "day": "9 oktober", "hours": "10-12u", "place": "Assen"}
    await chat.fill_in("moderator", open_form(chat, "moderator"), step)
    await chat.settled()
    await chat.stop_bot()
    await chat.start_bot()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {}, button="back")
    await chat.settled()
    form = open_form(chat, "moderator")
    assert form.values["title"] == "Meedenkdag"
    await chat.fill_in("moderator", form, {})
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {})
    await chat.settled()
    assert "Sessie 1 is bewaard" in last(chat, "moderator", "moderation").text


async def test_a_restart_posts_and_sends_nothing_again(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    before = [(message.ref, message.text) for message in chat.seen("moderator")]
    await chat.stop_bot()
    await chat.start_bot()
    await chat.settled()
    assert [(message.ref, message.text) for message in chat.seen("moderator")] == before
