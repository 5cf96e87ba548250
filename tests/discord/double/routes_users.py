"""The bot itself, and its conversations with people."""

from typing import Any

from tests.discord.double import guild_payloads, payloads
from tests.discord.double.errors import DiscordError, unknown
from tests.discord.double.routing import Call, Routes

routes = Routes()


@routes.on("GET", "/users/@me")
async def me(call: Call) -> Any:
    return payloads.own_user(call.double.state.bot)


@routes.on("GET", "/users/{user}")
async def somebody(call: Call) -> Any:
    return payloads.user(call.double.person(call.parts["user"]))


@routes.on("GET", "/oauth2/applications/@me")
async def application(call: Call) -> Any:
    return guild_payloads.application(call.double.state, call.double.application_flags)


@routes.on("GET", "/applications/@me")
async def own_application(call: Call) -> Any:
    return await application(call)


@routes.on("GET", "/gateway/bot")
async def gateway(call: Call) -> Any:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return {"url": call.double.gateway.url, "shards": 1, "session_start_limit": limit}


@routes.on("GET", "/users/@me/guilds")
async def guilds(call: Call) -> Any:
    state = call.double.state
    return [guild_payloads.partial_guild(state, one) for one in state.guilds.values() if state.bot.id in one.members]


@routes.on("POST", "/users/@me/channels")
async def open_direct(call: Call) -> Any:
    """Answer with the conversation with somebody; one that is new is counted."""
    state = call.double.state
    user_id = str(call.json.get("recipient_id"))
    if user_id not in state.users:
        raise unknown("User")
    if user_id == state.bot.id or state.users[user_id].bot:
        raise DiscordError(400, 50007, "Cannot send messages to this user")
    known = state.with_person(user_id)
    if known is None:
        if call.double.faults.no_new_dms:
            raise DiscordError(400, 40003, "You are opening direct messages too fast")
        state.openings.append(user_id)
        known = call.double.begin_direct(user_id)
    return payloads.channel(state, known)
