"""Planned moments: when one has come, its cog hears it, in the transaction that strikes it off."""

from datetime import datetime, timedelta
from functools import partial
from typing import get_args

import structlog

from bot.api.events import Asked
from bot.core.clock import Clock
from bot.core.registry import Registry
from bot.core.scopes import scope_for
from bot.core.steps import Step
from bot.core.worker import Worker
from bot.domain.subject import Due
from bot.domain.tx import Tx
from storage import dialogues, drafts, intake, outbox, restored, schedule
from storage.connection import TransactionLostError
from storage.database import Database

TOGETHER = 50
SEEN_KEPT = timedelta(days=7)
EXPIRED_KEPT = timedelta(days=7)
"""How long somebody who answers a question too late hears that it has expired."""
SENT_KEPT = timedelta(days=30)
TYPED_KEPT = timedelta(days=30)
"""After this long nobody waits any more for what a better program would answer."""
TRY_AGAIN_AFTER = timedelta(minutes=10)

_log = structlog.get_logger(__name__)


class Schedule(Worker):
    """Works off planned moments, and forgets what need not be kept."""

    def __init__(self, database: Database, registry: Registry, clock: Clock, step: Step) -> None:
        super().__init__(database, clock, schedule.SIGNAL)
        self._registry = registry
        self._step = step

    async def next_try(self) -> datetime | None:
        """Return the first planned moment."""
        return await self.database.read(partial(schedule.next_at, kinds=self._registry.by_due))

    async def work(self) -> bool:
        """Handle the moments that have come; one that fails is tried again later."""
        now = self.clock.now()
        arrived = await self.database.read(
            partial(schedule.arrived, now=now, most=TOGETHER, kinds=self._registry.by_due)
        )
        for due in arrived:
            try:
                await self.database.write(partial(self._handle, due=due, now=now))
                self._step("due.kept")
            except TransactionLostError:
                raise  # that is nothing about this moment: it comes as soon as there is room again
            except Exception as error:  # noqa: BLE001 - one broken moment must not keep the others from coming
                _log.error("due_failed", due=due.key, exc_info=error)
                later = Due(due.key, due.community_id, due.kind, due.subject_id, now + TRY_AGAIN_AFTER)
                await self.database.write(partial(schedule.plan, due=later))
        if not arrived:
            await self.database.write(lambda tx: _forget(tx, now))
        return bool(arrived)

    async def _handle(self, tx: Tx, due: Due, now: datetime) -> None:
        if not await schedule.strike(tx, due, now):
            return
        cog = self._registry.by_due[due.kind]
        async with restored.looking_first(tx, due.at):
            await cog.due(await scope_for(self._registry, cog, tx, due.community_id, now), due)
        self._step("due.handled")


async def _forget(tx: Tx, now: datetime) -> None:
    """Nothing is kept longer than needed: expired drafts, marks of old events, what was sent or typed long ago."""
    await drafts.drop_expired(tx, now)
    await dialogues.forget_expired(tx, now, now - EXPIRED_KEPT)
    await intake.forget_seen(tx, now - SEEN_KEPT)
    await outbox.forget_ended(tx, now - SENT_KEPT)
    await intake.forget_parked(tx, now - TYPED_KEPT, kinds=[kind.__name__ for kind in get_args(Asked)])
