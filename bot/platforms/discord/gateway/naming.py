"""What the channels are called in which the bot could post."""

from collections.abc import Iterator, Mapping
from uuid import uuid4

import discord

from bot.api.events import ChannelNamed
from bot.platforms.discord import refs
from bot.platforms.discord.gateway.client import Client


class Names:
    """Knows what channels are called, and tells what changed about that."""

    def __init__(self) -> None:
        self._known: Mapping[int, str] = {}

    def news(self, client: Client) -> list[ChannelNamed]:
        """Return the channels that are called otherwise than was told before; one that is gone has no name."""
        # The channels of a server that is out of order for a while are not gone.
        gone = {} if any(guild.unavailable for guild in client.guilds) else dict.fromkeys(self._known, "")
        before, self._known = self._known, {**self._known, **gone, **dict(_named(client))}
        return [
            ChannelNamed(f"name:{channel_id}:{uuid4().hex}", refs.channel_ref(channel_id), name)
            for channel_id, name in self._known.items()
            if before.get(channel_id) != name
        ]


def _named(client: Client) -> Iterator[tuple[int, str]]:
    for guild in client.guilds:
        channels: list[discord.TextChannel | discord.ForumChannel] = [*guild.text_channels, *guild.forums]
        yield from ((one.id, one.name) for one in channels if one.permissions_for(guild.me).view_channel)
