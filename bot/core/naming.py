"""What the community is called: every platform is told, as it may show the name."""

from datetime import datetime

from bot.api.platform import Platform
from bot.core.clock import Clock
from bot.core.worker import Worker
from storage import communities
from storage.database import Database


class Naming(Worker):
    """Tells one platform what its community is called: at start, and whenever that changes."""

    def __init__(self, database: Database, platform: Platform, clock: Clock) -> None:
        super().__init__(database, clock, communities.SIGNAL)
        self._platform = platform
        self._told: str | None = None

    async def next_try(self) -> datetime | None:
        """Return None: only a change is a reason to look."""
        return None

    async def work(self) -> bool:
        """Tell the platform where it does not know yet."""
        community = await self.database.read(communities.first)
        if community is not None and community.name != self._told:
            await self._platform.know_name(community.name)
            self._told = community.name
        return False
