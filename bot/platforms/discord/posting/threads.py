"""Threads: where people talk about a message. They fall asleep after some time in which nobody does."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import discord

from bot.api.errors import Refused
from bot.platforms.discord import refs
from bot.platforms.discord.writing.escaping import one_line

WEEK_MIN: Final = 10080
"""After how many minutes of silence a thread falls asleep: as late as Discord lets it."""

_ASLEEP = 50083
_IS_THERE = 160004
_NOT_HERE = frozenset({50024, 160005, 160006})
"""No threads in such a channel; none allowed under such a message; too many already."""

T = TypeVar("T")
Channel = discord.abc.GuildChannel | discord.Thread | discord.abc.PrivateChannel


async def with_message(
    client: discord.Client, message_ref: str, do: Callable[[discord.PartialMessage], Awaitable[T]]
) -> T:
    """Do something with a message; where the thread it is in fell asleep, wake that first."""
    channel_id, message_id = refs.message_parts(message_ref)
    message = client.get_partial_messageable(channel_id).get_partial_message(message_id)
    try:
        return await do(message)
    except discord.HTTPException as error:
        if error.code != _ASLEEP:
            raise
    await client.http.edit_channel(channel_id, archived=False)
    return await do(message)


async def channel_at(client: discord.Client, channel_id: int) -> Channel:
    """Return a channel or thread as it is known, or else as Discord tells."""
    return client.get_channel(channel_id) or await client.fetch_channel(channel_id)


async def open_thread(client: discord.Client, message_ref: str, title: str, earlier: str | None) -> str:
    """Return the thread to talk about a message in: the one it is in, or its own, or the `earlier` one.

    Raises Refused where there can be none.
    """
    channel_id, message_id = refs.message_parts(message_ref)
    channel = await channel_at(client, channel_id)
    if isinstance(channel, discord.Thread):
        return refs.thread_ref(channel.parent_id, channel.id)
    if not isinstance(channel, discord.TextChannel):
        raise Refused(f"{message_ref} is where there are no threads")
    if earlier is not None and await _stands(client, channel_id, refs.channel_of(earlier)):
        return earlier
    try:
        await channel.get_partial_message(message_id).create_thread(
            name=one_line(title), auto_archive_duration=WEEK_MIN
        )
    except discord.Forbidden as error:
        raise Refused(f"no threads allowed in {channel_id}") from error
    except discord.HTTPException as error:
        if error.code in _NOT_HERE:
            raise Refused(f"no thread in {channel_id}: {error.text}") from error
        if error.code != _IS_THERE:
            raise
    return refs.thread_ref(channel_id, message_id)


async def _stands(client: discord.Client, channel_id: int, thread_id: int) -> bool:
    """Whether people can go on in a thread of a channel."""
    try:
        thread = await client.fetch_channel(thread_id)
    except (discord.NotFound, discord.Forbidden):
        return False
    return isinstance(thread, discord.Thread) and thread.parent_id == channel_id and not thread.locked
