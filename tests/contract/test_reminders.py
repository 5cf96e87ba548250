"""Reminders: the day before and an hour before, once, to those who come, about what counts now."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.testing.chat import Chat, Seen
from bot.testing.looking import card
from tests.support.story import announce, change, last

# The session is on Friday 9 October 2026 from 10:00 to 12:00, in Utrecht and online.
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LEAD = re.compile("(Morgen is|Vandaag is|Over .* begint) “")
DAY_BEFORE, HOUR_BEFORE, START = "2026-10-08T10:00", "2026-10-09T09:00", "2026-10-09T10:00"


async def come(chat: Chat, wall: str) -> None:
    """Let it become this time by the clock on the wall, a few seconds past."""
    at = datetime.fromisoformat(wall).replace(tzinfo=AMSTERDAM)
    await chat.later(at - chat.now + timedelta(seconds=5))


def reminders(chat: Chat, person: str) -> list[Seen]:
    """Return the reminders somebody got."""
    return [m for m in chat.seen(person, "bot") if m.by_bot and LEAD.match(m.text)]


def told(chat: Chat, person: str) -> list[str]:
    return [message.text for message in reminders(chat, person)]


def leads(chat: Chat, person: str) -> list[str]:
    return [text.split("\n\n")[0] for text in told(chat, person)]


async def signed_up(chat: Chat, *, person: str = "ouder", emoji: str = "📍") -> None:
    shown = await announce(chat)
    await chat.react(person, shown, emoji)
    await chat.settled()


async def ask(chat: Chat, person: str, text: str) -> str:
    await chat.say(person, text, to="bot")
    await chat.settled()
    return last(chat, person, "bot").text


async def test_who_comes_is_reminded_the_day_before_and_an_hour_before_once(chat: Chat) -> None:
    await signed_up(chat)
    await come(chat, "2026-10-08T09:59")
    assert told(chat, "ouder") == []
    await come(chat, DAY_BEFORE)
    assert leads(chat, "ouder") == ["Morgen is “Wat als… (vervolg)”."]
    await come(chat, "2026-10-09T08:59")
    assert len(told(chat, "ouder")) == 1
    await come(chat, HOUR_BEFORE)
    assert leads(chat, "ouder")[1:] == ["Over een uur begint “Wat als… (vervolg)”."]

    await come(chat, "2026-10-09T12:30")
    assert "Deze sessie is geweest" in card(chat).text
    await chat.later(timedelta(days=9))
    assert len(told(chat, "ouder")) == 2


async def test_each_reads_what_counts_for_them(chat: Chat) -> None:
    shown = await announce(chat)
    for person, emoji in (("ouder", "📍"), ("jongere", "💻"), ("professional", "🤔"), ("moderator", "❌")):
        await chat.react(person, shown, emoji)
    await come(chat, DAY_BEFORE)
    at_the_place, online, maybe = (told(chat, person)[0] for person in ("ouder", "jongere", "professional"))
    for text in (at_the_place, online, maybe):
        for part in ("vrijdag 9 oktober 2026", "10:00 - 12:00", "loc.nl"):
            assert part in text
    assert "Waar: Utrecht\n" in at_the_place
    assert "dat je naar Utrecht komt" in at_the_place
    assert "Waar: Online\n" in online
    assert "dat je online meedoet" in online
    assert "Utrecht" not in online
    assert "Waar: Utrecht en online\n" in maybe
    assert "Weet je het al? Kies dan hieronder." in maybe
    assert told(chat, "moderator") == []
    ways = [reminders(chat, person)[0].follow_ups for person in ("ouder", "jongere", "professional")]
    assert ways == [
        ("Ik kan toch niet", "Geen herinneringen meer"),
        ("Ik kan toch niet", "Alles over deze sessie", "Geen herinneringen meer"),
        ("Ik kom erheen", "Ik doe online mee", "Ik kan niet", "Geen herinneringen meer"),
    ]


async def test_each_reads_it_in_their_own_language(chat: Chat) -> None:
    await signed_up(chat)
    english = chat.reading("en")
    await english.say("jongere", "/signup 1 online", to="bot")
    await chat.settled()
    await come(chat, DAY_BEFORE)
    assert leads(chat, "ouder") == ["Morgen is “Wat als… (vervolg)”."]
    reminder = last(chat, "jongere", "bot")
    for part in ("“Wat als… (vervolg)” is tomorrow.", "Friday 9 October 2026"):
        assert part in reminder.text
    assert reminder.follow_ups == ("I cannot come after all", "All about this session", "No more reminders")


async def test_somebody_who_changed_their_mind_is_reminded_of_what_they_said_last(chat: Chat) -> None:
    await signed_up(chat)
    await ask(chat, "ouder", "/afmelden 1")
    await come(chat, DAY_BEFORE)
    assert told(chat, "ouder") == []
    await ask(chat, "ouder", "/aanmelden 1 online")
    await come(chat, HOUR_BEFORE)
    (text,) = told(chat, "ouder")
    assert "Over een uur" in text
    assert "online meedoet" in text


async def test_who_wants_none_gets_none_until_they_want_them_again(chat: Chat) -> None:
    await signed_up(chat)
    assert "Je krijgt herinneringen." in await ask(chat, "ouder", "/herinneringen")
    await chat.follow("ouder", last(chat, "ouder", "bot"), "Geen herinneringen meer")
    await chat.settled()
    assert "Je krijgt geen herinneringen." in last(chat, "ouder", "bot").text
    assert "Je krijgt geen herinneringen." in await ask(chat, "ouder", "/herinneringen uit")
    await come(chat, DAY_BEFORE)
    assert told(chat, "ouder") == []
    assert "Je krijgt herinneringen." in await ask(chat, "ouder", "/herinneringen aan")
    assert told(chat, "ouder") == []
    await come(chat, HOUR_BEFORE)
    assert leads(chat, "ouder") == ["Over een uur begint “Wat als… (vervolg)”."]


async def test_whoever_never_said_anything_can_ask_too(chat: Chat) -> None:
    assert "Je krijgt herinneringen." in await ask(chat, "professional", "/herinneringen")
    assert "Je krijgt geen herinneringen." in await ask(chat, "professional", "/herinneringen uit")
    shown = await announce(chat)
    await chat.react("professional", shown, "📍")
    await come(chat, DAY_BEFORE)
    assert told(chat, "professional") == []


async def test_reminders_move_with_the_session_and_come_anew(chat: Chat) -> None:
    await signed_up(chat)
    await come(chat, DAY_BEFORE)
    await change(chat, day="za 17 okt", hours="13:30 - 15:30")
    await come(chat, HOUR_BEFORE)
    assert len(told(chat, "ouder")) == 1
    await come(chat, "2026-10-16T13:30")
    assert len(told(chat, "ouder")) == 2
    assert "zaterdag 17 oktober 2026" in told(chat, "ouder")[1]
    assert "13:30 - 15:30" in told(chat, "ouder")[1]
    await come(chat, "2026-10-17T12:30")
    assert leads(chat, "ouder")[2:] == ["Over een uur begint “Wat als… (vervolg)”."]


async def test_a_session_moved_nearer_is_not_reminded_of_when_it_once_was(chat: Chat) -> None:
    await signed_up(chat)
    await come(chat, "2026-10-07T12:00")
    await change(chat, day="do 8 okt", hours="11:00 - 15:00")
    await come(chat, DAY_BEFORE)
    assert leads(chat, "ouder") == ["Over een uur begint “Wat als… (vervolg)”."]
    await come(chat, START)
    assert len(told(chat, "ouder")) == 1


async def test_another_place_is_told_without_another_reminder(chat: Chat) -> None:
    await signed_up(chat)
    await come(chat, DAY_BEFORE)
    await change(chat, place="Amersfoort")
    assert len(told(chat, "ouder")) == 1
    await come(chat, HOUR_BEFORE)
    assert len(told(chat, "ouder")) == 2
    assert "Waar: Amersfoort\n" in told(chat, "ouder")[1]


async def test_whose_answer_no_longer_fits_is_asked_to_choose_again(chat: Chat) -> None:
    await signed_up(chat, emoji="💻")
    await change(chat, online="")
    await come(chat, DAY_BEFORE)
    (text,) = told(chat, "ouder")
    assert "Waar: Utrecht\n" in text
    assert "Kies hieronder opnieuw." in text
    (reminder,) = reminders(chat, "ouder")
    assert reminder.follow_ups == ("Ik kom erheen", "Misschien", "Ik kan niet", "Geen herinneringen meer")


async def test_nobody_is_reminded_of_what_is_cancelled(chat: Chat) -> None:
    await signed_up(chat)
    await chat.say("moderator", '/sessie afzeggen 1 "de zaal is bezet"', to="moderation")
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
    await come(chat, DAY_BEFORE)
    await come(chat, HOUR_BEFORE)
    assert told(chat, "ouder") == []


@pytest.mark.parametrize(
    ("announced_at", "expected"),
    [
        ("2026-10-08T09:30", ["Morgen is", "Over een uur"]),
        ("2026-10-08T10:30", ["Over een uur"]),
        ("2026-10-09T09:10", []),
        ("2026-10-09T10:30", []),
    ],
)
async def test_announced_late_there_are_only_the_reminders_still_to_come(
    chat: Chat, announced_at: str, expected: list[str]
) -> None:
    await come(chat, announced_at)
    await signed_up(chat)
    for moment in (DAY_BEFORE, HOUR_BEFORE, START):
        if moment > announced_at:
            await come(chat, moment)
    assert [lead.startswith(begin) for lead, begin in zip(leads(chat, "ouder"), expected, strict=True)] == [
        True for _ in expected
    ]


@pytest.mark.parametrize(
    ("back_at", "expected"),
    [
        ("2026-10-08T23:00", ["Morgen is “Wat als… (vervolg)”."]),
        ("2026-10-09T00:30", ["Vandaag is “Wat als… (vervolg)”."]),
        ("2026-10-09T05:50", ["Vandaag is “Wat als… (vervolg)”."]),
        ("2026-10-09T06:10", []),
        ("2026-10-09T09:05", ["Over een uur begint “Wat als… (vervolg)”."]),
        ("2026-10-09T09:40", ["Over 20 minuten begint “Wat als… (vervolg)”."]),
        ("2026-10-09T09:59", ["Over één minuut begint “Wat als… (vervolg)”."]),
        ("2026-10-09T10:01", []),
        ("2026-10-11T10:00", []),
    ],
)
async def test_after_being_away_it_says_what_counts_then(chat: Chat, back_at: str, expected: list[str]) -> None:
    await signed_up(chat)
    await chat.stop_bot()
    await come(chat, back_at)
    await chat.start_bot()
    await chat.settled()
    assert leads(chat, "ouder") == expected
    await chat.stop_bot()
    await chat.start_bot()
    await chat.settled()
    assert leads(chat, "ouder") == expected


async def test_a_change_while_the_bot_was_away_costs_no_reminder(chat: Chat) -> None:
    await signed_up(chat)
    preview = await change(chat, confirm=False, place="Amersfoort")
    await chat.stop_bot()
    await chat.press("moderator", preview, "confirm")
    await come(chat, "2026-10-08T15:00")
    await chat.start_bot()
    await chat.settled()
    (text,) = told(chat, "ouder")
    assert "Morgen is" in text


async def test_who_signs_up_after_the_reminder_hears_an_hour_before(chat: Chat) -> None:
    await signed_up(chat)
    await come(chat, DAY_BEFORE)
    await chat.react("jongere", card(chat), "💻")
    await come(chat, HOUR_BEFORE)
    assert leads(chat, "jongere") == ["Over een uur begint “Wat als… (vervolg)”."]
    assert len(told(chat, "ouder")) == 2
