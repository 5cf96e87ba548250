"""Who is a moderator: by a platform's word, or by the community's own, of which every platform is told."""

from dataclasses import replace
from datetime import datetime

from bot.api.events import Author
from bot.api.platform import Platform
from bot.core.clock import Clock
from bot.core.worker import Worker
from bot.domain.community import Community
from bot.domain.tx import Tx
from storage import moderators
from storage.database import Database


async def recognised(tx: Tx, community: Community, author: Author) -> Author:
    """Return somebody as this community knows them."""
    if author.moderator or not await moderators.includes(tx, community.id, author.key):
        return author
    return replace(author, moderator=True)


class Roles(Worker):
    """Tells one platform who the moderators are: at start, and whenever that changes."""

    def __init__(self, database: Database, platform: Platform, clock: Clock) -> None:
        super().__init__(database, clock, moderators.SIGNAL)
        self._platform = platform
        self._told: frozenset[str] | None = None

    async def next_try(self) -> datetime | None:
        """Return None: only a change is a reason to look."""
        return None

    async def work(self) -> bool:
        """Tell the platform where it does not know yet."""
        keys = frozenset(await self.database.read(lambda tx: moderators.keys(tx, self._platform.name)))
        if keys != self._told:
            await self._platform.know_moderators(keys)
            self._told = keys
        return False
