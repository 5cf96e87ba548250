"""What can go wrong between the bot and the double, as discord.py meets it."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import discord
import pytest

from tests.discord.bare import Bare, connected
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.limits import Limit

SEND = ("POST", "/messages$")


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_refusal_for_now_is_waited_out(double: Double, guild: GuildKeeper, everywhere: bool) -> None:
    channel = guild.text("algemeen")
    plan = double.faults.limit(0.01, *SEND, everywhere=everywhere)
    async with connected(double, Bare()) as client:
        await place(client, channel.id).send("Dag")
    assert plan.met == 1
    assert [one.status for one in double.asked_for("POST", "/messages")] == [429, 200]


async def test_limits_are_kept_and_said(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    double.limits.by_route["PATCH", "/channels/{channel}/messages/{message}"] = Limit(2, 0.05)
    async with connected(double, Bare()) as client:
        message = await place(client, channel.id).send("Dag")
        await asyncio.gather(*(message.edit(content=f"{number}") for number in range(6)))
    assert [one.status for one in double.asked_for("PATCH", message_path(message))].count(200) == 6
    assert double.state.messages[str(message.id)].edits == 6


async def test_a_limit_for_everything_counts_all_but_answers(double: Double, guild: GuildKeeper) -> None:
    channels = [guild.text(f"{number}") for number in range(6)]
    double.limits.everywhere = Limit(2, 0.05)
    async with connected(double, Bare()) as client:
        await asyncio.gather(*(place(client, one.id).send("Dag") for one in channels))
    assert [len(double.state.in_channel(one.id)) for one in channels] == [1] * 6
    assert double.limits.hit_everywhere == double.limits.hit > 0
    double.limits.everywhere = Limit(0, 3600.0)
    _, refused = double.limits.take("POST", "/interactions/{interaction}/{token}/callback", "")
    assert refused is None


async def test_a_failure_is_tried_again_by_some_codes(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    double.faults.fail(503, *SEND)
    async with connected(double, Bare()) as client:
        with pytest.raises(discord.DiscordServerError):
            await place(client, channel.id).send("Dag")
        await place(client, channel.id).send("Dag")


@pytest.mark.parametrize(("execute", "there"), [(False, 0), (True, 1)])
async def test_a_line_breaks_before_an_answer(double: Double, guild: GuildKeeper, execute: bool, there: int) -> None:
    channel = guild.text("algemeen")
    double.faults.cut(*SEND, execute=execute)
    async with connected(double, Bare()) as client:
        with pytest.raises(aiohttp.ClientError):
            await place(client, channel.id).send("Dag", nonce="een")
        assert len(double.state.in_channel(channel.id)) == there
        await place(client, channel.id).send("Dag", nonce="een")
        assert len(double.state.in_channel(channel.id)) == 1


async def test_an_answer_can_be_slow(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    held = double.faults.hold(*SEND)
    async with connected(double, Bare()) as client:
        sending = asyncio.create_task(place(client, channel.id).send("Dag"))
        await held.spent()
        assert not sending.done()
        held.lift()
        await sending


async def test_conversations_can_be_too_many(double: Double, guild: GuildKeeper) -> None:
    double.faults.no_new_dms = True
    async with connected(double, Bare()) as client:
        user = await client.fetch_user(int(double.named("Ouder").id))
        with pytest.raises(discord.HTTPException) as refused:
            await user.send("Dag")
        assert refused.value.code == 40003


async def test_what_happens_is_in_the_guilds_own_calendar(double: Double, guild: GuildKeeper) -> None:
    async with connected(double, Bare()) as client:
        (known,) = client.guilds
        begin = datetime.now(UTC) + timedelta(days=1)
        event = await known.create_scheduled_event(
            name="Sessie",
            start_time=begin,
            end_time=begin + timedelta(hours=2),
            entity_type=discord.EntityType.external,
            location="Utrecht",
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        await event.edit(name="Sessie (vervolg)", start_time=begin + timedelta(hours=1))
        await double.heard()
        assert [one.name for one in await known.fetch_scheduled_events()] == ["Sessie (vervolg)"]
        with pytest.raises(discord.HTTPException):
            await event.edit(end_time=begin)
        await event.cancel()
        assert guild.guild.events == {}
        with pytest.raises(discord.NotFound) as gone:
            await known.fetch_scheduled_event(event.id)
        assert gone.value.code == 10070
        with pytest.raises(discord.HTTPException):
            await known.create_scheduled_event(
                name="Voorbij",
                start_time=begin - timedelta(days=2),
                end_time=begin,
                entity_type=discord.EntityType.external,
                location="Utrecht",
                privacy_level=discord.PrivacyLevel.guild_only,
            )


async def test_the_bot_hears_what_becomes_of_it(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Bare()) as client:
        role = guild.guild.members[double.state.bot.id].roles[0]
        guild.allow(guild.guild.roles[role], Permission.VIEW_CHANNEL)
        guild.rename(channel, "anders")
        guild.give(double.state.bot.id)
        guild.delete(channel)
        guild.kick_bot()
        await double.heard()
        for event in (
            "guild_role_update",
            "guild_channel_update",
            "member_update",
            "guild_channel_delete",
            "guild_remove",
        ):
            assert len(client.of(event)) == 1, event


def place(client: Bare, channel_id: str) -> discord.TextChannel:
    channel = client.get_channel(int(channel_id))
    assert isinstance(channel, discord.TextChannel)
    return channel


def message_path(message: discord.Message) -> str:
    return f"/messages/{message.id}"
