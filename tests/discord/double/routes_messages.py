"""Messages in channels."""

from typing import Any

from tests.discord.double import payloads, writing
from tests.discord.double.errors import DiscordError, invalid, old_edit
from tests.discord.double.faults import OLD
from tests.discord.double.permissions import Permission
from tests.discord.double.routing import Call, Routes
from tests.discord.double.state import FORUM, Message

routes = Routes()
BULK_DAYS = 14


@routes.on("POST", "/channels/{channel}/messages")
async def create(call: Call) -> Any:
    channel, double = call.channel, call.double
    if channel.type == FORUM:
        raise DiscordError(400, 50008, "Cannot send messages in a non-text channel")
    double.require_speech(channel)
    if call.files:
        double.require(channel, Permission.ATTACH_FILES)
    again = writing.twin(double, channel, double.state.bot.id, call.json)
    made = again or writing.new(double, channel, double.state.bot.id, call.json, call.files)
    return payloads.message(double.state, made)


@routes.on("GET", "/channels/{channel}/messages")
async def listed(call: Call) -> Any:
    channel, double = call.channel, call.double
    double.require(channel, Permission.VIEW_CHANNEL)
    if not double.may(channel, Permission.READ_MESSAGE_HISTORY):
        return []
    limit = int(call.query.get("limit", 50))
    found = [one for one in double.state.in_channel(channel.id) if one.private_to is None]
    if "after" in call.query:
        found = [one for one in found if int(one.id) > int(call.query["after"])][:limit]
    else:
        before = int(call.query.get("before", 1 << 63))
        found = [one for one in found if int(one.id) < before][-limit:]
    return [_shown(call, one) for one in reversed(found)]


@routes.on("GET", "/channels/{channel}/messages/{message}")
async def read(call: Call) -> Any:
    call.double.require(call.channel, Permission.VIEW_CHANNEL, Permission.READ_MESSAGE_HISTORY)
    return _shown(call, call.message)


@routes.on("PATCH", "/channels/{channel}/messages/{message}")
async def edit(call: Call) -> Any:
    double, message = call.double, call.message
    double.require(call.channel, Permission.VIEW_CHANNEL)
    if message.author_id != double.state.bot.id:
        raise DiscordError(403, 50005, "Cannot edit a message authored by another user")
    if double.faults.old_edits and double.state.clock.age(message.id) > OLD:
        raise old_edit()
    writing.change(double, message, call.json, call.files)
    return payloads.message(double.state, message)


@routes.on("DELETE", "/channels/{channel}/messages/{message}", status=204)
async def delete(call: Call) -> None:
    double, message = call.double, call.message
    if message.author_id == double.state.bot.id:
        double.require(call.channel, Permission.VIEW_CHANNEL)
    else:
        double.require(call.channel, Permission.VIEW_CHANNEL, Permission.MANAGE_MESSAGES)
    double.remove_messages([message])


@routes.on("POST", "/channels/{channel}/messages/bulk-delete", status=204)
async def bulk_delete(call: Call) -> None:
    double = call.double
    double.require(call.channel, Permission.VIEW_CHANNEL, Permission.MANAGE_MESSAGES)
    found = [double.state.messages[one] for one in call.json["messages"] if one in double.state.messages]
    if any(double.state.clock.age(one.id).days >= BULK_DAYS for one in found):
        raise DiscordError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    if not 2 <= len(call.json["messages"]) <= 100:
        raise invalid("messages", "Must be between 2 and 100 in length.")
    double.remove_messages(found, bulk=True)


@routes.on("POST", "/channels/{channel}/typing", status=204)
async def typing(call: Call) -> None:
    call.double.require_speech(call.channel)


def _shown(call: Call, message: Message) -> Any:
    """Return a message as the bot may read it, with the intents that it has."""
    intents = max((session.intents for session in call.double.gateway.sessions), default=0)
    return payloads.message(call.double.state, message, content=call.double.events.may_read(message, intents))
