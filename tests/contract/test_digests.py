"""Digests, on any platform."""

from bot.testing.chat import Chat, Seen
from tests.support.story import announce, last, open_form, submit_idea


async def test_a_digest_gathers_what_is_coming_and_what_is_new(chat: Chat) -> None:
    await announce(chat)
    idea = await submit_idea(chat)
    await chat.react("ouder", idea, "👍")
    await chat.settled()
    await chat.say("moderator", "/overzicht nu", to="moderation")
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {"foreword": "Dag allemaal, fijne herfst."})
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
    digest = last(chat, "ouder", "announcements").text
    for part in (
        "fijne herfst",
        "In dit overzicht",
        "vrijdag 9 oktober 2026",
        "eerst luisteren",
        "👍 1",
        "rvjeugdzorg",
    ):
        assert part in digest
    assert digest.index("Sessies die eraan komen") < digest.index("Nieuwe ideeën")


async def test_the_example_is_for_the_moderator_alone(chat: Chat) -> None:
    await announce(chat)
    before = len(_said(chat))
    await chat.say("moderator", "/overzicht voorbeeld")
    await chat.settled()
    assert last(chat, "moderator", "announcements").private
    assert len(_said(chat)) == before


async def test_with_nothing_to_tell_no_digest_goes_out(chat: Chat) -> None:
    await chat.say("moderator", "/overzicht voorbeeld", to="moderation")
    await chat.settled()
    assert "niets om te vertellen" in last(chat, "moderator", "moderation").text


async def test_a_long_digest_comes_in_parts_in_order(chat: Chat) -> None:
    for number in range(12):
        text = f"we plan {number} uitvoeren? " + "Dat helpt gezinnen echt verder. " * 7
        await chat.react("ouder", await submit_idea(chat, what_if=text), "👍")
    await chat.say("moderator", "/overzicht nu", to="moderation")
    await chat.settled()
    await chat.fill_in("moderator", open_form(chat, "moderator"), {})
    await chat.settled()
    await chat.press("moderator", last(chat, "moderator", "moderation"), "confirm")
    await chat.settled()
    parts = [message.text for message in chat.seen("ouder") if message.by_bot]
    assert len(parts) > 1
    assert "In dit overzicht" in parts[0]
    assert "rvjeugdzorg" in parts[-1]


def _said(chat: Chat) -> list[Seen]:
    return [message for message in chat.seen("ouder") if message.by_bot]
