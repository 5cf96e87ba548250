"""Statements in bulk, and what follows from them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.api.cog import Cog
from bot.api.events import Reacted, Unreacted
from bot.core import tidying
from bot.core.registry import Registry
from bot.core.scopes import scope_for
from bot.core.steps import Step
from bot.domain.emoji import normalised
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import cards, communities, statements
from storage.cards import Card
from storage.statements import Statement

Touched = dict[Subject, int]
"""Subjects whose statements changed, with their community."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A reaction as far as it matters here: who, on which card, with what.

    `told` says that an event told of it, which `source` marks.
    """

    card: Card
    account_key: str
    name: str
    emoji: str
    source: str
    told: bool = False


class Settling:
    """Writes statements and lets the cogs derive what follows."""

    def __init__(self, registry: Registry, step: Step, tidied: Collection[str] = ()) -> None:
        """`tidied` names the platforms on which the bot can take superseded reactions away."""
        self.registry = registry
        self._tidied = tidied
        self._step = step

    @property
    def kinds(self) -> Collection[str]:
        """The kinds of subject that a cog takes care of."""
        return self.registry.by_subject.keys()

    async def take_reactions(
        self, tx: Tx, platform: str, events: Sequence[Reacted | Unreacted], now: datetime
    ) -> Touched:
        """Record reactions made and taken back, in their order; return the subjects concerned."""
        refs = [event.message_ref for event in events if isinstance(event, Reacted)]
        found = await cards.by_messages(tx, platform, refs)
        await self._hear_late(tx, found, events, now)
        touched: Touched = {}
        for made, group in _runs(events):
            if made:
                marks = [
                    _mark(card, event)
                    for event in group
                    if isinstance(event, Reacted)
                    and (card := found.get(event.message_ref)) is not None
                    and card.state == "open"
                ]
                touched |= await self.state(tx, marks, now)
            else:
                touched |= await self._withdraw(tx, [e for e in group if isinstance(e, Unreacted)])
        self._step("intake.stated")
        return touched

    async def state(
        self, tx: Tx, marks: Sequence[Mark], now: datetime, *, ranks: Sequence[int] | None = None
    ) -> Touched:
        """Record reactions as statements. Equal `ranks` mean that the order is unknown."""
        choices = {card.id: await self.choices(tx, card, now) for card in {m.card.id: m.card for m in marks}.values()}
        known = [
            (mark, choice, rank)
            for mark, rank in zip(marks, ranks or range(len(marks)), strict=True)
            if (choice := choices[mark.card.id].get(normalised(mark.emoji))) is not None
        ]
        if not known:
            return {}
        for community_id in {mark.card.community_id for mark, _, _ in known}:
            names = {m.account_key: m.name for m, _, _ in known if m.card.community_id == community_id}
            await communities.know_accounts(tx, community_id, names)
        first = await statements.take_seqs(tx, len(marks))
        made = [
            Statement(m.card.community_id, m.card.subject, m.account_key, m.source, choice, m.card.id, m.emoji, m.told)
            for m, choice, _ in known
        ]
        await statements.make(tx, made, [first + rank for _, _, rank in known])
        return {mark.card.subject: mark.card.community_id for mark, _, _ in known}

    async def tell_changed(self, tx: Tx, community_id: int, subjects: Iterable[Subject], now: datetime) -> None:
        """Let every cog hear that subjects changed."""
        for subject in subjects:
            for cog in self.registry.cogs.values():
                await cog.changed(await scope_for(self.registry, cog, tx, community_id, now), subject)

    async def settle(self, tx: Tx, touched: Mapping[Subject, int], now: datetime) -> list[tuple[Subject, Exception]]:
        """Let each subject's cog derive what follows, want its cards anew; return what failed."""
        failed: list[tuple[Subject, Exception]] = []
        for subject, community_id in touched.items():
            try:
                cog = self._cog(subject)
                async with tx.savepoint():
                    await cog.settle(await scope_for(self.registry, cog, tx, community_id, now), subject)
                    if cog.one_choice:
                        await tidying.plan(tx, subject, self._tidied, now)
            except Exception as error:  # noqa: BLE001 - parked by the caller, with its error
                failed.append((subject, error))
        if touched:
            await cards.touch(tx, touched)
        self._step("intake.settled")
        return failed

    async def _hear_late(
        self, tx: Tx, found: Mapping[str, Card], events: Sequence[Reacted | Unreacted], now: datetime
    ) -> None:
        """Let cogs hear of reactions on cards that take none any more."""
        for event in events:
            if not isinstance(event, Reacted):
                continue
            card = found.get(event.message_ref)
            cog = None if card is None else self.registry.by_subject.get(card.subject.kind)
            if card is None or cog is None or card.state != "closed":
                continue
            scope = await scope_for(self.registry, cog, tx, card.community_id, now)
            await cog.late(scope, card.subject, event.author, normalised(event.emoji))

    async def _withdraw(self, tx: Tx, events: Iterable[Unreacted]) -> Touched:
        seq = await statements.take_seqs(tx, 1)
        sources = [(event.account_key, event.source) for event in events]
        # What nobody takes care of is left alone: when its cog returns, comparing finds what was taken back meanwhile.
        return await statements.withdraw(tx, sources, seq, kinds=self.kinds)

    def _cog(self, subject: Subject) -> Cog:
        cog = self.registry.by_subject.get(subject.kind)
        if cog is None:
            raise LookupError(f"no cog names {subject.kind!r} among its subjects")
        return cog

    async def choices(self, tx: Tx, card: Card, now: datetime) -> dict[str, str]:
        """Return what each reaction on a card means, by normalised emoji."""
        cog = self.registry.by_subject.get(card.subject.kind)
        if cog is None:
            return {}
        scope = await scope_for(self.registry, cog, tx, card.community_id, now)
        return {normalised(c.emoji): c.value for c in await cog.choices(scope, card.subject)}


def _mark(card: Card, event: Reacted) -> Mark:
    told = event.source == event.event_id
    return Mark(card, event.author.key, event.author.name, event.emoji, event.source, told)


def _runs(events: Sequence[Reacted | Unreacted]) -> Iterable[tuple[bool, list[Reacted | Unreacted]]]:
    """Divide events into runs of reactions made (True) and reactions taken back (False)."""
    run: list[Reacted | Unreacted] = []
    for event in events:
        if run and isinstance(event, Reacted) is not isinstance(run[-1], Reacted):
            yield isinstance(run[-1], Reacted), run
            run = []
        run.append(event)
    if run:
        yield isinstance(run[-1], Reacted), run
