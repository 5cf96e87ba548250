"""Guilds, as far as a bot without privileged intents may look into them."""

from typing import Any

from tests.discord.double import guild_payloads, payloads
from tests.discord.double.errors import no_access, unknown
from tests.discord.double.routing import Call, Routes

routes = Routes()


@routes.on("GET", "/guilds/{guild}")
async def read(call: Call) -> Any:
    return guild_payloads.guild(call.guild)


@routes.on("GET", "/guilds/{guild}/channels")
async def channels(call: Call) -> Any:
    """Answer with all channels, also those that the bot may not look into."""
    return [payloads.channel(call.double.state, one) for one in call.guild.channels.values() if not one.is_thread]


@routes.on("GET", "/guilds/{guild}/roles")
async def roles(call: Call) -> Any:
    return [payloads.role(one) for one in call.guild.roles.values()]


@routes.on("GET", "/guilds/{guild}/members")
async def members(call: Call) -> Any:
    raise no_access()  # that takes a privileged intent


@routes.on("GET", "/guilds/{guild}/members/{user}")
async def member(call: Call) -> Any:
    found = call.guild.members.get(call.parts["user"])
    if found is None:
        raise unknown("Member" if call.parts["user"] in call.double.state.users else "User")
    return payloads.member(call.double.state, found)


@routes.on("DELETE", "/users/@me/guilds/{guild}", status=204)
async def leave(call: Call) -> None:
    call.double.remove_member(call.guild, call.double.state.bot.id)
