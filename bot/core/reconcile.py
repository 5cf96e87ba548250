"""Comparing our copy of a card's reactions with the platform's own. Only what is certain changes anything."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.api.errors import Gone, PlatformError
from bot.api.events import StandingReaction
from bot.api.platform import Platform
from bot.core.clock import Clock
from bot.core.lost_cards import lose
from bot.core.scopes import Scopes
from bot.core.settling import Marks, Settling, meaning
from bot.core.steps import Step
from bot.core.worker import Worker
from bot.domain.emoji import normalised
from bot.domain.tx import Tx
from storage import cards, statements
from storage.cards import Card
from storage.database import Database

EVERY = timedelta(minutes=15)
"""How often our copy is compared with the platform's own, when nothing asks for it."""

TRY_AGAIN_AFTER = timedelta(seconds=30)
"""How soon a card that could not be read is tried again."""

TOGETHER = 20
"""Cards that are looked up at a time: there may be very many."""

_NEWEST = 2**63 - 1
"""Greater than the id of any card."""

_log = structlog.get_logger(__name__)


class Reconciler(Worker):
    """Reconciles the open cards of one platform: at start, after a gap, when newly posted, and now and then."""

    def __init__(self, database: Database, platform: Platform, settling: Settling, clock: Clock, step: Step) -> None:
        super().__init__(database, clock, cards.COMPARE)
        self._platform = platform
        self._settling = settling
        self._step = step
        self._all = database.listen(cards.all_of(platform.name))
        self._all.set()
        self._again = clock.now()
        self._before: int | None = None
        """Where it is, going through all cards from the newest on; None when it has been through."""

    @property
    def busy(self) -> bool:
        """Whether it is at work at this moment, or is asked to compare all cards."""
        return super().busy or self._all.is_set()

    async def next_try(self) -> datetime | None:
        """Return when to look again at cards that could not be read, or at all of them."""
        again = self.clock.now() + TRY_AGAIN_AFTER
        return again if self._before is not None or await self._asked_for() else self._again

    async def work(self) -> bool:
        """Reconcile the cards that this is asked for, and some of all; return whether any was."""
        now = self.clock.now()
        # Further off than that, it was planned by a clock that was ahead.
        is_time = not now < self._again <= now + EVERY
        if self._all.is_set() or (self._before is None and is_time):
            self._all.clear()
            self._before = _NEWEST
            self._again = now + EVERY
        some = await self._next_of_all()
        waiting = {card.id: card for card in [*await self._asked_for(), *some]}
        compared = [await self._attempt(card) for card in waiting.values()]
        self._before = some[-1].id if len(some) == TOGETHER else None
        return any(compared)

    async def _asked_for(self) -> list[Card]:
        kinds = self._settling.kinds
        return await self.database.read(lambda tx: cards.to_compare(tx, self._platform.name, kinds=kinds))

    async def _next_of_all(self) -> list[Card]:
        before, kinds = self._before, self._settling.kinds
        if before is None:
            return []
        return await self.database.read(
            lambda tx: cards.posted_before(tx, self._platform.name, before, TOGETHER, kinds=kinds)
        )

    async def _attempt(self, card: Card) -> bool:
        """Reconcile a card; one whose reading fails stays as it was, and is tried again later."""
        try:
            await self.reconcile(card)
        except Gone:
            why = "the message is not there any more"
            await self.database.write(lambda tx: lose(tx, self._settling.registry, card, why))
        except PlatformError as error:
            _log.warning("reconcile_failed", card=card.id, error=str(error))
            return False
        finally:
            self._step("reconcile.done")
        return True

    async def reconcile(self, card: Card) -> None:
        """Reconcile one card. Raises PlatformError, and has then changed nothing."""
        noted = await self.database.write(lambda tx: self._begin(tx, card))
        self._step("reconcile.begun")
        assert card.message_ref is not None  # noqa: S101 - to_compare returns posted cards only
        try:
            standing = [reaction async for page in self._platform.reactions(card.message_ref) for reaction in page]
            self._step("reconcile.read")
            await self.database.write(lambda tx: self._apply(tx, card, noted, standing))
        except Exception:
            await self.database.write(lambda tx: cards.compare_again(tx, card.id))
            raise

    async def _begin(self, tx: Tx, card: Card) -> int:
        await cards.begin_comparing(tx, card.id)
        return await statements.highest_seq(tx)

    async def _apply(self, tx: Tx, card: Card, noted: int, standing: Sequence[StandingReaction]) -> None:
        changed = await statements.changed_since(tx, card.id, noted)
        recorded = await statements.on_card(tx, card.id)
        choices = await self._settling.choices(Scopes(self._settling.registry, tx, self.clock.now()), card)
        seeds = {normalised(reaction.emoji) for reaction in standing if reaction.mine}
        witnessed = seeds & set(choices)

        people = [reaction for reaction in standing if not reaction.mine]
        present = {(reaction.author.key, reaction.source) for reaction in people}
        known = {(row.account_key, row.source) for row in recorded}
        not_new, not_missing = known | changed, present | changed
        new = [r for r in people if (r.author.key, r.source) not in not_new]
        missing = [row for row in recorded if (row.account_key, row.source) not in not_missing]
        says_something = any(normalised(reaction.emoji) in choices for reaction in new)
        if says_something and await statements.highest_seq(tx) > noted:
            # What is new to us may have been taken back since it was read: of that nothing was kept.
            await cards.compare_again(tx, card.id)
            tx.signal(cards.COMPARE)
        # Where the bot's own reaction is gone too, somebody cleared them all: that withdraws nobody.
        cleared = [(row.account_key, row.source) for row in missing if normalised(row.emoji) not in witnessed]
        lost = [(row.account_key, row.source) for row in missing if normalised(row.emoji) in witnessed]
        if cleared:
            await statements.detach(tx, card.id, cleared)
        await self._change(tx, card, choices, new, lost)
        put = {normalised(emoji) for emoji in card.seeded.split()}
        if put & set(choices) - seeds:
            await cards.reseed(tx, card.id)

    async def _change(
        self,
        tx: Tx,
        card: Card,
        choices: Mapping[str, str],
        new: Sequence[StandingReaction],
        lost: Sequence[tuple[str, str]],
    ) -> None:
        ordered, ranks = _ranked([reaction for reaction in new if normalised(reaction.emoji) in choices])
        marks = Marks()
        first = await statements.take_seqs(tx, len(ordered)) if ordered else 0
        for reaction, rank in zip(ordered, ranks, strict=True):
            means = meaning(card, choices[normalised(reaction.emoji)], reaction.emoji)
            marks.add(means, reaction.author, reaction.source, first + rank)
        touched = await self._settling.state(tx, marks)
        if lost:
            touched |= await statements.withdraw(tx, lost, await statements.take_seqs(tx, 1))
        self._step("reconcile.stated")
        for _, error in await self._settling.settle(tx, touched, self.clock.now()):
            raise error


def _ranked(new: Sequence[StandingReaction]) -> tuple[list[StandingReaction], list[int]]:
    """Put reactions in order: by moment where it is known, else people by lot, each person's own as equals."""
    moments = [reaction.at for reaction in new if reaction.at is not None]
    if len(moments) == len(new):
        ordered = sorted(new, key=lambda reaction: reaction.at or moments[0])
        return ordered, list(range(len(ordered)))
    people = list(dict.fromkeys(reaction.author.key for reaction in new))
    random.shuffle(people)
    lot = {key: rank for rank, key in enumerate(people)}
    return list(new), [lot[reaction.author.key] for reaction in new]
