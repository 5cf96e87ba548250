"""Reactions on messages of the bot: its own, those of people, and what stands."""

import pytest

from bot.api.content import content, paragraph
from bot.api.errors import Gone, PlatformError, Refused
from bot.api.events import StandingReaction
from bot.api.platform import Outgoing
from bot.platforms.discord import refs
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.state import Channel, Message
from tests.discord.hands import Hands

CARD = Outgoing(content(paragraph("Kom je?")))


@pytest.fixture
async def ref(hands: Hands, channel: Channel) -> str:
    return await hands.poster.send(channel.id, CARD, "card:1")


@pytest.fixture
def message(double: Double, ref: str) -> Message:
    return double.state.messages[str(refs.message_parts(ref)[1])]


async def standing(hands: Hands, ref: str) -> list[StandingReaction]:
    return [one async for page in hands.poster.reactions(ref) for one in page]


async def test_the_bot_reacts_once(double: Double, hands: Hands, ref: str, message: Message) -> None:
    for emoji in ("📍", "📍", "❤️"):
        await hands.poster.react(ref, emoji)
    assert message.reactions == {"📍": [double.state.bot.id], "❤️": [double.state.bot.id]}


async def test_a_card_does_not_fail_for_a_reaction_that_has_no_room(
    double: Double, guild: GuildKeeper, hands: Hands, ref: str, message: Message
) -> None:
    moderator = double.people[guild.guild.owner_id]
    for number in range(20):
        moderator.react(message, chr(0x1F600 + number))
    await hands.poster.react(ref, "📍")
    await hands.poster.react(ref, "x")
    assert "📍" not in message.reactions


async def test_what_stands_is_read_page_by_page_and_whole(
    double: Double, guild: GuildKeeper, hands: Hands, ref: str, message: Message
) -> None:
    people = [double.add_person(f"Lid {number}") for number in range(250)]
    other_bot = double.add_person("Een bot", bot=True)
    guild.join(*people, other_bot)
    await hands.poster.react(ref, "📍")
    for one in people:
        one.react(message, "📍")
    people[0].react(message, "✅")
    people[1].react(message, "✅\ufe0f")
    people[2].react(message, "eigen:1234567890123456789")
    other_bot.react(message, "📍")
    pages = [list(page) async for page in hands.poster.reactions(ref)]
    assert all(len(page) <= 100 for page in pages)
    found = [one for page in pages for one in page]
    assert {one.author.key for one in found if one.emoji == "📍" and not one.mine} == {
        f"discord:{one.id}" for one in people
    }
    assert [one.author.key for one in found if one.mine] == [f"discord:{double.state.bot.id}"]
    assert [(one.emoji, one.author.name) for one in found if one.emoji != "📍"] == [
        ("✅", "Lid 0"),
        ("✅\ufe0f", "Lid 1"),
    ]
    assert {one.source for one in found} == {refs.reaction_source(ref, emoji) for emoji in ("📍", "✅", "✅\ufe0f")}
    assert all(one.at is None for one in found)


async def test_nothing_stands_on_a_message_nobody_reacted_to(hands: Hands, ref: str) -> None:
    assert await standing(hands, ref) == []


async def test_a_reading_that_breaks_off_says_so(
    double: Double, guild: GuildKeeper, hands: Hands, ref: str, message: Message
) -> None:
    people = [double.add_person(f"Lid {number}") for number in range(150)]
    guild.join(*people)
    for one in people:
        one.react(message, "📍")
    double.faults.fail(403, "GET", "/reactions/", code=50001, times=None)
    with pytest.raises(PlatformError):
        await standing(hands, ref)


async def test_what_stands_on_a_message_that_is_gone_is_not_nothing(hands: Hands, ref: str) -> None:
    await hands.poster.delete(ref)
    with pytest.raises(Gone):
        await standing(hands, ref)


async def test_a_reaction_is_taken_away_as_it_was_put(
    double: Double, guild: GuildKeeper, hands: Hands, ref: str, message: Message
) -> None:
    moderator = double.people[guild.guild.owner_id]
    for emoji in ("✅", "✅\ufe0f"):
        moderator.react(message, emoji)
    account = refs.account_key(int(moderator.id))
    for _ in range(2):
        await hands.poster.take_away(ref, "✅\ufe0f", account)
        assert message.reactions == {"✅": [moderator.id]}
    await hands.poster.delete(ref)
    await hands.poster.take_away(ref, "✅", account)


async def test_where_the_bot_may_not_tidy_it_is_refused(
    double: Double, guild: GuildKeeper, hands: Hands, ref: str, message: Message
) -> None:
    moderator = double.people[guild.guild.owner_id]
    moderator.react(message, "✅")
    guild.overwrite(guild.guild.channels[message.channel_id], double.state.bot.id, deny=Permission.MANAGE_MESSAGES)
    with pytest.raises(Refused):
        await hands.poster.take_away(ref, "✅", refs.account_key(int(moderator.id)))
    assert message.reactions == {"✅": [moderator.id]}
