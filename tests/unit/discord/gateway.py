"""What Discord's gateway tells, given to discord.py's own reading of it without a connection."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.platforms.discord.gateway.client import Client, Handler
from bot.platforms.discord.gateway.request_rate import RequestRate

ME = 99
GUILD = 10
CHANNEL = 11
FORUM = 12
MESSAGE = 500
EVERYONE, MINE = GUILD, 21

Raw = dict[str, Any]

ALL_NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    attach_files=True,
    add_reactions=True,
    read_message_history=True,
    manage_messages=True,
)


def user(user_id: int, name: str = "anna", *, bot: bool = False) -> Raw:
    return {"id": str(user_id), "username": name, "discriminator": "0", "avatar": None, "global_name": None, "bot": bot}


def member(user_id: int, name: str = "anna", *, nick: str | None = None, bot: bool = False) -> Raw:
    joined = "2026-01-01T00:00:00+00:00"
    roles = [str(MINE)] if user_id == ME else []
    return {"user": user(user_id, name, bot=bot), "nick": nick, "roles": roles, "joined_at": joined, "flags": 0}


def role(role_id: int, permissions: discord.Permissions) -> Raw:
    return {
        "id": str(role_id),
        "name": f"role-{role_id}",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0 if role_id == EVERYONE else 1,
        "permissions": str(permissions.value),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(channel_id: int, name: str, *, kind: int = 0) -> Raw:
    return {
        "id": str(channel_id),
        "guild_id": str(GUILD),
        "type": kind,
        "name": name,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "available_tags": [],
    }


def hidden(told: Raw) -> Raw:
    """Return a channel that the bot does not see."""
    deny = discord.Permissions(view_channel=True).value
    overwrite = {"id": str(MINE), "type": 0, "allow": "0", "deny": str(deny)}
    return {**told, "permission_overwrites": [overwrite]}


def guild(*, allowed: discord.Permissions = ALL_NEEDED, channels: list[Raw] | None = None) -> Raw:
    if channels is None:
        channels = [channel(CHANNEL, "aankondigingen"), channel(FORUM, "ideeën", kind=15)]
    return {
        "id": str(GUILD),
        "name": "Radicale vernieuwing",
        "owner_id": "1",
        "unavailable": False,
        "member_count": 3,
        "roles": [role(EVERYONE, discord.Permissions.none()), role(MINE, allowed)],
        "channels": channels,
        "members": [member(ME, "wat-als", bot=True)],
        "threads": [],
        "emojis": [],
        "features": [],
    }


def reaction(user_id: int, emoji: str = "📍", *, custom: int | None = None, **more: Any) -> Raw:
    return {
        "user_id": str(user_id),
        "channel_id": str(CHANNEL),
        "message_id": str(MESSAGE),
        "emoji": {"id": None if custom is None else str(custom), "name": emoji},
        "burst": False,
        "type": 0,
        **more,
    }


def message(message_id: int, user_id: int, content: str, **more: Any) -> Raw:
    return {
        "id": str(message_id),
        "channel_id": str(CHANNEL),
        "author": user(user_id),
        "content": content,
        "timestamp": "2026-05-01T10:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        **more,
    }


class Gateway:
    """A client that hears what a test lets Discord tell."""

    def __init__(self, handlers: Mapping[str, Handler]) -> None:
        self.client = Client(handlers, RequestRate())
        state = self.client._connection
        told: Any = user(ME, "wat-als", bot=True)
        state.user = discord.ClientUser(state=state, data=told)

    def tell(self, event: str, told: Raw) -> None:
        self.client._connection.parsers[event](told)
