"""What happens on one platform is so on the other."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.testing.chat import Chat, Seen
from tests.support.story import announce, cancel, card, last, open_form, submit_idea
from tests.together.both import Both

pytestmark = [pytest.mark.matrix, pytest.mark.discord]

NOBODY = {"place": 0, "online": 0, "maybe": 0, "no": 0}


def told(chat: Chat, person: str, words: str) -> list[Seen]:
    """Return what the bot told somebody alone in these words."""
    return [message for message in chat.seen(person, "bot") if message.by_bot and words in message.text]


async def test_who_answers_on_one_platform_is_counted_on_both(both: Both) -> None:
    matrix, discord = both.chats
    await announce(discord)
    await both.settled()
    assert both.counts() == NOBODY

    await discord.react("ouder", card(discord), "📍")
    await both.settled()
    assert both.counts() == {**NOBODY, "place": 1}
    await matrix.react("ouder", card(matrix), "💻")
    await both.settled()
    assert both.counts() == {**NOBODY, "place": 1, "online": 1}

    await discord.follow("jongere", card(discord), "Misschien")
    await matrix.say("jongere", "/aanmelden 1 place", to="bot")
    await discord.say("professional", "/aanmelden 1 online")
    await both.settled()
    assert both.counts() == {"place": 2, "online": 2, "maybe": 1, "no": 0}
    assert last(discord, "jongere", "announcements").private
    assert last(discord, "professional", "announcements").private

    await discord.unreact("ouder", card(discord), "📍")
    await matrix.say("jongere", "/afmelden 1", to="bot")
    await both.settled()
    assert both.counts() == {"place": 0, "online": 2, "maybe": 1, "no": 1}


async def test_a_session_made_on_matrix_is_on_both_and_called_off_on_discord(both: Both) -> None:
    matrix, discord = both.chats
    await announce(matrix)
    await both.settled()
    assert "vrijdag 9 oktober 2026" in card(discord).text
    assert both.counts() == NOBODY
    (event,) = both.events
    assert (event.name, event.location) == ("Wat als… (vervolg)", "Utrecht en online")
    assert event.starts_at == datetime(2026, 10, 9, 8, tzinfo=UTC)

    await matrix.react("ouder", card(matrix), "📍")
    await matrix.react("jongere", card(matrix), "❌")
    await discord.react("professional", card(discord), "💻")
    await both.settled()
    await cancel(discord)
    await both.settled()
    for chat in both.chats:
        assert "Deze sessie gaat niet door. de zaal is bezet" in card(chat).text
        assert card(chat).follow_ups == (), "no buttons are left to answer with"
    assert both.events == []
    off = "gaat niet door"
    assert len(told(matrix, "ouder", off)) == len(told(discord, "professional", off)) == 1
    assert told(matrix, "jongere", off) == told(discord, "ouder", off) == []


async def test_everybody_is_reminded_where_they_are(both: Both) -> None:
    matrix, discord = both.chats
    await announce(discord)
    await both.settled()
    await matrix.react("ouder", card(matrix), "📍")
    await discord.react("jongere", card(discord), "💻")
    await both.settled()
    await both.later(datetime(2026, 10, 8, 8, 0, 5, tzinfo=UTC) - discord.now)
    morning = "Morgen is “Wat als… (vervolg)”"
    assert len(told(matrix, "ouder", morning)) == len(told(discord, "jongere", morning)) == 1
    assert told(matrix, "jongere", morning) == told(discord, "ouder", morning) == []


async def test_an_idea_sent_in_on_discord_is_supported_on_matrix(both: Both) -> None:
    matrix, discord = both.chats
    await submit_idea(discord)
    await both.settled()
    there = card(matrix, "ideas")
    assert "Wat als we eerst luisteren?" in there.text
    await matrix.react("ouder", there, "👍")
    await discord.follow("ouder", card(discord, "ideas"), "Ik wil meedoen")
    await both.settled()
    for chat in both.chats:
        assert "👍 Ik steun dit: 1" in card(chat, "ideas").text
        assert "🙋 Ik wil meedoen: 1" in card(chat, "ideas").text


async def test_a_digest_reaches_everybody_once(both: Both) -> None:
    discord = both.discord
    await announce(discord)
    await both.settled()
    await discord.say("moderator", "/overzicht nu", to="moderation")
    await both.settled()
    await discord.fill_in("moderator", open_form(discord, "moderator"), {"foreword": "Fijne herfst."})
    await both.settled()
    await discord.press("moderator", last(discord, "moderator", "moderation"), "confirm")
    await both.settled()
    for chat in both.chats:
        (digest,) = [message for message in chat.seen("ouder") if "In dit overzicht" in message.text]
        assert "Fijne herfst." in digest.text
        assert "vrijdag 9 oktober 2026" in digest.text


async def test_what_people_do_on_both_while_the_bot_is_away_counts(both: Both) -> None:
    matrix, discord = both.chats
    await announce(discord)
    await both.settled()
    await matrix.react("ouder", card(matrix), "📍")
    await discord.react("ouder", card(discord), "📍")
    await both.settled()
    there, here = card(matrix), card(discord)

    await both.without_bot()
    await matrix.unreact("ouder", there, "📍")
    await matrix.react("jongere", there, "🤔")
    await discord.unreact("ouder", here, "📍")
    await discord.react("ouder", here, "❌")
    await discord.react("jongere", here, "💻")
    await discord.say("professional", "/aanmelden 1 place")
    await both.world.later(timedelta(hours=1))
    await both.with_bot()
    assert both.counts() == {"place": 1, "online": 1, "maybe": 1, "no": 1}
