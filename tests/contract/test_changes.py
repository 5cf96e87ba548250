"""A session that moves: who hears of it, in what words, and what becomes of their answers."""

import re

import pytest

from bot.testing.chat import Chat, Seen
from tests.support.story import announce, cancel, card, change, last, make_session


def told(chat: Chat, person: str) -> list[Seen]:
    """Return what the bot told somebody of its own accord."""
    return [message for message in chat.seen(person, "bot") if message.by_bot]


async def test_who_may_come_hears_once_what_changed_and_sees_old_and_new(chat: Chat) -> None:
    shown = await announce(chat)
    for person, emoji in (("ouder", "📍"), ("jongere", "🤔"), ("professional", "❌")):
        await chat.react(person, shown, emoji)
    await chat.settled()

    preview = await change(chat, confirm=False, day="vr 16 okt", hours="14-16u")
    change_told = "Eerst: vrijdag 9 oktober 2026, 10:00 - 12:00. Nu: vrijdag 16 oktober 2026, 14:00 - 16:00."
    assert change_told in preview.text
    assert "2 mensen krijgen hierover een privébericht" in preview.text
    assert told(chat, "ouder") == []
    assert "vrijdag 9 oktober 2026" in card(chat).text

    await chat.press("moderator", preview, "confirm")
    await chat.settled()
    for person in ("ouder", "jongere"):
        (message,) = told(chat, person)
        assert change_told in message.text
        assert "Utrecht en online. Nu" not in message.text, "what stayed the same is not told as changed"
        assert message.files == ("sessie-1.ics",)
    assert "Jouw antwoord was: Ik kom naar Utrecht. Klopt dat nog?" in told(chat, "ouder")[0].text
    assert told(chat, "professional") == []
    assert card(chat).text in preview.text
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
    (notice,) = chat.seen("professional", chat.thread(shown))
    assert change_told in notice.text


async def test_each_move_is_told_by_itself(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "💻")
    await chat.settled()
    await change(chat, hours="13-15u")
    await change(chat, place="Amersfoort")
    await change(chat, hours="10-12u")
    texts = [message.text for message in told(chat, "ouder")]
    assert len(texts) == 3
    assert "Nu: vrijdag 9 oktober 2026, 13:00 - 15:00." in texts[0]
    assert "Eerst: Utrecht en online. Nu: Amersfoort en online." in texts[1]
    assert "Nu: vrijdag 9 oktober 2026, 10:00 - 12:00." in texts[2]
    assert len(chat.seen("jongere", chat.thread(shown))) == 3


@pytest.mark.parametrize(
    "other", [{"title": "Meedenkdag"}, {"description": "Kom je ook?"}, {"programme": "10:00 Koffie"}]
)
async def test_what_does_not_move_it_is_told_by_the_card_alone(chat: Chat, other: dict[str, str]) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    answer = await change(chat, **other)
    assert "is veranderd" in answer.text
    assert "".join(other.values()).removeprefix("10:00 ") in card(chat).text
    assert told(chat, "ouder") == []
    assert chat.seen("ouder", chat.thread(shown)) == []


async def test_saying_the_same_again_changes_nothing(chat: Chat) -> None:
    shown = await announce(chat)
    answer = await change(chat)
    assert "Alles blijft zoals het was" in answer.text
    assert card(chat) == shown


async def test_a_draft_is_changed_without_telling_anybody(chat: Chat) -> None:
    await make_session(chat)
    answer = await change(chat, hours="13-15u")
    assert "is veranderd" in answer.text
    assert [message for message in chat.seen("ouder") if message.by_bot] == []


@pytest.mark.parametrize(
    ("emoji", "other", "answer", "earlier"),
    [
        ("📍", {"place": ""}, "Ik kom naar Utrecht", "📍 Koos eerder om te komen; dat kan niet meer: 1"),
        ("💻", {"online": ""}, "Ik doe online mee", "💻 Koos eerder voor online; dat kan niet meer: 1"),
    ],
)
async def test_who_chose_what_falls_away_stays_visible_and_is_asked_to_choose_again(
    chat: Chat, emoji: str, other: dict[str, str], answer: str, earlier: str
) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, emoji)
    await chat.settled()
    preview = await change(chat, confirm=False, **other)
    assert f"Wie koos voor “{answer}”, hoort dat dit niet meer kan" in preview.text
    await chat.press("moderator", preview, "confirm")
    await chat.settled()

    (message,) = told(chat, "ouder")
    assert f"Jouw antwoord was: {answer}. Dat kan niet meer. Kies opnieuw" in message.text
    assert earlier in card(chat).text
    (notice,) = chat.seen("jongere", chat.thread(shown))
    assert "Kies dan opnieuw" in notice.text
    await chat.say("moderator", "/sessie deelnemers 1", to="moderation")
    await chat.settled()
    assert re.search(r"dat kan niet meer \(1\)\n\n• Ouder", last(chat, "moderator", "moderation").text)
    await chat.say("ouder", "/mijn aanmeldingen", to="bot")
    await chat.settled()
    assert "dat kan niet meer" in last(chat, "ouder", "bot").text

    await chat.react("ouder", card(chat), "🤔")
    await chat.settled()
    assert "dat kan niet meer" not in card(chat).text
    assert "🤔 Misschien: 1" in card(chat).text


async def test_what_came_back_counts_again(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await change(chat, place="")
    await change(chat, place="Zwolle")
    assert "📍 Ik kom naar Zwolle: 1" in card(chat).text
    assert "Eerst: Online. Nu: Zwolle en online." in told(chat, "ouder")[1].text
    assert "Kies opnieuw" not in told(chat, "ouder")[1].text


async def test_an_announced_session_cannot_be_moved_to_the_past(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await change(chat, confirm=False, day="1 oktober 2020")
    form = chat.form("moderator")
    assert form is not None
    assert "al voorbij" in form.errors["day"]
    assert told(chat, "ouder") == []


async def test_a_cancellation_is_told_in_the_thread_too(chat: Chat) -> None:
    shown = await announce(chat)
    await cancel(chat)
    (notice,) = chat.seen("jongere", chat.thread(shown))
    assert "gaat niet door. De reden: de zaal is bezet" in notice.text


async def test_a_change_confirmed_while_the_bot_is_away_is_told_once(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    preview = await change(chat, confirm=False, hours="13-15u")
    await chat.stop_bot()
    await chat.press("moderator", preview, "confirm")
    await chat.press("moderator", preview, "confirm")
    await chat.start_bot()
    await chat.settled()
    assert len(told(chat, "ouder")) == 1
    assert "13:00 - 15:00" in card(chat).text


async def test_a_cancelled_card_says_what_one_can_do_and_answers_a_reaction_once(chat: Chat) -> None:
    await announce(chat)
    await cancel(chat)
    closed = card(chat)
    assert "Deze sessie gaat niet door. de zaal is bezet" in closed.text
    assert "/sessie lijst" in closed.text
    assert "rvjeugdzorg@loc.nl" in closed.text
    assert "Klik hieronder" not in closed.text

    await chat.react("ouder", closed, "🎉")
    await chat.settled()
    assert told(chat, "ouder") == [], "it was not meant as an answer"
    await chat.react("ouder", closed, "📍")
    await chat.react("ouder", closed, "💻")
    await chat.settled()
    await chat.unreact("ouder", closed, "📍")
    await chat.react("ouder", closed, "📍")
    await chat.settled()
    (message,) = told(chat, "ouder")
    assert "gaat niet door. Daarom telt je reactie daar niet meer." in message.text
    assert message.follow_ups == ("Sessies die eraan komen",)
    assert "📍 Ik kom naar Utrecht: 0" in card(chat).text
