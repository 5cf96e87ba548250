"""Statements in bulk, and what follows from them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, field

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
from storage.statements import Meaning, Statements

Touched = dict[Subject, int]
"""Subjects whose statements changed, with their community."""


_Kind = tuple[str, str, bool]
"""A kind of reaction, all of which mean the same: on which message, which emoji, whether its source marks the event."""


class Marks:
    """What reactions state, and by what names those go who made them."""

    def __init__(self) -> None:
        self.stated = Statements()
        self.names: dict[int, dict[str, str]] = {}

    def add(self, meaning: Meaning, author: Author, source: str, seq: int) -> None:
        """Add a reaction. `seq` is its place in the order; equal ones mean that it is unknown."""
        self.stated.add(meaning, author.key, source, seq)
        self.names.setdefault(meaning.community_id, {})[author.key] = author.name


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
        kinds = {_kind(event) for event in events if isinstance(event, Reacted)}
        found = await cards.by_messages(tx, platform, {message_ref for message_ref, _, _ in kinds})
        await self._hear_late(tx, found, events, now)
        meanings = await self._meanings(Scopes(self.registry, tx, now), found, kinds)
        touched: Touched = {}
        if meanings or any(isinstance(event, Unreacted) for event in events):
            for step in _in_steps(events, meanings, await statements.take_seqs(tx, len(events))):
                touched |= await self.state(tx, step.made)
                # What nobody takes care of is left alone: when its cog returns, comparing finds what was taken back.
                touched |= await statements.withdraw(tx, step.taken_back, step.last, kinds=self.kinds)
        self._step("intake.stated")
        return touched

    async def state(self, tx: Tx, marks: Marks) -> Touched:
        """Record what reactions state; return the subjects concerned."""
        if not marks.names:
            return {}
        for community_id, known in marks.names.items():
            await communities.know_accounts(tx, community_id, known)
        await statements.make(tx, marks.stated)
        return {meaning.subject: meaning.community_id for meaning in marks.stated.by_meaning}

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

    async def _meanings(
        self, scopes: Scopes, found: Mapping[str, Card], kinds: Iterable[_Kind]
    ) -> dict[_Kind, Meaning]:
        """Return what kinds of reactions mean on the cards found, where they mean anything."""
        choices = {ref: await self.choices(scopes, card) for ref, card in found.items() if card.state == "open"}
        return {
            (ref, emoji, told): meaning(found[ref], choice, emoji, told=told)
            for ref, emoji, told in kinds
            if (choice := choices.get(ref, {}).get(normalised(emoji))) is not None
        }


def meaning(card: Card, choice: str, emoji: str, *, told: bool = False) -> Meaning:
    """Return what a reaction on a card states; `told` says that an event told of it, which its source marks."""
    return Meaning(card.community_id, card.subject, choice, card.id, emoji, told)


def _kind(event: Reacted) -> _Kind:
    return event.message_ref, event.emoji, event.source == event.event_id


class _Step(Struct):
    """Reactions that were made, and then those that were taken back, the last of them at `last` in the order."""

    made: Marks = field(default_factory=Marks)
    taken_back: list[tuple[str, str]] = []
    last: int = 0


def _in_steps(events: Sequence[Reacted | Unreacted], meanings: Mapping[_Kind, Meaning], first: int) -> list[_Step]:
    """Divide what a crowd did into few steps, in which what each account did stays in its order.

    `first` is the place of the first event in the order. What means nothing is left out.
    """
    steps: list[_Step] = []
    halves: dict[str, int] = {}  # in which half of which step an account is: it made a reaction, or took one back
    for seq, event in enumerate(events, first):
        if isinstance(event, Unreacted):
            step = _step_of(steps, halves, event.account_key, half=1)
            step.taken_back.append((event.account_key, event.source))
            step.last = seq
        elif (means := meanings.get(_kind(event))) is not None:
            step = _step_of(steps, halves, event.author.key, half=0)
            step.made.add(means, event.author, event.source, seq)
    return steps


def _step_of(steps: list[_Step], halves: dict[str, int], account: str, *, half: int) -> _Step:
    """Return the step in which an account does its next thing, in this half of it."""
    at = halves.get(account, 0)
    halves[account] = at = at + (at % 2 != half)
    if at // 2 == len(steps):
        steps.append(_Step())
    return steps[at // 2]
