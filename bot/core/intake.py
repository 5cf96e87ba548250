"""Taking in what happened: a batch becomes state in one commit, and only then is it acknowledged."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import get_args

import msgspec
import structlog

from bot import __version__
from bot.api.answers import Answer, Reply, Shown
from bot.api.content import content, paragraph
from bot.api.events import (
    Asked,
    Batch,
    ChannelMoved,
    ChannelNamed,
    Event,
    Hindered,
    MessageDeleted,
    Reacted,
    ReactionRemoved,
    ReactionsCleared,
    Unhindered,
    Unreacted,
)
from bot.core import channel_events
from bot.core.clock import Clock
from bot.core.dispatch import Dispatcher
from bot.core.i18n import texts_of
from bot.core.lost_cards import lose
from bot.core.roles import recognised
from bot.core.settling import Settling, Touched
from bot.core.sifting import sifted
from bot.core.steps import Step
from bot.domain.community import Community
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import cards, communities, statements
from storage import intake as kept
from storage.database import Database

_KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}
_REACTIONS = (Reacted, Unreacted)
_SETTLE = "settle"
_log = structlog.get_logger(__name__)


class Intake:
    """Takes batches in."""

    def __init__(
        self, database: Database, dispatcher: Dispatcher, settling: Settling, clock: Clock, step: Step
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._settling = settling
        self._clock = clock
        self._step = step

    async def take(self, batch: Batch) -> list[Reply]:
        """Turn a batch into state; return the answers, once what they say is durable."""
        replies = await self._database.write(lambda tx: self._take(tx, batch))
        self._step("intake.kept")
        return replies

    async def retry_parked(self) -> int:
        """Try again what an earlier version of the program could not settle; return how many were tried."""
        return await self._database.write(self._retry_parked)

    async def _take(self, tx: Tx, batch: Batch) -> list[Reply]:
        self._step("intake.begun")
        now = self._clock.now()
        replies: list[Reply] = []
        for run in _runs(await sifted(tx, batch.platform, batch.events)):
            if isinstance(run[0], _REACTIONS):
                await self._take_reactions(tx, batch.platform, run, now)
            else:
                replies += await self._take_one(tx, batch.platform, run[0], now)
        if batch.gap:
            await cards.compare_all(tx, batch.platform)
        if batch.cursor is not None:
            await kept.move_cursor(tx, batch.platform, batch.cursor)
        self._step("intake.moved")
        return replies

    async def _take_reactions(self, tx: Tx, platform: str, run: Sequence[Event], now: datetime) -> None:
        reactions = [event for event in run if isinstance(event, _REACTIONS)]
        try:
            async with tx.savepoint():
                touched = await self._settling.take_reactions(tx, platform, reactions, now)
        except Exception as error:  # noqa: BLE001 - one at a time tells which is at fault; that one is parked
            if len(reactions) == 1:
                await self._park(tx, platform, reactions[0], error, now)
            else:
                for reaction in reactions:
                    await self._take_reactions(tx, platform, [reaction], now)
            return
        await self._settle(tx, touched, now)

    async def _settle(self, tx: Tx, touched: Touched, now: datetime) -> None:
        for subject, error in await self._settling.settle(tx, touched, now):
            payload = f"{_SETTLE} {subject.kind} {subject.id} {touched[subject]}"
            await self._keep_parked(tx, _SETTLE, f"{subject.kind}:{subject.id}", payload=payload, error=error, now=now)

    async def _take_one(self, tx: Tx, platform: str, event: Event, now: datetime) -> list[Reply]:
        try:
            async with tx.savepoint():
                if isinstance(event, Asked):
                    return await self._answer(tx, platform, event, now)
                await self._note(tx, platform, event, now)
        except Exception as error:  # noqa: BLE001 - parked with its error; the rest of the batch goes on
            reference = await self._park(tx, platform, event, error, now)
            if isinstance(event, Asked):
                community = await _community(tx, platform, event)
                author = await recognised(tx, community, event.author)
                return [Reply(event, _broken(author.locale or community.language, reference))]
        return []

    async def _note(self, tx: Tx, platform: str, event: Event, now: datetime) -> None:
        """Take in what nobody waits for an answer to."""
        match event:
            case ReactionRemoved():
                await statements.detach_source(tx, platform, event.source)
            case ReactionsCleared():
                for card in (await cards.by_messages(tx, platform, [event.message_ref])).values():
                    await statements.detach(tx, card.id)
                    await cards.reseed(tx, card.id)
            case MessageDeleted():
                for card in (await cards.by_messages(tx, platform, [event.message_ref])).values():
                    await lose(tx, self._settling.registry, card, "the message was deleted")
            case Reacted() | Unreacted():
                await self._take_reactions(tx, platform, [event], now)
            case ChannelNamed() | ChannelMoved() | Hindered() | Unhindered():
                if await kept.is_new(tx, platform, event.event_id, now):
                    await channel_events.take(tx, platform, event)

    async def _answer(self, tx: Tx, platform: str, event: Asked, now: datetime) -> list[Reply]:
        if not await self._dispatcher.concerns(tx, event):
            return []
        if not await kept.is_new(tx, platform, event.event_id, now):
            return []
        community = await _community(tx, platform, event)
        shown = await self._dispatcher.handle(tx, community, event, now)
        self._step("intake.answered")
        return [] if shown is None else [Reply(event, shown)]

    async def _park(self, tx: Tx, platform: str, event: Event, error: Exception, now: datetime) -> str:
        kind = type(event).__name__
        payload = f"{kind} {msgspec.json.encode(event).decode()}"
        return await self._keep_parked(tx, platform, event.event_id, payload=payload, error=error, now=now)

    async def _keep_parked(
        self, tx: Tx, platform: str, event_id: str, *, payload: str, error: Exception, now: datetime
    ) -> str:
        # Parked again, it stays under the number that people were told.
        reference = await kept.reference_of(tx, platform, event_id) or secrets.token_hex(3)
        _log.error("event_parked", platform=platform, event_id=event_id, reference=reference, exc_info=error)
        words = f"{type(error).__name__}: {error}"
        parked = kept.Parked(0, platform, event_id, payload, words, reference)
        await kept.park(tx, parked, __version__, now)
        return reference

    async def _retry_parked(self, tx: Tx) -> int:
        waiting = await kept.parked_by_others(tx, __version__)
        now = self._clock.now()
        for parked in waiting:
            kind, _, text = parked.payload.partition(" ")
            if kind == _SETTLE:
                subject_kind, subject_id, community_id = text.split()
                await self._settle(tx, {Subject(subject_kind, int(subject_id)): int(community_id)}, now)
                continue
            event = msgspec.json.decode(text, type=_KINDS[kind])
            if self._dispatcher.may_be_tried_again(event):
                await self._take_one(tx, parked.platform, event, now)
        # What had to be parked again carries this version now; the rest is settled.
        for settled in await kept.parked_by_others(tx, __version__):
            await kept.unpark(tx, settled.id)
        return len(waiting)


async def _community(tx: Tx, platform: str, event: Asked) -> Community:
    """Return the community an event belongs to: its channel's, else the person's, else the oldest."""
    community = (
        await communities.of_channel(tx, platform, event.channel_ref)
        or await communities.of_account(tx, event.author.key)
        or await communities.first(tx)
    )
    if community is None:
        raise LookupError("there is no community yet")
    return community


def _broken(language: str, reference: str) -> Shown:
    texts = texts_of(None)(language)
    return Shown(Answer(content(paragraph(texts("error-broken", reference=reference)))))


def _runs(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Divide events into runs of reactions, with every other event by itself."""
    for reactions, run in groupby(events, key=lambda event: isinstance(event, _REACTIONS)):
        if reactions:
            yield list(run)
        else:
            yield from ([event] for event in run)
