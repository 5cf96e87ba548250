"""A community on the double: its guild, its people, its bot, and a clock in the test's hand."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.api.platform import Platform
from bot.config import COGS, CommunityConfig, Config, DiscordConfig
from bot.core.registry import Registry
from bot.platforms.discord.account import save
from bot.platforms.discord.adapter import Discord
from bot.testing.chat import PEOPLE
from bot.testing.clock import TestClock
from bot.testing.platform_world import START, PlatformWorld
from storage import communities
from storage.platform_notes import PlatformNotes
from tests.discord.double import Double, Permission, Person, found_guild
from tests.discord.double.clock import Clock
from tests.discord.double.state import Channel

CHANNELS = {"announcements": "aankondigingen", "ideas": "wat-als", "moderation": "moderatie"}
BOT_MAY = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.ATTACH_FILES
    | Permission.EMBED_LINKS
    | Permission.MANAGE_MESSAGES
    | Permission.CREATE_EVENTS
)


def config_in(folder: Path, *, cogs: tuple[str, ...] = COGS) -> Config:
    """Return the config of a small community on Discord."""
    community = CommunityConfig(
        name="Radicale vernieuwing jeugdzorg",
        email="rvjeugdzorg@loc.nl",
        phone="030 284 3200",
        themes=("Oorzaken aanpakken", "Hulp thuis"),
    )
    return Config(data=folder, cogs=cogs, community=community, discord=DiscordConfig())


class SharedClock(TestClock):
    """The bot's clock, by which the double goes too."""

    def __init__(self, start: datetime, other: Clock) -> None:
        super().__init__(start)
        self._other = other

    def now(self) -> datetime:
        self._other.now = super().now()
        return self._other.now

    def advance(self, by: timedelta) -> None:
        super().advance(by)
        self.now()


class DiscordWorld(PlatformWorld):
    """A bot on the double that can be stopped and started while people go on.

    `people` are by their role, `channels` by their purpose; who is called "moderator" is one.
    """

    look_again_after_s = 0.002

    def __init__(
        self,
        config: Config,
        double: Double,
        registry: Registry | None = None,
        *,
        names: Sequence[str] = PEOPLE,
        strict: bool = False,
    ) -> None:
        super().__init__(config, registry, strict=strict)
        self.double = double
        self.clock = SharedClock(START, double.clock)
        self.people: dict[str, Person] = {name: double.add_person(name.capitalize()) for name in names}
        self.guild = found_guild(double, "Gemeenschap", double.add_person("Beheerder"), *self.people.values())
        moderators = self.guild.role("Moderator", Permission.MODERATE_MEMBERS | Permission.MANAGE_MESSAGES)
        self.guild.give(self.people["moderator"].id, moderators)
        bots = self.guild.invite_bot(BOT_MAY)
        self.channels: dict[str, Channel] = {purpose: self.guild.text(name) for purpose, name in CHANNELS.items()}
        private = self.channels["moderation"]
        self.guild.overwrite(private, self.guild.guild.id, deny=Permission.VIEW_CHANNEL)
        for role in (moderators, bots):
            self.guild.overwrite(private, role.id, allow=Permission.VIEW_CHANNEL)
        save(config.discord_folder, double.token)

    @property
    def runs(self) -> bool:
        """Whether the bot is there now."""
        return self._running is not None

    @asynccontextmanager
    async def platforms(self) -> AsyncIterator[Sequence[Platform]]:
        notes = PlatformNotes(self.database, Discord.name)
        self.discord = await Discord.open(self.config.discord_folder, notes, now=self.clock.now)
        try:
            yield [self.discord]
        finally:
            await self.discord.close()

    async def start(self, *, after_gap: bool = False) -> None:
        await super().start(after_gap=after_gap)
        async with asyncio.timeout(self.patience_s):
            await self.double.gateway.joined()

    async def caught_up(self) -> bool:
        """Return whether the bot heard and took in all there was, and nobody waits for an answer."""
        if not self.double.gateway.connected or not self.double.state.commands:
            return False
        before = self.double.happened
        await self.double.heard()
        if self.discord.waiting or self.double.unanswered:
            return False
        return self.double.happened == before

    async def latest(self) -> Mapping[str, str]:
        return {}  # Discord says nothing afterwards of what it told nobody

    async def serve(self) -> None:
        """Let its channels serve the community."""
        await self.database.write(self._link)

    async def _link(self, tx: Any) -> None:
        community = await communities.first(tx)
        for purpose, channel in self.channels.items():
            await communities.link_channel(tx, community.id, Discord.name, channel.id, purpose)
