"""People on Matrix and people on Discord."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.testing.chat import Chat
from tests.discord.chat import DiscordChat
from tests.discord.double.state import ScheduledEvent
from tests.matrix.chat import MatrixChat
from tests.support.story import card
from tests.together.world import BothWorlds
from tests.week.ending import tally


@dataclass(frozen=True)
class Both:
    """The same roles on both, taken by different people."""

    world: BothWorlds
    matrix: MatrixChat
    discord: DiscordChat

    @property
    def chats(self) -> tuple[Chat, Chat]:
        return self.matrix, self.discord

    @property
    def events(self) -> list[ScheduledEvent]:
        """What stands in the calendar of the server."""
        return list(self.world.discord.guild.guild.events.values())

    async def settled(self) -> None:
        for chat in self.chats:
            await chat.settled()

    async def later(self, by: timedelta) -> None:
        await self.matrix.later(by)
        await self.settled()

    async def without_bot(self) -> None:
        await self.world.stop()

    async def with_bot(self) -> None:
        await self.discord.start_bot()
        await self.settled()

    def counts(self) -> Mapping[str, int]:
        """Return the counts on the card of a session, which are the same everywhere."""
        there, here = (tally(card(chat)) for chat in self.chats)
        assert there == here
        return there
