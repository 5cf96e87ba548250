"""Looking whether a message that the bot may have sent is there, by the marker in it."""

from datetime import datetime, timedelta

import discord

CLOCKS_DIFFER = timedelta(minutes=2)
"""How much Discord's clock may be behind ours."""


async def in_channel(client: discord.Client, channel_id: int, marker: int, since: datetime) -> discord.Message | None:
    """Return a message of the bot since then, in a channel, a thread or a conversation."""
    channel = client.get_partial_messageable(channel_id)
    async for message in channel.history(limit=None, after=since - CLOCKS_DIFFER):
        if _is_it(client, message, marker):
            return message
    return None


async def in_forum(
    client: discord.Client, channel: discord.ForumChannel, marker: int, since: datetime
) -> discord.Message | None:
    """Return the message with which the bot began a post since then, also where somebody closed that already."""
    for thread in await channel.guild.active_threads():
        if thread.parent_id == channel.id and (found := await _beginning(client, thread, marker, since)):
            return found
    async for thread in channel.archived_threads(limit=None):
        if thread.archive_timestamp < since - CLOCKS_DIFFER:
            return None
        if found := await _beginning(client, thread, marker, since):
            return found
    return None


async def _beginning(
    client: discord.Client, thread: discord.Thread, marker: int, since: datetime
) -> discord.Message | None:
    """Return the message a post began with, which has the same id, where it is the one that is looked for."""
    is_mine = client.user is not None and thread.owner_id == client.user.id
    if not is_mine or discord.utils.snowflake_time(thread.id) < since - CLOCKS_DIFFER:
        return None
    try:
        message = await thread.fetch_message(thread.id)
    except discord.NotFound:
        return None
    return message if _is_it(client, message, marker) else None


def _is_it(client: discord.Client, message: discord.Message, marker: int) -> bool:
    return message.author == client.user and any(
        isinstance(part, discord.Container) and part.id == marker for part in message.components
    )
