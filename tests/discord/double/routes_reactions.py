"""Reactions."""

import unicodedata
from typing import Any

from tests.discord.double import payloads
from tests.discord.double.errors import DiscordError, unknown
from tests.discord.double.permissions import Permission
from tests.discord.double.routing import Call, Routes

routes = Routes()
MOST = 20
PAGE = 25
PLACE = "/channels/{channel}/messages/{message}/reactions"


@routes.on("PUT", PLACE + "/{emoji}/@me", status=204)
async def add(call: Call) -> None:
    double, message, emoji = call.double, call.message, _emoji(call)
    double.require(call.channel, Permission.VIEW_CHANNEL, Permission.READ_MESSAGE_HISTORY)
    if emoji not in message.reactions:
        double.require(call.channel, Permission.ADD_REACTIONS)
        if len(message.reactions) >= MOST:
            raise DiscordError(400, 30010, "Maximum number of reactions reached (20)")
    double.add_reaction(message, emoji, double.state.bot.id)


@routes.on("DELETE", PLACE + "/{emoji}/@me", status=204)
async def remove_own(call: Call) -> None:
    call.double.require(call.channel, Permission.VIEW_CHANNEL)
    call.double.remove_reaction(call.message, _emoji(call), call.double.state.bot.id)


@routes.on("DELETE", PLACE + "/{emoji}/{user}", status=204)
async def remove(call: Call) -> None:
    call.double.require(call.channel, Permission.VIEW_CHANNEL, Permission.MANAGE_MESSAGES)
    if call.parts["user"] not in call.double.state.users:
        raise unknown("User")
    call.double.remove_reaction(call.message, _emoji(call), call.parts["user"])


@routes.on("DELETE", PLACE, status=204)
async def clear(call: Call) -> None:
    call.double.require(call.channel, Permission.VIEW_CHANNEL, Permission.MANAGE_MESSAGES)
    call.double.clear_reactions(call.message)


@routes.on("DELETE", PLACE + "/{emoji}", status=204)
async def clear_emoji(call: Call) -> None:
    call.double.require(call.channel, Permission.VIEW_CHANNEL, Permission.MANAGE_MESSAGES)
    call.double.clear_reactions(call.message, _emoji(call))


@routes.on("GET", PLACE + "/{emoji}")
async def listed(call: Call) -> Any:
    """Answer with one page of who reacted so, by their ids."""
    double = call.double
    double.require(call.channel, Permission.VIEW_CHANNEL, Permission.READ_MESSAGE_HISTORY)
    after = int(call.query.get("after", 0))
    people = sorted(map(int, call.message.reactions.get(_emoji(call), ())))
    page = [str(one) for one in people if one > after][: int(call.query.get("limit", PAGE))]
    return [payloads.user(double.state.users[one]) for one in page]


def _emoji(call: Call) -> str:
    """Return the emoji in the path as it was given, with or without a mark of its guise."""
    emoji = call.parts["emoji"]
    is_own = ":" in emoji and emoji.rpartition(":")[2].isdigit()
    if not is_own and not any(unicodedata.category(sign) in ("So", "Me") for sign in emoji):
        raise unknown("Emoji")
    return emoji
