"""Statements in bulk, and what follows from them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from bot.api.cog import Cog
from bot.api.events import Author, Reacted, Unreacted
from bot.core import tidying
from bot.core.registry import Registry
from bot.core.scopes import Scopes, scope_for
from bot.core.steps import Step
from bot.domain.emoji import normalised
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import cards, communities, statements
from storage.cards import Card
from storage.statements import Statement

Touched = dict[Subject, int]
"""Subjects whose statements changed, with their community."""


class Mark(NamedTuple):
    """What a reaction states, and by what name goes who does so."""

    statement: Statement
    name: str


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
        found = await cards.by_messages(tx, platform, {e.message_ref for e in events if isinstance(e, Reacted)})
        await self._hear_late(tx, found, events, now)
        scopes = Scopes(self.registry, tx, now)
        meanings = {
            ref: (card, await self.choices(scopes, card)) for ref, card in found.items() if card.state == "open"
        }
        told = [one for event in events if (one := _told(event, meanings)) is not None]
        touched: Touched = {}
        if told:
            for step in _in_steps(told, await statements.take_seqs(tx, len(told))):
                touched |= await self.state(tx, step.made, step.seqs)
                # What nobody takes care of is left alone: when its cog returns, comparing finds what was taken back.
                touched |= await statements.withdraw(tx, step.taken_back, step.last, kinds=self.kinds)
        self._step("intake.stated")
        return touched

    async def state(self, tx: Tx, marks: Sequence[Mark], seqs: Sequence[int]) -> Touched:
        """Record what reactions state, each with its place in the order; equal ones mean that it is unknown."""
        if not marks:
            return {}
        names: dict[int, dict[str, str]] = {}
        for mark in marks:
            names.setdefault(mark.statement.community_id, {})[mark.statement.account_key] = mark.name
        for community_id, known in names.items():
            await communities.know_accounts(tx, community_id, known)
        await statements.make(tx, [mark.statement for mark in marks], seqs)
        return {mark.statement.subject: mark.statement.community_id for mark in marks}

    async def tell_changed(self, tx: Tx, community_id: int, subjects: Iterable[Subject], now: datetime) -> None:
        """Let every cog hear that subjects changed."""
        for subject in subjects:
            for cog in self.registry.cogs.values():
                await cog.changed(await scope_for(self.registry, cog, tx, community_id, now), subject)

    async def settle(self, tx: Tx, touched: Mapping[Subject, int], now: datetime) -> list[tuple[Subject, Exception]]:
        """Let each subject's cog derive what follows, want its cards anew; return what failed."""
        failed: list[tuple[Subject, Exception]] = []
        scopes = Scopes(self.registry, tx, now)
        for subject, community_id in touched.items():
            try:
                cog = self._cog(subject)
                async with tx.savepoint():
                    await cog.settle(await scopes.of(cog, community_id), subject)
                    if cog.one_choice:
                        await tidying.plan(tx, subject, self._tidied, now)
            except Exception as error:  # noqa: BLE001 - parked by the caller, with its error
                failed.append((subject, error))
        if touched:
            await cards.touch(tx, touched)
            await statements.record_settled(tx, touched.keys() - {subject for subject, _ in failed})
        self._step("intake.settled")
        return failed

    async def _hear_late(
        self, tx: Tx, found: Mapping[str, Card], events: Sequence[Reacted | Unreacted], now: datetime
    ) -> None:
        """Let cogs hear of reactions on cards that take none any more."""
        late = {ref: card for ref, card in found.items() if card.state == "closed"}
        for event in events if late else ():
            card = late.get(event.message_ref) if isinstance(event, Reacted) else None
            cog = None if card is None else self.registry.by_subject.get(card.subject.kind)
            if isinstance(event, Reacted) and card is not None and cog is not None:
                scope = await scope_for(self.registry, cog, tx, card.community_id, now)
                await cog.late(scope, card.subject, event.author, normalised(event.emoji))

    def _cog(self, subject: Subject) -> Cog:
        cog = self.registry.by_subject.get(subject.kind)
        if cog is None:
            raise LookupError(f"no cog names {subject.kind!r} among its subjects")
        return cog

    async def choices(self, scopes: Scopes, card: Card) -> dict[str, str]:
        """Return what each reaction on a card means, by normalised emoji."""
        cog = self.registry.by_subject.get(card.subject.kind)
        if cog is None:
            return {}
        scope = await scopes.of(cog, card.community_id)
        return {normalised(c.emoji): c.value for c in await cog.choices(scope, card.subject)}


def mark(card: Card, choice: str, author: Author, emoji: str, source: str, *, told: bool = False) -> Mark:
    """Return what a reaction on a card states; `told` says that an event told of it, which `source` marks."""
    made = Statement(card.community_id, card.subject, author.key, source, choice, card.id, emoji, told)
    return Mark(made, author.name)


def _told(
    event: Reacted | Unreacted, meanings: Mapping[str, tuple[Card, Mapping[str, str]]]
) -> Mark | Unreacted | None:
    """Return what a reaction states, by what each emoji means on which message; None where it means nothing."""
    if isinstance(event, Unreacted):
        return event
    card, choices = meanings.get(event.message_ref, (None, {}))
    choice = choices.get(normalised(event.emoji))
    if card is None or choice is None:
        return None
    by_event = event.source == event.event_id
    return mark(card, choice, event.author, event.emoji, event.source, told=by_event)


class _Step(Struct):
    """Reactions that were made, each with its place in the order, and then those that were taken back."""

    made: list[Mark] = []
    seqs: list[int] = []
    taken_back: list[tuple[str, str]] = []
    last: int = 0


def _in_steps(told: Sequence[Mark | Unreacted], first: int) -> list[_Step]:
    """Divide what a crowd did into few steps, in which what each account did stays in its order."""
    steps: list[_Step] = []
    halves: dict[str, int] = {}  # in which half of which step an account is: it made a reaction, or took one back
    for seq, one in enumerate(told, first):
        made = isinstance(one, Mark)
        account = one.statement.account_key if isinstance(one, Mark) else one.account_key
        half = halves.get(account, 0)
        halves[account] = half = half + (half % 2 == made)
        if half // 2 == len(steps):
            steps.append(_Step())
        step = steps[half // 2]
        if isinstance(one, Mark):
            step.made.append(one)
            step.seqs.append(seq)
        else:
            step.taken_back.append((one.account_key, one.source))
        step.last = seq
    return steps
