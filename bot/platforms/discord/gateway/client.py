"""discord.py's client, set up to ask for no more than the bot needs and to keep nothing it does not."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
import structlog

from bot.platforms.discord.gateway.request_rate import RequestRate

INTENTS = discord.Intents(
    guilds=True,
    guild_messages=True,
    guild_reactions=True,
    guild_scheduled_events=True,
    dm_messages=True,
    dm_reactions=True,
)
"""What the bot listens to; none of it is privileged."""

GUILDS_WITHIN_S = 2.0
"""How long after one server was told of the next may come, before the bot is taken to know them all."""

HEARTBEAT_WITHIN_S = 60.0
"""How long Discord may be silent before the connection counts as lost."""

LONGEST_PATIENCE_S = 30.0
"""For how long a request waits where Discord asks for patience; else whoever asks for it hears how long that is."""

Handler = Callable[..., None]
"""Takes the client and what discord.py tells of one kind of event; quick, and without waiting for anything."""

Ready = Callable[[], Awaitable[discord.Client]]
"""Gives a client that is connected, or raises RetryLater."""

discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

_log = structlog.get_logger(__name__)


class Client(discord.Client):
    """A connection to Discord. Each event goes at once, in order, to the handler of its name ("raw_reaction_add")."""

    def __init__(self, handlers: Mapping[str, Handler], rate: RequestRate) -> None:
        """`rate` is what all the requests go by, of this client and of those before it."""
        self._take = handlers
        super().__init__(
            intents=INTENTS,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=GUILDS_WITHIN_S,
            heartbeat_timeout=HEARTBEAT_WITHIN_S,
            max_ratelimit_timeout=LONGEST_PATIENCE_S,
            http_trace=rate.trace(),
        )

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand an event over. What goes wrong with one must not end the connection."""
        handler = self._take.get(event)
        if handler is None:
            return
        try:
            handler(self, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever Discord may tell, the reading goes on
            _log.error("discord_event_not_read", kind=event, exc_info=error)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait as long as Discord asks where a session is not known any more, so that not all come back at once."""
        if not initial:
            await asyncio.sleep(random.uniform(1.0, 5.0))  # noqa: S311 - no secret


def is_me(client: discord.Client, user_id: int) -> bool:
    """Whether that is the bot itself."""
    return client.user is not None and client.user.id == user_id
