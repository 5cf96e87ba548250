"""A card that got buried or was deleted comes back, and who signed up stays signed up."""

from bot.testing.chat import Chat, Seen
from tests.support.story import announce, cancel, card, last, make_session


def standing(chat: Chat) -> list[Seen]:
    """Return the messages of the bot that everybody sees in the channel."""
    return [message for message in chat.seen("ouder") if message.by_bot and not message.private]


async def repost(chat: Chat) -> Seen:
    await chat.say("moderator", "/sessie opnieuw 1", to="moderation")
    await chat.settled()
    return card(chat)


async def test_a_buried_card_is_posted_anew_and_the_old_one_is_taken_away(chat: Chat) -> None:
    old = await announce(chat)
    await chat.react("ouder", old, "📍")
    await chat.say("jongere", "Ik heb zin om te komen.")
    await chat.settled()
    new = await repost(chat)
    assert standing(chat) == [new]
    assert chat.seen("ouder")[-1].ref == new.ref != old.ref
    assert new.offered == ("📍", "💻", "🤔", "❌")
    assert "📍 Ik kom naar Utrecht: 1" in new.text
    assert "blijft aangemeld" in last(chat, "moderator", "moderation").text


async def test_what_was_said_on_the_old_card_is_replaced_on_the_new_one(chat: Chat) -> None:
    await chat.react("ouder", await announce(chat), "📍")
    await chat.settled()
    await chat.react("ouder", await repost(chat), "❌")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 0" in card(chat).text
    assert "❌ Ik kan niet: 1" in card(chat).text


async def test_what_was_said_on_the_old_card_is_taken_back_on_the_new_one(chat: Chat) -> None:
    await chat.react("ouder", await announce(chat), "📍")
    await chat.settled()
    new = await repost(chat)
    await chat.react("ouder", new, "📍")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
    await chat.unreact("ouder", new, "📍")
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 0" in card(chat).text


async def test_what_stood_on_the_old_card_stands_after_every_comparison(chat: Chat) -> None:
    await chat.react("ouder", await announce(chat), "📍")
    await chat.settled()
    new = await repost(chat)
    await chat.stop_bot()
    await chat.react("jongere", new, "💻")
    await chat.start_bot(after_gap=True)
    await chat.settled()
    assert "📍 Ik kom naar Utrecht: 1" in card(chat).text
    assert "💻 Ik doe online mee: 1" in card(chat).text
    assert standing(chat) == [card(chat)]


async def test_a_card_is_posted_anew_as_often_as_asked(chat: Chat) -> None:
    await chat.react("ouder", await announce(chat), "📍")
    await chat.say("moderator", "/sessie opnieuw 1", to="moderation")
    await chat.say("moderator", "/sessie opnieuw 1", to="moderation")
    await chat.settled()
    new = await repost(chat)
    assert standing(chat) == [new]
    assert "📍 Ik kom naar Utrecht: 1" in new.text


async def test_only_what_is_announced_is_posted_anew(chat: Chat) -> None:
    await make_session(chat)
    await chat.say("moderator", "/sessie opnieuw 1", to="moderation")
    await chat.settled()
    assert "/sessie aankondigen 1" in last(chat, "moderator", "moderation").text
    assert standing(chat) == []


async def test_a_deleted_card_comes_back_by_itself(chat: Chat) -> None:
    old = await announce(chat)
    await chat.react("ouder", old, "📍")
    await chat.settled()
    await chat.delete(old)
    await chat.settled()
    new = card(chat)
    assert standing(chat) == [new]
    assert new.ref != old.ref
    assert "📍 Ik kom naar Utrecht: 1" in new.text
    assert new.offered == ("📍", "💻", "🤔", "❌")
    await chat.react("ouder", new, "❌")
    await chat.settled()
    assert "❌ Ik kan niet: 1" in card(chat).text


async def test_a_card_deleted_while_the_bot_was_away_comes_back(chat: Chat) -> None:
    for after_gap in (False, True):
        if not after_gap:
            await announce(chat)
            await chat.react("ouder", card(chat), "📍")
            await chat.settled()
        old = card(chat)
        await chat.stop_bot()
        await chat.delete(old)
        await chat.start_bot(after_gap=after_gap)
        await chat.settled()
        assert standing(chat) == [card(chat)]
        assert card(chat).ref != old.ref
        assert "📍 Ik kom naar Utrecht: 1" in card(chat).text


async def test_a_deleted_card_of_a_cancelled_session_stays_away(chat: Chat) -> None:
    await announce(chat)
    await cancel(chat)
    await chat.delete(card(chat))
    await chat.settled()
    assert standing(chat) == []
    await chat.say("moderator", "/sessie opnieuw 1", to="moderation")
    await chat.settled()
    assert standing(chat) == []
