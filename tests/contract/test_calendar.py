"""The calendar file that people get: the same event, with every change a later version of it."""

from typing import Any

from icalendar import Calendar

from bot.testing.chat import Chat, Seen
from tests.support.story import announce, cancel, change, last

FILE = "sessie-1.ics"


def event(chat: Chat, message: Seen) -> tuple[str, Any]:
    """Return what a calendar is to do with a message's file, and the event in it."""
    calendar = Calendar.from_ical(chat.file(message, FILE))
    (found,) = calendar.events
    return str(calendar["METHOD"]), found


async def test_a_calendar_follows_a_session_from_sign_up_to_cancellation(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.say("ouder", "/aanmelden 1 place", to="bot")
    await chat.settled()
    method, signed_up = event(chat, last(chat, "ouder", "bot"))
    assert event(chat, shown)[1] == signed_up, "the card offers the same"
    assert (method, str(signed_up["STATUS"]), str(signed_up["SUMMARY"])) == (
        "PUBLISH",
        "CONFIRMED",
        "Wat als… (vervolg)",
    )

    await change(chat, hours="14-16u", place="Amersfoort")
    method, moved = event(chat, last(chat, "ouder", "bot"))
    assert (method, moved["UID"]) == ("PUBLISH", signed_up["UID"])
    assert moved["SEQUENCE"] > signed_up["SEQUENCE"]
    assert (moved.start - signed_up.start).total_seconds() == 4 * 3600
    assert "Amersfoort" in moved["LOCATION"]

    await cancel(chat)
    method, off = event(chat, last(chat, "ouder", "bot"))
    assert (method, off["UID"], str(off["STATUS"])) == ("CANCEL", signed_up["UID"], "CANCELLED")
    assert off["SEQUENCE"] > moved["SEQUENCE"]


async def test_everybody_is_told_in_the_language_they_read(chat: Chat) -> None:
    await announce(chat)
    await chat.reading("en").say("jongere", "/aanmelden 1 online", to="bot")
    await chat.say("ouder", "/aanmelden 1 online", to="bot")
    await chat.settled()
    await change(chat, hours="14-16u")
    assert "Er is iets veranderd aan" in last(chat, "ouder", "bot").text
    english = last(chat, "jongere", "bot").text
    assert "Friday 9 October 2026" in english
    assert "veranderd" not in english
