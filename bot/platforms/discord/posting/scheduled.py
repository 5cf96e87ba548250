"""One scheduled event of Discord: found by a line of its own, made and changed."""

import hashlib
from datetime import UTC

import discord
from msgspec import Struct

from bot.api.fitting import shortened
from bot.api.happenings import Happening
from bot.platforms.discord.gateway.client import is_me
from bot.platforms.discord.writing.escaping import escaped, one_line

NAME_LIMIT = 100
PLACE_LIMIT = 100
ABOUT_LIMIT = 1000

_STANDS = (discord.EventStatus.scheduled, discord.EventStatus.active)


class Entry(Struct, frozen=True):
    """What a server's calendar shows under a key."""

    client: discord.Client
    guild: discord.Guild
    key: str

    async def find(self, event_id: str) -> discord.ScheduledEvent | None:
        """Return the event; None where it is over or was taken away. Without its id it is found by its line."""
        if not event_id:
            events = await self.guild.fetch_scheduled_events(with_counts=False)
            return next((event for event in events if self._is_it(event)), None)
        try:
            event = await self.guild.fetch_scheduled_event(int(event_id), with_counts=False)
        except discord.NotFound:
            return None
        return event if event.status in _STANDS else None

    async def make(self, happening: Happening) -> discord.ScheduledEvent:
        """Put an event in the calendar."""
        return await self.guild.create_scheduled_event(
            name=_name(happening),
            description=about(happening, self.key),
            start_time=happening.starts_at,
            end_time=happening.ends_at,
            location=_place(happening),
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
        )

    async def change(self, event: discord.ScheduledEvent, happening: Happening, *, has_begun: bool) -> None:
        """Let an event say what is known now; when it begins cannot be changed any more once it has begun."""
        await event.edit(
            name=_name(happening),
            description=about(happening, self.key),
            start_time=discord.utils.MISSING if has_begun else happening.starts_at,
            end_time=happening.ends_at,
            location=_place(happening),
        )

    def _is_it(self, event: discord.ScheduledEvent) -> bool:
        is_mine = event.creator_id is not None and is_me(self.client, event.creator_id)
        return is_mine and event.status in _STANDS and marker_line(self.key) in (event.description or "")


def about(happening: Happening, key: str) -> str:
    """Return what it is about, with the line by which the bot knows it again."""
    ending = f"\n\n{marker_line(key)}"
    limit = room = ABOUT_LIMIT - len(ending)
    while len(text := escaped(shortened(happening.about, limit)).strip()) > room:
        limit = limit * 9 // 10
    return f"{text}{ending}".strip()


def marker_line(key: str) -> str:
    """Return the line by which an event is found."""
    return f"🔖 {hashlib.sha256(key.encode()).hexdigest()[:12]}"


def digest(happening: Happening) -> str:
    """Return a short text that differs as soon as anything is to be shown otherwise."""
    moments = (at.astimezone(UTC).isoformat() for at in (happening.starts_at, happening.ends_at))
    told = "\0".join((happening.title, happening.place, happening.about, *moments))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _name(happening: Happening) -> str:
    return shortened(one_line(happening.title), NAME_LIMIT) or "…"


def _place(happening: Happening) -> str:
    return shortened(one_line(happening.place), PLACE_LIMIT) or "…"
