"""Discord's gateway without Discord: what it says, handed to discord.py as its websocket would."""

import asyncio
import json
from collections.abc import Sequence
from unittest.mock import Mock

import discord
from discord.gateway import DiscordWebSocket

from benchmarks.crowd import Deed

GUILD, CHANNEL, MESSAGES, USERS = 10_000_000, 20_000_000, 30_000_000, 40_000_000
"""Where the ids of each begin."""

AT_ONCE = 100
"""Messages that come in together: about what a client reads from its socket in one go (64 KiB)."""


def texts(deeds: Sequence[Deed]) -> list[str]:
    """Return what Discord says of these deeds."""
    return [json.dumps(_dispatch(number, deed), ensure_ascii=False) for number, deed in enumerate(deeds)]


def in_a_guild(client: discord.Client) -> DiscordWebSocket:
    """Let a client know the guild, and return the websocket that it would hear Discord by."""
    state = client._connection
    state.user = discord.ClientUser(
        state=state, data={"id": "1", "username": "watals", "discriminator": "0", "avatar": None}
    )
    state._add_guild_from_data(
        {
            "id": str(GUILD),
            "name": "Jeugdzorg",
            "owner_id": "2",
            "roles": [{"id": str(GUILD), "name": "@everyone", "permissions": "0", "position": 0}],
            "emojis": [],
            "features": [],
            "channels": [{"id": str(CHANNEL), "type": 0, "name": "aankondigingen", "position": 0}],
        }
    )
    websocket = DiscordWebSocket(Mock(), loop=asyncio.get_running_loop())
    websocket.shard_id = None
    websocket._connection = state
    websocket._discord_parsers = state.parsers
    websocket._dispatch = client.dispatch
    return websocket


async def say(websocket: DiscordWebSocket, said: Sequence[str]) -> None:
    """Say all of it as fast as the client reads."""
    for start in range(0, len(said), AT_ONCE):
        for text in said[start : start + AT_ONCE]:
            await websocket.received_message(text)
        await asyncio.sleep(0)


def _dispatch(number: int, deed: Deed) -> object:
    user = str(USERS + deed.person)
    told = {
        "user_id": user,
        "type": 0,
        "message_id": str(MESSAGES + deed.card),
        "message_author_id": "1",
        "emoji": {"name": deed.emoji, "id": None},
        "channel_id": str(CHANNEL),
        "guild_id": str(GUILD),
        "burst": False,
    }
    if deed.made:
        told["member"] = _member(user, deed.person)
    return {"t": f"MESSAGE_REACTION_{'ADD' if deed.made else 'REMOVE'}", "s": number, "op": 0, "d": told}


def _member(user: str, person: int) -> object:
    return {
        "user": {
            "id": user,
            "username": f"persoon{person}",
            "global_name": f"Persoon {person}",
            "display_name": f"Persoon {person}",
            "discriminator": "0",
            "avatar": None,
            "bot": False,
            "public_flags": 0,
        },
        "roles": [],
        "nick": None,
        "avatar": None,
        "joined_at": "2023-10-13T08:00:00.000000+00:00",
        "premium_since": None,
        "communication_disabled_until": None,
        "pending": False,
        "mute": False,
        "deaf": False,
        "flags": 0,
    }
