"""Keeping a platform's own calendar in step with the cards that people see there."""

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.api.errors import PlatformError, Refused, RetryLater
from bot.api.happenings import Happening
from bot.api.platform import Platform
from bot.core.clock import Clock
from bot.core.registry import Registry
from bot.core.scopes import scope_for
from bot.core.steps import Step
from bot.core.worker import Worker
from bot.domain.pause import pause_after
from bot.domain.tx import Tx
from storage import cards, happenings
from storage.database import Database
from storage.happenings import Kept

TOGETHER = 4
"""Happenings worked on at the same time."""

_log = structlog.get_logger(__name__)


class CalendarDelivery(Worker):
    """Keeps the calendar of one platform in step. A card waits for none of this."""

    def __init__(self, database: Database, platform: Platform, registry: Registry, clock: Clock, step: Step) -> None:
        super().__init__(database, clock, cards.SIGNAL)
        self._platform = platform
        self._registry = registry
        self._kinds = registry.by_subject.keys()
        self._step = step

    async def next_try(self) -> datetime | None:
        """Return when the first happening may be tried again."""
        return await self.database.read(lambda tx: happenings.next_try(tx, self._platform.name, kinds=self._kinds))

    async def work(self) -> bool:
        """Put in step what may be by now."""
        now = self.clock.now()
        waiting = await self.database.read(
            lambda tx: happenings.to_keep(tx, self._platform.name, now, TOGETHER, kinds=self._kinds)
        )
        async with asyncio.TaskGroup() as group:
            for kept in waiting:
                group.create_task(self._deliver(kept))
        return bool(waiting)

    async def _deliver(self, kept: Kept) -> None:
        """Put one in step; what goes wrong is recorded with it."""
        try:
            shows = await self._keep(kept)
        except RetryLater as error:
            await self._postpone(kept, error.after, error)
        except Refused as error:
            why = str(error)
            if why != kept.error:
                _log.warning("calendar_refused", card=kept.card_id, error=why)
            await self.database.write(lambda tx: happenings.record(tx, kept, shows=kept.is_open, error=why))
        except PlatformError as error:
            await self._postpone(kept, pause_after(kept.attempts), error)
        except Exception as error:  # noqa: BLE001 - one broken card must not keep the others from being dated
            _log.error("happening_broken", card=kept.card_id, exc_info=error)
            await self._postpone(kept, pause_after(kept.attempts), error)
        else:
            await self.database.write(lambda tx: happenings.record(tx, kept, shows=shows))

    async def _keep(self, kept: Kept) -> bool:
        """Let the calendar show what the card says now; return whether it shows anything."""
        happening = await self.database.read(lambda tx: self._happening(tx, kept)) if kept.is_open else None
        key = f"{kept.subject.kind}:{kept.subject.id}"
        await self._platform.keep_happening(kept.channel_ref, key, happening)
        self._step("card.dated")
        return happening is not None

    async def _happening(self, tx: Tx, kept: Kept) -> Happening | None:
        cog = self._registry.by_subject[kept.subject.kind]
        scope = await scope_for(self._registry, cog, tx, kept.community_id, self.clock.now())
        return (await cog.card(scope, kept.subject)).happening

    async def _postpone(self, kept: Kept, seconds: float, error: Exception) -> None:
        again = self.clock.now() + timedelta(seconds=seconds)
        _log.warning("happening_postponed", card=kept.card_id, seconds=round(seconds, 1), error=str(error))
        await self.database.write(lambda tx: happenings.postpone(tx, kept, again, str(error)))
