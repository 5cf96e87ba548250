"""A card has a thread beside it, where people talk about its subject."""

from bot.testing import Chat
from tests.support.story import announce, submit_idea


async def test_people_talk_about_a_session_in_its_own_thread(chat: Chat) -> None:
    shown = await announce(chat)
    await chat.say("ouder", "Wie rijdt er mee?", to=chat.thread(shown))
    await chat.settled()
    assert [message.text for message in chat.seen("jongere", chat.thread(shown))] == ["Wie rijdt er mee?"]
    assert all("Wie rijdt" not in message.text for message in chat.seen("jongere"))


async def test_each_idea_has_a_thread_of_its_own(chat: Chat) -> None:
    first = await submit_idea(chat)
    second = await submit_idea(chat, what_if="we samen koken?")
    await chat.say("ouder", "Goed idee", to=chat.thread(second))
    await chat.settled()
    assert chat.seen("jongere", chat.thread(first)) == []
    assert len(chat.seen("jongere", chat.thread(second))) == 1
