"""Looking whether a message that the bot may have sent is there, by the marker in it."""

from datetime import datetime, timedelta

import discord

from bot.api.errors import PlatformError
from bot.platforms.discord.gateway.client import is_me
from bot.platforms.discord.posting.threads import Channel

CLOCKS_DIFFER = timedelta(days=1)
"""How much Discord's clock may be behind ours: a machine may have been set wrongly, and set right since."""


async def in_channel(client: discord.Client, channel: Channel, marker: int, since: datetime) -> discord.Message | None:
    """Return a message of the bot since then, in a channel, a thread or a conversation.

    Raises PlatformError where the bot may not look.
    """
    if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        allowed = channel.permissions_for(channel.guild.me)
        if not allowed.read_message_history:
            # Discord then tells of no message at all, whatever is there.
            raise PlatformError(f"older messages in {channel.id} cannot be seen")
    history = client.get_partial_messageable(channel.id).history(limit=None, after=since - CLOCKS_DIFFER)
    async for message in history:
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
    is_mine = is_me(client, thread.owner_id)
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
