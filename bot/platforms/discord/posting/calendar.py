"""What happens, in the calendar of a server: Discord's scheduled events, kept in step with what the bot knows."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

import discord
import structlog

from bot.api.errors import PlatformError
from bot.api.happenings import Happening
from bot.api.platform import PlatformStore
from bot.platforms.discord import refs
from bot.platforms.discord.errors import platform_errors
from bot.platforms.discord.gateway.client import Ready
from bot.platforms.discord.permissions import may_keep_events
from bot.platforms.discord.posting.scheduled import Entry, digest
from bot.platforms.discord.posting.threads import channel_at

KEPT = "event:"
"""What a server shows under a key is kept under this and both: the id of the event, and a digest of what it says."""

_ABOUT_TO_BE_MADE = ""

_log = structlog.get_logger(__name__)


class Calendar:
    """Keeps events of the bot's own; those that people made are left alone."""

    def __init__(self, ready: Ready, store: PlatformStore, now: Callable[[], datetime]) -> None:
        self._ready = ready
        self._store = store
        self._now = now
        self._keeping: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._may_not: set[int] = set()

    async def keep(self, channel_ref: str, key: str, happening: Happening | None) -> None:
        """Let the calendar of a channel's server show this under a key, or nothing any more.

        Without the permission for it nothing is done: who runs the bot hears of that when they check it.
        """
        client = await self._ready()
        with platform_errors():
            guild = await _guild_of(client, refs.parent_of(channel_ref))
            entry, slot = Entry(client, guild, key), f"{KEPT}{guild.id}:{key}"
            async with self._keeping[guild.id]:
                kept = await self._store.get(slot)
                if happening is None and kept is not None and self._may(guild):
                    await self._take_out(entry, kept)
                    await self._store.drop(slot)
                elif happening is not None and happening.ends_at > self._now():
                    event_id, _, shown = (kept or _ABOUT_TO_BE_MADE).partition(" ")
                    if shown != digest(happening) and self._may(guild):
                        await self._show(entry, slot, event_id, happening)

    async def _show(self, entry: Entry, slot: str, event_id: str, happening: Happening) -> None:
        has_begun = happening.starts_at <= self._now()
        event = await entry.find(event_id)
        if event is not None and event.status is discord.EventStatus.active and not has_begun:
            await event.end()  # it began by its old time, and what began cannot begin anew
            event = None
        if event is not None:
            await entry.change(event, happening, has_begun=has_begun)
        elif has_begun:
            return  # Discord takes nothing that has begun
        else:
            await self._store.put(slot, _ABOUT_TO_BE_MADE)
            event = await entry.make(happening)
        await self._store.put(slot, f"{event.id} {digest(happening)}")

    async def _take_out(self, entry: Entry, kept: str) -> None:
        event = await entry.find(kept.partition(" ")[0])
        if event is not None:
            await (event.cancel() if event.status is discord.EventStatus.scheduled else event.end())

    def _may(self, guild: discord.Guild) -> bool:
        """Whether the bot may make events; that it may not is logged once."""
        may = may_keep_events(guild.me.guild_permissions)
        if may:
            self._may_not.discard(guild.id)
        elif guild.id not in self._may_not:
            self._may_not.add(guild.id)
            _log.warning("no_events_allowed", guild=guild.id)
        return may


async def _guild_of(client: discord.Client, channel_id: int) -> discord.Guild:
    channel = await channel_at(client, channel_id)
    guild = client.get_guild(channel.guild.id) if isinstance(channel, discord.abc.GuildChannel) else None
    if guild is None:
        raise PlatformError(f"channel {channel_id} is on no server that is there now")
    return guild
