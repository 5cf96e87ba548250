"""What the bot may do in channels: as Discord really tells of it, and what was lost while the bot was away."""

from collections.abc import AsyncIterator

import pytest

from bot.api.events import ChannelNamed, Hindered, MessageDeleted, ReactionsCleared, Typed, Unhindered
from bot.platforms.discord.gateway import client
from tests.discord.bare import until
from tests.discord.bot import Bot, bot_on
from tests.discord.conftest import BOT_MAY
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.state import Channel, Role
from tests.unit.discord.store import MemoryStore


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)


@pytest.fixture
def channel(guild: GuildKeeper) -> Channel:
    return guild.text("aankondigingen")


@pytest.fixture
def role(guild: GuildKeeper) -> Role:
    """The bot's own."""
    return next(one for one in guild.guild.roles.values() if one.permissions == BOT_MAY)


@pytest.fixture
async def bot(double: Double, channel: Channel) -> AsyncIterator[Bot]:
    async with bot_on(double, channel.id) as bot:
        await bot.until(lambda: bot.of(Unhindered))
        yield bot


async def told(bot: Bot, number: int = 1) -> list[str]:
    """Return what hinders the bot, when it said so many things."""
    await bot.until(lambda: len(bot.of(Hindered)) == number)
    return [event.what for event in bot.of(Hindered)]


async def test_put_out_of_the_server_it_is_out(guild: GuildKeeper, bot: Bot) -> None:
    guild.kick_bot()
    assert await told(bot) == ["out"]
    guild.invite_bot(BOT_MAY)
    await bot.until(lambda: len(bot.of(Unhindered)) == 2)


async def test_a_channel_that_is_deleted_is_told_with_its_name(guild: GuildKeeper, bot: Bot, channel: Channel) -> None:
    guild.delete(channel)
    assert await told(bot) == ["out"]
    await bot.until(lambda: [event.name for event in bot.of(ChannelNamed)] == ["aankondigingen", ""])
    assert bot.events.index(bot.of(Hindered)[0]) < bot.events.index(bot.of(ChannelNamed)[1])


async def test_a_channel_that_is_hidden_from_it_is_told(guild: GuildKeeper, bot: Bot, channel: Channel) -> None:
    guild.overwrite(channel, guild.guild.id, deny=Permission.VIEW_CHANNEL)
    assert await told(bot) == ["out"]


async def test_what_its_role_may_no_more_is_told(guild: GuildKeeper, bot: Bot, role: Role) -> None:
    guild.allow(role, BOT_MAY & ~Permission.MANAGE_MESSAGES)
    assert await told(bot) == ["untidy"]
    guild.allow(role, BOT_MAY & ~Permission.SEND_MESSAGES)
    # Everybody may speak here by the role that all have, so the bot still may.
    everyone = guild.guild.roles[guild.guild.id]
    guild.allow(everyone, Permission.VIEW_CHANNEL)
    assert await told(bot, 2) == ["untidy", "silenced"]


async def test_without_its_role_it_may_less(double: Double, guild: GuildKeeper, bot: Bot) -> None:
    guild.give(double.state.bot.id)
    assert await told(bot) == ["untidy"]


async def test_what_was_lost_while_it_was_away_is_told_once(
    double: Double, guild: GuildKeeper, channel: Channel
) -> None:
    store = MemoryStore()
    async with bot_on(double, channel.id, store=store) as bot:
        await bot.until(lambda: bot.of(Unhindered))
        await until(lambda: bool(store.kept))
    guild.delete(channel)
    async with bot_on(double, channel.id, store=store) as bot:
        assert await told(bot) == ["out"]
        await until(lambda: "out" in store.kept[f"channel:{channel.id}"])
    async with bot_on(double, channel.id, store=store) as bot:
        guild.text("anders")
        await bot.until(lambda: bot.of(ChannelNamed))
        assert bot.of(Hindered) == []


async def test_cleared_reactions_and_a_card_that_is_taken_away_are_told(
    double: Double, guild: GuildKeeper, bot: Bot, channel: Channel
) -> None:
    anna = double.people[guild.guild.owner_id]
    first, second = anna.write(channel, "een"), anna.write(channel, "twee")
    anna.react(first, "📍")
    anna.clear(first)
    anna.delete(second)
    await bot.until(lambda: bot.of(MessageDeleted))
    refs = [event.message_ref for event in bot.of(ReactionsCleared, MessageDeleted)]
    assert refs == [f"{channel.id}:{first.id}", f"{channel.id}:{second.id}"]
    anna.react(first, "📍")
    anna.clear(first, "📍")
    await bot.until(lambda: bot.gaps == 2)


async def test_who_writes_to_it_alone_is_heard_and_known_for_what_they_may(
    double: Double, guild: GuildKeeper, bot: Bot
) -> None:
    for person in list(double.people.values())[:2]:
        person.write(person.direct(), "hallo")
    await bot.until(lambda: len(bot.of(Typed)) == 2)
    assert [(event.author.name, event.author.moderator, event.direct) for event in bot.of(Typed)] == [
        ("Moderator", True, True),
        ("Ouder", False, True),
    ]
