"""What a direct message offers to say or ask next: it does what the command does, for the session it tells of."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.testing.chat import Chat, Seen
from bot.testing.looking import open_form
from tests.support.story import announce, cancel, card, change, last

# The session is on Friday 9 October 2026 from 10:00 to 12:00, in Utrecht and online.
DAY_BEFORE = datetime(2026, 10, 8, 10, 0, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))


async def reminded(chat: Chat, emoji: str = "📍") -> Seen:
    """Let a parent answer to a session; return the reminder that they get the day before."""
    await chat.react("ouder", await announce(chat), emoji)
    await chat.settled()
    await chat.later(DAY_BEFORE - chat.now)
    reminder = last(chat, "ouder", "bot")
    assert reminder.text.startswith("Morgen is “Wat als… (vervolg)”.")
    return reminder


async def go_on(chat: Chat, message: Seen, label: str) -> str:
    """Go on as a parent with what a message offers; return what the bot says."""
    before = len(chat.seen("moderator"))
    await chat.follow("ouder", message, label)
    await chat.settled()
    assert len(chat.seen("moderator")) == before, "it is between the two of them"
    return last(chat, "ouder", "bot").text


@pytest.mark.parametrize(
    ("emoji", "label", "said", "counted"),
    [
        ("📍", "Ik kan toch niet", "Je bent afgemeld", "Ik kan niet"),
        ("💻", "Ik kan toch niet", "Je bent afgemeld", "Ik kan niet"),
        ("🤔", "Ik kom erheen", "op de lijst: Ik kom naar Utrecht", "Ik kom naar Utrecht"),
        ("🤔", "Ik doe online mee", "op de lijst: Ik doe online mee", "Ik doe online mee"),
        ("🤔", "Ik kan niet", "Je bent afgemeld", "Ik kan niet"),
    ],
)
async def test_a_reminder_is_answered_where_it_is_read(
    chat: Chat, emoji: str, label: str, said: str, counted: str
) -> None:
    reminder = await reminded(chat, emoji)
    assert said in await go_on(chat, reminder, label)
    await chat.settled()
    assert f"{counted}: 1" in card(chat).text


async def test_what_stands_under_a_reminder_is_not_said_in_it_too(chat: Chat) -> None:
    reminder = await reminded(chat)
    said, _, offered = reminder.text.partition("Dit kun je typen:")
    assert "/" not in said
    assert bool(offered) is not chat.forms


async def test_it_can_show_the_session_and_stop_reminders(chat: Chat) -> None:
    reminder = await reminded(chat, "💻")
    assert "Utrecht en online" in await go_on(chat, reminder, "Alles over deze sessie")
    assert "Je krijgt geen herinneringen." in await go_on(chat, reminder, "Geen herinneringen meer")


async def test_it_is_for_the_session_it_tells_of_after_a_restart_too(chat: Chat) -> None:
    reminder = await reminded(chat)
    await announce(chat, 2, title="Meedenkdag", day="vr 16 okt")
    await chat.stop_bot()
    await chat.start_bot()
    await chat.settled()
    assert "Je bent afgemeld voor “Wat als… (vervolg)” op vrijdag 9 oktober" in await go_on(
        chat, reminder, "Ik kan toch niet"
    )


async def test_it_is_for_a_session_that_moved_meanwhile(chat: Chat) -> None:
    reminder = await reminded(chat, "🤔")
    await change(chat, day="za 17 okt", place="Assen")
    said = await go_on(chat, reminder, "Ik kom erheen")
    assert "op de lijst: Ik kom naar Assen. “Wat als… (vervolg)”, zaterdag 17 oktober 2026" in said


async def test_an_answer_that_fell_away_is_not_taken(chat: Chat) -> None:
    reminder = await reminded(chat, "🤔")
    await change(chat, online="")
    said = await go_on(chat, reminder, "Ik doe online mee")
    assert said.startswith("“Ik doe online mee” kan bij deze sessie niet. Kies een ander antwoord.")


@pytest.mark.parametrize("label", ["Ik kan niet", "Ik doe online mee"])
async def test_of_what_is_cancelled_or_over_it_says_so_kindly(chat: Chat, label: str) -> None:
    reminder = await reminded(chat, "🤔")
    await cancel(chat)
    said = await go_on(chat, reminder, label)
    assert said.startswith("“Wat als… (vervolg)” gaat niet door. Je hoeft niets te doen.")


async def test_of_what_is_over_it_says_so_kindly(chat: Chat) -> None:
    reminder = await reminded(chat)
    await chat.later(timedelta(days=1, hours=3))
    said = await go_on(chat, reminder, "Ik kan toch niet")
    assert said.startswith("“Wat als… (vervolg)” is al geweest. Je hoeft niets te doen.")


async def test_who_hears_that_a_session_moved_can_answer_at_once(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.react("ouder", shown, "📍")
    await chat.settled()
    await change(chat, day="za 17 okt")
    told = last(chat, "ouder", "bot")
    assert told.follow_ups == ("Ik doe online mee", "Misschien", "Ik kan niet")
    assert "afgemeld voor “Wat als… (vervolg)” op zaterdag 17 oktober" in await go_on(chat, told, "Ik kan niet")

    await chat.react("jongere", card(chat), "💻")
    await chat.settled()
    await change(chat, online="")
    assert last(chat, "jongere", "bot").follow_ups == ("Ik kom naar Utrecht", "Misschien", "Ik kan niet")


async def test_who_hears_that_a_session_is_cancelled_can_see_which_are_coming(chat: Chat) -> None:
    await chat.react("ouder", await announce(chat), "📍")
    await announce(chat, 2, title="Meedenkdag", day="vr 16 okt")
    await cancel(chat)
    told = last(chat, "ouder", "bot")
    assert told.follow_ups == ("Sessies die eraan komen",)
    assert "Meedenkdag" in await go_on(chat, told, "Sessies die eraan komen")


async def test_what_somebody_is_filling_in_goes_on_below_it(chat: Chat) -> None:
    await chat.react("ouder", await announce(chat), "📍")
    await chat.later(DAY_BEFORE - chat.now - timedelta(minutes=1))
    await chat.say("ouder", "/watals", to="bot")
    await chat.settled()
    form = open_form(chat, "ouder")
    await chat.later(timedelta(minutes=2))
    assert last(chat, "ouder", "bot").text.startswith("Morgen is")
    await chat.fill_in("ouder", form, {"what_if": "we eerst luisteren?", "now": "Nu luistert niemand."})
    await chat.settled()
    assert "confirm" in last(chat, "ouder", "bot").buttons
