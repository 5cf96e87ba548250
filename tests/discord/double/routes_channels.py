"""Channels, and the threads in them."""

from typing import Any

from tests.discord.double import payloads, writing
from tests.discord.double.errors import DiscordError, invalid, unknown
from tests.discord.double.permissions import Permission
from tests.discord.double.routing import Call, Routes
from tests.discord.double.state import FORUM, HAS_THREAD, THREAD, Channel, Json

routes = Routes()


@routes.on("GET", "/channels/{channel}")
async def read(call: Call) -> Any:
    call.double.require(call.channel, Permission.VIEW_CHANNEL)
    return payloads.channel(call.double.state, call.channel)


@routes.on("PATCH", "/channels/{channel}")
async def change(call: Call) -> Any:
    """Change a thread; anything else of a channel is for people to change."""
    channel, double = call.channel, call.double
    double.require(channel, Permission.VIEW_CHANNEL)
    if not channel.is_thread:
        double.require(channel, Permission.MANAGE_CHANNELS)
    elif channel.owner_id != double.state.bot.id or call.json.get("locked") is not None:
        double.require(channel, Permission.MANAGE_THREADS)
    if "name" in call.json:
        channel.name = _name(call.json)
    channel.archived = call.json.get("archived", channel.archived)
    channel.locked = call.json.get("locked", channel.locked)
    if "applied_tags" in call.json:
        channel.applied_tags = _tags(double.state.channel(str(channel.parent_id)), call.json["applied_tags"])
    double.events.about_channel("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel)
    return payloads.channel(double.state, channel)


@routes.on("POST", "/channels/{channel}/messages/{message}/threads", status=201)
async def from_message(call: Call) -> Any:
    channel, message, double = call.channel, call.message, call.double
    double.require(channel, Permission.VIEW_CHANNEL, Permission.CREATE_PUBLIC_THREADS)
    if channel.is_thread or channel.type == FORUM:
        raise DiscordError(400, 50024, "Cannot execute action on this channel type")
    if message.flags & HAS_THREAD:
        raise DiscordError(400, 160004, "A thread has already been created for this message")
    thread = Channel(
        message.id,
        THREAD,
        _name(call.json),
        guild_id=channel.guild_id,
        parent_id=channel.id,
        owner_id=double.state.bot.id,
    )
    double.add_channel(thread)
    message.flags |= HAS_THREAD
    double.events.about_message("MESSAGE_UPDATE", message)
    return payloads.channel(double.state, thread)


@routes.on("POST", "/channels/{channel}/threads", status=201)
async def new(call: Call) -> Any:
    """Make a thread of its own, or in a forum a post with its first message."""
    channel, double = call.channel, call.double
    double.require(channel, Permission.VIEW_CHANNEL)
    if channel.type != FORUM:
        double.require(channel, Permission.CREATE_PUBLIC_THREADS)
        if channel.is_thread:
            raise DiscordError(400, 50024, "Cannot execute action on this channel type")
        return payloads.channel(double.state, double.add_channel(_thread(call, channel)))
    double.require(channel, Permission.SEND_MESSAGES)
    if call.files:
        double.require(channel, Permission.ATTACH_FILES)
    body = call.json.get("message")
    if not isinstance(body, dict):
        raise invalid("message", "This field is required", "BASE_TYPE_REQUIRED")
    writing.check(body, call.files, body.get("flags") or 0)
    thread = _thread(call, channel)
    thread.applied_tags = _tags(channel, call.json.get("applied_tags") or [])
    double.add_channel(thread)
    message = writing.new(double, thread, double.state.bot.id, body, call.files, message_id=thread.id)
    return payloads.channel(double.state, thread) | {"message": payloads.message(double.state, message)}


@routes.on("GET", "/guilds/{guild}/threads/active")
async def active(call: Call) -> Any:
    seen = [one for one in call.guild.channels.values() if one.is_thread and not one.archived]
    seen = [one for one in seen if call.double.events.bot_sees(one)]
    return {"threads": [payloads.channel(call.double.state, one) for one in seen], "members": [], "has_more": False}


@routes.on("GET", "/channels/{channel}/threads/archived/public")
async def archived(call: Call) -> Any:
    call.double.require(call.channel, Permission.VIEW_CHANNEL, Permission.READ_MESSAGE_HISTORY)
    state = call.double.state
    found = [one for one in state.channels() if one.parent_id == call.channel.id and one.is_thread and one.archived]
    return {"threads": [payloads.channel(state, one) for one in found], "members": [], "has_more": False}


@routes.on("PUT", "/channels/{channel}/thread-members/@me", status=204)
async def join(call: Call) -> None:
    call.double.require(call.channel, Permission.VIEW_CHANNEL)


def _thread(call: Call, parent: Channel) -> Channel:
    return Channel(
        call.double.state.clock.new_id(),
        THREAD,
        _name(call.json),
        guild_id=parent.guild_id,
        parent_id=parent.id,
        owner_id=call.double.state.bot.id,
    )


def _name(body: Json) -> str:
    name = body.get("name") or ""
    if not 1 <= len(name.strip()) <= 100:
        raise invalid("name", "Must be between 1 and 100 in length.")
    return str(name)


def _tags(forum: Channel | None, ids: list[Any]) -> list[str]:
    """Return the tags of a post, when the forum has them and takes them."""
    known = {tag.id for tag in forum.tags} if forum else set()
    wanted = [str(one) for one in ids]
    if any(one not in known for one in wanted):
        raise unknown("Tag")
    if len(wanted) > 5:
        raise invalid("applied_tags", "Must be 5 or fewer in length.")
    if forum is not None and forum.tag_required and not wanted:
        raise DiscordError(400, 40067, "A tag is required to create a forum post in this channel")
    return wanted
