"""Long lists, page by page, on any platform."""

from datetime import date, timedelta

from bot.testing.chat import Chat, Seen
from bot.testing.world import START
from tests.support.story import announce, last, make_session, submit_idea


async def asked(chat: Chat, person: str, text: str, to: str = "bot") -> Seen:
    await chat.say(person, text, to=to)
    await chat.settled()
    return last(chat, person, to)


async def turned(chat: Chat, person: str, label: str, to: str = "bot") -> Seen:
    await chat.follow(person, last(chat, person, to), label)
    await chat.settled()
    return last(chat, person, to)


def day(number: int) -> str:
    on: date = (START + timedelta(weeks=number)).date()
    return f"{on:%d-%m-%Y}"


async def test_ideas_are_listed_page_by_page_in_their_order(chat: Chat) -> None:
    for number in range(10):
        await submit_idea(chat, what_if=f"we plan{number}plan uitvoeren?")
    first = await asked(chat, "ouder", "/idee lijst")
    assert "Nieuwste ideeën (1–8 van 10)" in first.text
    assert first.follow_ups == ("Meer",)
    second = await turned(chat, "ouder", "Meer")
    assert "(9–10 van 10)" in second.text
    assert second.follow_ups == ("Vorige",)
    assert [number for number in range(10) if f"plan{number}plan" in second.text] == [0, 1]
    assert (await turned(chat, "ouder", "Vorige")).text == first.text


async def test_the_order_that_was_asked_for_stays_from_page_to_page(chat: Chat) -> None:
    shown = [await submit_idea(chat, what_if=f"we plan{number}plan uitvoeren?") for number in range(9)]
    for message in shown[1:]:
        await chat.react("ouder", message, "👍")
    await chat.settled()
    first = await asked(chat, "ouder", "/idee lijst meeste steun eerst")
    assert "Ideeën met de meeste steun (1–8 van 9)" in first.text
    assert "plan0plan" in (await turned(chat, "ouder", "Meer")).text


async def test_a_page_fits_in_one_message_however_long_its_ideas_are(chat: Chat) -> None:
    for number in range(9):
        await submit_idea(chat, what_if=f"we plan {number} uitvoeren, " + "samen met gezinnen " * 14)
    said = await asked(chat, "ouder", "/idee lijst")
    assert [message.text for message in chat.seen("ouder", "bot") if message.by_bot] == [said.text]
    assert said.text.count("Wat als we plan") == 8


async def test_a_list_that_is_all_there_has_no_pages(chat: Chat) -> None:
    await submit_idea(chat)
    said = await asked(chat, "ouder", "/idee lijst")
    assert " van " not in said.text
    assert said.follow_ups == ()


async def test_sessions_are_listed_page_by_page(chat: Chat) -> None:
    for number in range(1, 8):
        await make_session(chat, title=f"Dag{number}", day=day(number))
    first = await asked(chat, "moderator", "/sessie lijst")
    assert "(1–5 van 7)" in first.text
    second = await turned(chat, "moderator", "Meer")
    assert "Dag6" in second.text
    assert "Dag5" not in second.text
    assert "geen sessies" in (await asked(chat, "ouder", "/sessie lijst")).text


async def test_a_page_that_is_no_longer_there_is_the_last_one(chat: Chat) -> None:
    for number in range(1, 7):
        await make_session(chat, title=f"Dag{number}", day=day(number))
    assert "(6–6 van 6)" in (await asked(chat, "moderator", "/sessie lijst bladzijde: 9")).text
    assert "(1–5 van 6)" in (await asked(chat, "moderator", "/session list page: 0")).text
    await chat.say("moderator", "/sessie lijst", to="bot")
    await chat.settled()
    listed = last(chat, "moderator", "bot")
    await chat.say("moderator", "/sessie afzeggen 6 reden: ziek", to="moderation")
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
    await chat.follow("moderator", listed, "Meer")
    await chat.settled()
    said = last(chat, "moderator", "bot")
    assert "Dag1" in said.text
    assert said.follow_ups == ()


async def test_ones_own_answers_are_listed_page_by_page(chat: Chat) -> None:
    for number in range(1, 7):
        await chat.react("ouder", await announce(chat, number, title=f"Dag{number}", day=day(number)), "📍")
    await chat.settled()
    assert "Jouw aanmeldingen (1–5 van 6)" in (await asked(chat, "ouder", "/mijn aanmeldingen")).text
    assert "Dag6" in (await turned(chat, "ouder", "Meer")).text


async def test_who_comes_is_told_with_counts_of_all(chat: Chat) -> None:
    card = await announce(chat)
    for person, emoji in (("ouder", "💻"), ("jongere", "📍"), ("professional", "📍")):
        await chat.react(person, card, emoji)
    await chat.settled()
    said = await asked(chat, "moderator", "/sessie deelnemers 1", "moderation")
    assert "3 mensen" in said.text
    assert said.text.index("Utrecht (2)") < said.text.index("Jongere") < said.text.index("online mee (1)")
    assert said.follow_ups == ()
