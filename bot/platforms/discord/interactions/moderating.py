"""Who is a moderator by Discord's word: by a permission, or by a role that the config names."""

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence

import discord

from bot.api.errors import Gone
from bot.platforms.discord.errors import platform_errors

REMEMBERED_S = 60.0
"""For how long it is remembered what somebody may do, where Discord must be asked for that."""

REMEMBERED = 1000
"""Of how many people at most."""


class Moderating:
    """Knows who is a moderator, also in a conversation with the bot alone.

    Anybody can make a server and take the bot in: being somebody there counts only where the server serves the
    community, or where none serves it yet.
    """

    def __init__(
        self,
        roles: Sequence[str],
        served: Callable[[discord.Client], Collection[int]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`roles` names roles, `served` returns where a client sees a channel that serves; `clock` gives seconds."""
        self._roles = frozenset(role.casefold() for role in roles)
        self._served = served
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[float, bool]] = OrderedDict()

    async def moderates(self, client: discord.Client, user: discord.User | discord.Member) -> bool:
        """Whether somebody is a moderator where they are, or alone with the bot on any server that serves.

        Raises PlatformError where Discord must be asked and does not say.
        """
        served = self._served(client)
        if isinstance(user, discord.Member) and (not served or user.guild.id in served):
            return self._may(user)
        for guild_id in served:
            if await self._may_on(client, guild_id, user.id):
                return True
        return False

    def _may(self, member: discord.Member) -> bool:
        permissions = member.resolved_permissions or member.guild_permissions
        by_permission = permissions.administrator or permissions.manage_guild or permissions.moderate_members
        return by_permission or any(role.name.casefold() in self._roles for role in member.roles)

    async def _may_on(self, client: discord.Client, guild_id: int, user_id: int) -> bool:
        """Whether somebody who is elsewhere now is a moderator on a server."""
        until, may = self._known.get((guild_id, user_id), (0.0, False))
        if until > self._clock():
            return may
        guild = client.get_guild(guild_id)
        if guild is None:
            return False  # the bot does not see it now, which says nothing about them
        may = await self._ask(guild, user_id)
        self._known[guild_id, user_id] = self._clock() + REMEMBERED_S, may
        self._known.move_to_end((guild_id, user_id))
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return may

    async def _ask(self, guild: discord.Guild, user_id: int) -> bool:
        try:
            with platform_errors():
                return self._may(await guild.fetch_member(user_id))
        except Gone:
            return False  # not somebody of that server
