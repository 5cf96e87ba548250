"""Sending what is in the outbox: claim, send, record."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import structlog

from bot.api import letters
from bot.api.errors import OverBudget, PlatformError, Refused, RetryLater, Unreachable
from bot.api.platform import Outgoing, Platform
from bot.core import tidying
from bot.core.arrival import Uncertain, send_once
from bot.core.clock import Clock
from bot.core.registry import Registry
from bot.core.steps import Step
from bot.core.stream import Piece, Stream
from bot.core.ways import Ways
from bot.domain.pause import pause_after
from bot.domain.tx import Tx
from storage import closed_directs, outbox, restored
from storage.database import Database
from storage.outbox import Parcel, Queued

TOGETHER = 32
"""Targets to which something is on its way at once: enough for fifty a second where each answer takes half of one."""

_log = structlog.get_logger(__name__)


class OutboxDelivery(Stream[str]):
    """Sends one platform's parcels, urgent lanes first: a steady stream, to each target one after the other."""

    def __init__(self, database: Database, platform: Platform, registry: Registry, clock: Clock, step: Step) -> None:
        super().__init__(database, clock, outbox.SIGNAL, TOGETHER)
        self._platform = platform
        self._ways = Ways(registry)
        self._step = step

    async def next_try(self) -> datetime | None:
        """Return when the first postponed parcel may be tried again."""
        name, now, busy = self._platform.name, self.clock.now(), self.under_way
        return await self.database.read(lambda tx: outbox.next_try(tx, name, now, besides=busy))

    async def take(self, most: int) -> dict[str, Piece]:
        """Claim what may be sent now, and return the sending of it by its target."""
        name, now, busy = self._platform.name, self.clock.now(), self.under_way
        if not await self.database.read(lambda tx: outbox.ready(tx, name, now, 1, besides=busy)):
            return {}
        self._step("outbox.found")
        claimed = await self.database.write(lambda tx: self._claim(tx, now, most, busy))
        self._step("outbox.claimed")
        return {target: self._deliver_in_order(queue) for target, queue in _by_target(claimed).items()}

    async def _claim(self, tx: Tx, now: datetime, most: int, busy: Collection[str]) -> list[Queued]:
        """Claim what may be sent, in the transaction that finds it: what was taken back is never on its way."""
        ready = await outbox.ready(tx, self._platform.name, now, most, besides=busy)
        await outbox.claim(tx, [queued.id for queued in ready], now)
        return ready

    async def _deliver_in_order(self, queue: list[Queued]) -> None:
        """Send to one target, first things first; behind something that must wait, the rest waits too."""
        for queued in queue:
            if not await self._deliver(queued):
                return

    async def _deliver(self, queued: Queued) -> bool:
        """Send one parcel; what goes wrong is recorded with it. Return whether the next may follow."""
        if queued.parcel.has_expired(self.clock.now()):
            await self.database.write(lambda tx: outbox.record(tx, queued.id, "expired"))
            return True
        try:
            await (self._tidy(queued) if queued.parcel.kind == "tidy" else self._send(queued))
        except RetryLater as error:
            if queued.claimed_at is None:
                await self.database.write(lambda tx: outbox.unclaim(tx, queued.id))
            await self._postpone(queued, error.after, error)
            return False
        except Refused as error:
            await self._end(queued, "failed", error)
        except Uncertain as error:
            await self._end(queued, "uncertain", error)
        except PlatformError as error:
            await self._postpone(queued, pause_after(queued.attempts), error)
            return False
        except Exception as error:  # noqa: BLE001 - one broken parcel must not keep the others from being sent
            _log.error("parcel_broken", parcel=queued.id, exc_info=error)
            await self._postpone(queued, pause_after(queued.attempts), error)
            return False
        return True

    async def _tidy(self, queued: Queued) -> None:
        payload = queued.parcel.payload
        found = await self.database.read(lambda tx: tidying.look_again(tx, payload))
        if found is None:
            await self.database.write(lambda tx: outbox.record(tx, queued.id, "expired"))
            return
        try:
            await self._platform.take_away(found.message_ref, found.emoji, found.account_key)
        except Refused as error:
            # It only looks untidy: what counts is the latest choice. Moderators hear of it once, by another way.
            _log.info("not_tidied", parcel=queued.id, error=str(error))
            await self.database.write(lambda tx: outbox.record(tx, queued.id, "expired"))
            return
        await self.database.write(lambda tx: tidying.record(tx, queued.id, found))

    async def _send(self, queued: Queued) -> None:
        parcel, now = queued.parcel, self.clock.now()
        message = await self._message(parcel)
        send = self._platform.send if parcel.kind == "post" else self._platform.send_direct
        try:
            ref = await send_once(
                self._platform,
                parcel.target,
                parcel.key,
                claimed_at=queued.claimed_at,
                now=now,
                send=lambda: send(parcel.target, message, parcel.key),
            )
        except (Unreachable, OverBudget) as error:
            why = error
            if not await self.database.write(lambda tx: _say_instead(tx, queued, why, now)):
                raise
            _log.info("said_instead", parcel=queued.id, error=str(error))
            return
        self._step("outbox.sent")
        await self.database.write(lambda tx: _record_sent(tx, queued, ref))
        self._step("outbox.recorded")

    async def _message(self, parcel: Parcel) -> Outgoing:
        """Return what a parcel holds; without buttons, what may be asked next is said in words."""
        letter = letters.from_json(parcel.payload)
        if self._platform.traits.forms or not letter.follow_ups:
            return Outgoing(letter.content, follow_ups=letter.follow_ups)
        return Outgoing(await self.database.read(lambda tx: self._ways.in_words(tx, letter, parcel.target)))

    async def _postpone(self, queued: Queued, seconds: float, error: Exception) -> None:
        again = self.clock.now() + timedelta(seconds=seconds)
        _log.warning("parcel_postponed", parcel=queued.id, seconds=round(seconds, 1), error=str(error))
        await self.database.write(lambda tx: outbox.postpone(tx, queued.id, again, str(error)))

    async def _end(self, queued: Queued, state: str, error: Exception) -> None:
        # That somebody takes no direct messages is theirs to choose.
        log = _log.info if isinstance(error, Unreachable) else _log.error
        log("parcel_ended", parcel=queued.id, kind=queued.parcel.kind, state=state, error=str(error))
        await self.database.write(lambda tx: outbox.record(tx, queued.id, state, error=str(error)))


async def _record_sent(tx: Tx, queued: Queued, ref: str) -> None:
    await outbox.record(tx, queued.id, "sent", ref=ref)
    if queued.parcel.kind == "direct":
        await closed_directs.reopen(tx, queued.parcel.target)


async def _say_instead(tx: Tx, queued: Queued, error: Unreachable | OverBudget, now: datetime) -> bool:
    """Say it in the other way to somebody who cannot be told in private; return False where there is none."""
    if isinstance(error, Unreachable):
        await closed_directs.close(tx, queued.parcel.target)
    if queued.parcel.instead is None:
        return False
    async with restored.looking_first(tx, queued.claimed_at or now):
        await outbox.put(tx, queued.parcel.instead)
    await outbox.record(tx, queued.id, "expired", error=str(error))
    return True


def _by_target(claimed: Sequence[Queued]) -> dict[str, list[Queued]]:
    queues: dict[str, list[Queued]] = {}
    for queued in claimed:
        queues.setdefault(queued.parcel.target, []).append(queued)
    return queues
