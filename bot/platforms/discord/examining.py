"""A look at the bot as Discord tells of it, by plain requests beside a bot that runs or not; it changes nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import discord
from msgspec import Struct

from bot.platforms.discord.errors import fatal_errors, platform_errors
from bot.platforms.discord.permissions import may_keep_events, missing_in_channel, unhandy_in_channel
from bot.platforms.discord.refs import parent_of

PATIENCE_S = 60
_PRIVILEGED = {
    "Presence Intent": ("gateway_presence", "gateway_presence_limited"),
    "Server Members Intent": ("gateway_guild_members", "gateway_guild_members_limited"),
    "Message Content Intent": ("gateway_message_content", "gateway_message_content_limited"),
}


class Bot(Struct, frozen=True):
    """Who a token is of, and how its application is set up in the developer portal.

    `privileged` names the privileged intents that are on. `public` says that everybody may take the bot in on a server;
    `elsewhere` that Discord sends what people ask to a web address, and not to the bot.
    """

    user_id: int
    name: str
    application_id: int
    privileged: tuple[str, ...]
    public: bool
    elsewhere: bool


class Server(Struct, frozen=True):
    """A server the bot is on; `roles` are what its roles are called, `may_keep_events` is about its calendar."""

    id: int
    name: str
    roles: frozenset[str]
    may_keep_events: bool


class Seen(Struct, frozen=True):
    """A channel. In words, what the bot may not do there: `missing` stops its work, `unhandy` makes it harder."""

    name: str
    server: Server
    missing: tuple[str, ...]
    unhandy: tuple[str, ...]


class Examiner:
    """Makes requests with a token. Get one with `examiner`. Its methods raise PlatformError where no answer comes."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._servers: dict[int, tuple[discord.Guild, discord.Member]] = {}

    @property
    def bot(self) -> Bot:
        """Who the token is of."""
        user, application = self._client.user, self._client.application
        assert user is not None  # noqa: S101 - `examiner` has logged in
        assert application is not None  # noqa: S101
        on = [name for name, flags in _PRIVILEGED.items() if any(getattr(application.flags, flag) for flag in flags)]
        elsewhere = application.interactions_endpoint_url is not None
        return Bot(user.id, str(user), application.id, tuple(on), application.bot_public, elsewhere)

    async def servers(self) -> dict[int, str]:
        """Return the servers the bot is on, with their names."""
        async with _answered():
            return {guild.id: guild.name async for guild in self._client.fetch_guilds(limit=None, with_counts=False)}

    async def lists(self, commands: Iterable[Any]) -> bool:
        """Whether Discord has just these commands (see `command_names.listing`), by what people see of them."""
        async with _answered():
            told = await self._client.http.get_global_commands(self.bot.application_id)
        return _outlines(told) == _outlines(commands)

    async def look(self, channel_ref: str) -> Seen | None:
        """Return how a channel is for the bot, of a thread the channel it is in; None where the bot sees none."""
        async with _answered():
            channel_id = parent_of(channel_ref)
            try:
                told: Any = await self._client.http.get_channel(channel_id)
            except (discord.NotFound, discord.Forbidden):
                return None
            guild, me = await self._server(int(told["guild_id"]))
            channel = await guild.fetch_channel(channel_id)
            may, is_forum = channel.permissions_for(me), isinstance(channel, discord.ForumChannel)
            server = Server(
                guild.id,
                guild.name,
                frozenset(role.name for role in guild.roles),
                may_keep_events(me.guild_permissions),
            )
            return Seen(
                channel.name,
                server,
                tuple(missing_in_channel(may, is_forum)),
                tuple(unhandy_in_channel(may, is_forum)),
            )

    async def _server(self, guild_id: int) -> tuple[discord.Guild, discord.Member]:
        """Return a server with its roles, and the bot as a member of it: together they say what it may do."""
        if guild_id not in self._servers:
            guild = await self._client.fetch_guild(guild_id, with_counts=False)
            self._servers[guild_id] = guild, await guild.fetch_member(self.bot.user_id)
        return self._servers[guild_id]


@asynccontextmanager
async def examiner(token: str) -> AsyncIterator[Examiner]:
    """Open what makes requests with a token; close it at the end.

    Raises FatalError where Discord does not know the token, PlatformError where no answer comes.
    """
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        async with _answered():
            with fatal_errors():
                await client.login(token)
        yield Examiner(client)


@asynccontextmanager
async def _answered() -> AsyncIterator[None]:
    """Ask Discord within, and wait for its answer no longer than is of use."""
    with platform_errors():
        async with asyncio.timeout(PATIENCE_S):
            yield


def _outlines(commands: Iterable[Any]) -> set[Any]:
    """Return what commands or options are called and take, without what Discord adds to them or leaves out."""
    return {
        (one["type"], one["name"], one.get("description", ""), frozenset(_outlines(one.get("options", ()))))
        for one in commands
    }
