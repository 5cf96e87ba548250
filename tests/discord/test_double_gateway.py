"""What a client hears from the double, and how it comes back when it lost the line."""

import asyncio
import json

import aiohttp
import discord
import pytest

from tests.discord.bare import INTENTS, Bare, connected, until
from tests.discord.double import Double, GuildKeeper, Permission
from tests.discord.double.events import PRIVILEGED


async def test_a_client_finds_the_guild_and_its_channels(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    async with connected(double, Bare()) as client:
        (known,) = client.guilds
        assert known.name == "Gemeenschap"
        assert [one.name for one in known.channels] == ["algemeen"]
        assert known.me.guild_permissions.manage_messages
        assert client.get_channel(int(channel.id)) is not None
        assert [member.id for member in known.members] == [known.me.id], "who is in it, takes a privileged intent"


async def test_what_people_write_is_hidden_in_guilds_and_read_in_private(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    ouder = double.people[next(key for key, one in double.people.items() if one.user.name == "Ouder")]
    async with connected(double, Bare()) as client:
        ouder.write(channel, "Dag allemaal")
        ouder.write(channel, f"Dag <@{double.state.bot.id}>")
        ouder.write(ouder.direct(), "Dag bot")
        await double.heard()
        assert [one.content for one in client.of("message")] == ["", f"Dag <@{double.state.bot.id}>", "Dag bot"]
        fetched = [one.content async for one in client.get_channel(int(channel.id)).history()]  # type: ignore[union-attr]
        assert fetched[-1] == ""


async def test_without_an_intent_one_hears_nothing_of_it(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    only_guilds = discord.Intents(guilds=True)
    async with connected(double, Bare(only_guilds)) as client:
        message = double.people[guild.guild.owner_id].write(channel, "Dag")
        double.people[guild.guild.owner_id].react(message, "👍")
        guild.rename(channel, "anders")
        await double.heard()
        assert client.of("message") == client.of("raw_reaction_add") == []
        assert len(client.of("guild_channel_update")) == 1


async def test_a_channel_one_may_not_see_is_not_there(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("geheim")
    guild.overwrite(channel, guild.guild.id, deny=Permission.VIEW_CHANNEL)
    async with connected(double, Bare()) as client:
        double.people[guild.guild.owner_id].write(channel, "Dag")
        await double.heard()
        assert client.of("message") == []
        with pytest.raises(discord.Forbidden) as refused:
            await client.fetch_channel(int(channel.id))
        assert refused.value.code == 50001


async def test_what_was_missed_comes_after_a_resume(double: Double, guild: GuildKeeper) -> None:
    channel = guild.text("algemeen")
    moderator = double.people[guild.guild.owner_id]
    message = moderator.write(channel, "Dag")
    async with connected(double, Bare()) as client:
        double.gateway.drop(4000)
        moderator.react(message, "👍")
        await until(lambda: bool(client.of("resumed")))
        await double.heard()
        assert [str(one.emoji) for one in client.of("raw_reaction_add")] == ["👍"]
        assert double.gateway.resumed == 1


async def test_a_line_that_breaks_is_resumed(double: Double, guild: GuildKeeper) -> None:
    async with connected(double, Bare()) as client:
        double.gateway.drop()
        await until(lambda: bool(client.of("resumed")))


async def test_it_moves_when_it_is_asked_to(double: Double, guild: GuildKeeper) -> None:
    async with connected(double, Bare()) as client:
        double.gateway.ask_to_reconnect()
        await until(lambda: bool(client.of("resumed")))


@pytest.mark.parametrize("told", [True, False])
async def test_a_session_that_is_forgotten_begins_anew(double: Double, guild: GuildKeeper, told: bool) -> None:
    channel = guild.text("algemeen")
    moderator = double.people[guild.guild.owner_id]
    message = moderator.write(channel, "Dag")
    async with connected(double, Bare()) as client:
        if told:
            double.gateway.invalidate()
        else:
            double.gateway.forget()
            double.gateway.drop(4000)
        moderator.react(message, "👍")
        await until(lambda: len(client.of("ready")) == 2)
        await double.heard()
        assert client.of("raw_reaction_add") == [], "who begins anew never hears what was missed"
        assert len(double.gateway.identified) == 2


async def test_who_closes_the_line_with_a_farewell_cannot_resume(double: Double, guild: GuildKeeper) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(double.gateway.url) as socket:
        await socket.send_json({"op": 2, "d": {"token": double.token, "intents": 0}})
        await until(lambda: double.gateway.connected)
        await socket.close(code=1000)
        await until(lambda: not double.gateway.connected)
    assert double.gateway.sessions == []


@pytest.mark.parametrize("code", [4004, 4014])
async def test_it_can_be_refused_for_good(double: Double, guild: GuildKeeper, code: int) -> None:
    double.gateway.refuse(code)
    with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)):
        async with connected(double, Bare()):
            pass


async def test_a_privileged_intent_is_refused_until_it_is_allowed(double: Double, guild: GuildKeeper) -> None:
    double.gateway.allowed_intents = ~PRIVILEGED
    reading = discord.Intents(INTENTS.value | PRIVILEGED)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with connected(double, Bare(reading)):
            pass
    double.gateway.allowed_intents = ~0
    channel = guild.text("algemeen")
    async with connected(double, Bare(reading)) as client:
        double.people[guild.guild.owner_id].write(channel, "Dag")
        await double.heard()
        assert client.of("message")[0].content == "Dag"


async def test_a_wrong_token_is_refused(double: Double, guild: GuildKeeper) -> None:
    with pytest.raises(discord.LoginFailure):
        async with connected(double, Bare(), token="een.ander.geheim"):
            pass


async def test_a_frame_that_nobody_can_read_ends_the_client(double: Double, guild: GuildKeeper) -> None:
    client = Bare()
    async with client:
        running = asyncio.create_task(client.start(double.token))
        await client.wait_until_ready()
        double.gateway.raw("{")
        with pytest.raises(json.JSONDecodeError):
            await running
