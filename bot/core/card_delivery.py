"""Showing cards: the latest state is rendered and posted or edited, as often as the platform likes."""

from datetime import datetime, timedelta

import structlog
from msgspec import Struct

from bot.api.cards import Card as View
from bot.api.errors import Gone, PlatformError, Refused, RetryLater
from bot.api.fitting import fit, shortened
from bot.api.platform import Outgoing, Platform
from bot.core.arrival import Uncertain, send_once
from bot.core.clock import Clock
from bot.core.lost_cards import lose
from bot.core.registry import Registry
from bot.core.scopes import scope_for
from bot.core.steps import Step
from bot.core.stream import Piece, Stream
from bot.domain.pause import pause_after
from bot.domain.tx import Tx
from storage import cards, happenings
from storage.cards import Card
from storage.database import Database

TITLE_LIMIT = 100
"""Characters in the title of a message or the name of its thread (Discord's limit)."""

TOGETHER = 16
"""Cards worked on at the same time."""

_log = structlog.get_logger(__name__)


class _Rendered(Struct, frozen=True):
    card: Card
    view: View

    @property
    def message(self) -> Outgoing:
        return Outgoing(
            fit(self.view.content),
            self.view.choices,
            closed=self.card.state == "closed",
            title=shortened(self.view.thread or "", TITLE_LIMIT),
            tags=self.view.tags,
        )


class CardDelivery(Stream[int]):
    """Keeps the cards on one platform up to date."""

    def __init__(self, database: Database, platform: Platform, registry: Registry, clock: Clock, step: Step) -> None:
        super().__init__(database, clock, cards.SIGNAL, TOGETHER)
        self._platform = platform
        self._registry = registry
        self._kinds = registry.by_subject.keys()
        self._step = step

    async def next_try(self) -> datetime | None:
        """Return when the first stale card may be edited again."""
        name, busy = self._platform.name, self.under_way
        return await self.database.read(lambda tx: cards.next_try(tx, name, kinds=self._kinds, besides=busy))

    async def take(self, most: int) -> dict[int, Piece]:
        """Return the showing of each card that may be shown now, by its id."""
        name, now, busy = self._platform.name, self.clock.now(), self.under_way
        stale = await self.database.read(lambda tx: cards.stale(tx, name, now, most, kinds=self._kinds, besides=busy))
        unposted = [card.id for card in stale if card.message_ref is None and not card.retired]
        if unposted:
            self._step("card.found")
            await self.database.write(lambda tx: cards.claim(tx, unposted, now))
            self._step("card.claimed")
        return {card.id: self._deliver(card) for card in stale}

    async def _deliver(self, card: Card) -> None:
        """Show one card; what goes wrong is recorded with it."""
        try:
            await (self._take_away(card) if card.retired else self._show(card))
        except RetryLater as error:
            if card.claimed_at is None:
                await self.database.write(lambda tx: cards.unclaim(tx, card.id))
            await self._postpone(card, error.after, error)
        except Gone as error:
            why = str(error)
            await self.database.write(lambda tx: lose(tx, self._registry, card, why))
        except Refused as error:
            await self._give_up(card, "failed", error)
        except Uncertain as error:
            await self._give_up(card, "uncertain", error)
        except PlatformError as error:
            await self._postpone(card, pause_after(card.attempts), error)
        except Exception as error:  # noqa: BLE001 - one broken card must not keep the others from being shown
            _log.error("card_broken", card=card.id, exc_info=error)
            await self._postpone(card, pause_after(card.attempts), error)

    async def _show(self, card: Card) -> None:
        rendered = await self.database.read(lambda tx: self._render(tx, card.id))
        if rendered.card.state not in {"open", "closed"}:
            return  # It was given up since it was read: there is nothing to show, and nowhere to show it.
        if rendered.card.retired:
            await self._take_away(rendered.card)
            return
        ref = rendered.card.message_ref or await self._post(card, rendered)
        if card.claimed_at is not None:
            # It may have been there before this round, and then it shows what was true at that time.
            await self._platform.edit(ref, rendered.message)
            self._step("card.edited")
        if rendered.view.thread is not None and rendered.card.thread_ref is None:
            await self._open_thread(card, ref, rendered.view.thread)
        seeded = await self._seed(rendered, ref)
        again = self.clock.now() + self._platform.edit_every(ref)
        await self.database.write(lambda tx: self._record_shown(tx, rendered, seeded, again))
        self._step("card.shown")

    async def _record_shown(self, tx: Tx, rendered: _Rendered, seeded: str, again: datetime) -> None:
        card = rendered.card
        await cards.record_shown(tx, card.id, card.wanted, seeded, again)
        if self._platform.traits.calendar:
            await happenings.want(tx, card.id, shows=rendered.view.happening is not None)

    async def _post(self, claimed: Card, rendered: _Rendered) -> str:
        card = rendered.card
        ref = await send_once(
            self._platform,
            card.channel_ref,
            card.key,
            claimed_at=claimed.claimed_at,
            now=self.clock.now(),
            send=lambda: self._platform.send(card.channel_ref, rendered.message, card.key),
        )
        self._step("card.posted")
        await self.database.write(lambda tx: cards.record_post(tx, card.id, ref))
        self._step("card.recorded")
        return ref

    async def _open_thread(self, card: Card, ref: str, title: str) -> None:
        earlier = await self.database.read(lambda tx: cards.earlier_thread(tx, card))
        try:
            thread = await self._platform.open_thread(ref, shortened(title, TITLE_LIMIT), earlier)
        except Refused as error:
            _log.warning("no_thread", card=card.id, error=str(error))
            thread = ""
        await self.database.write(lambda tx: cards.record_thread(tx, card.id, thread))
        self._step("card.threaded")

    async def _take_away(self, card: Card) -> None:
        """Take a retired card off its platform, also where it is not known whether it ever arrived."""
        ref = card.message_ref
        if ref is None and card.claimed_at is not None:
            ref = await self._platform.find(card.channel_ref, card.key, card.claimed_at)
        if ref is not None:
            await self._platform.delete(ref)
        await self.database.write(lambda tx: cards.give_up(tx, card.id, "gone", "it was taken away"))

    async def _seed(self, rendered: _Rendered, ref: str) -> str:
        """Put the bot's own reactions under the card, in order; return those that are there now."""
        open_to_all = rendered.card.state == "open"
        wanted = [choice.emoji for choice in rendered.view.choices] if open_to_all else []
        done = rendered.card.seeded.split()
        for emoji in wanted:
            if emoji not in done:
                await self._platform.react(ref, emoji)
                self._step("card.seeded")
        return " ".join(dict.fromkeys([*done, *wanted]))

    async def _render(self, tx: Tx, card_id: int) -> _Rendered:
        card = await cards.get(tx, card_id)
        cog = self._registry.by_subject[card.subject.kind]
        scope = await scope_for(self._registry, cog, tx, card.community_id, self.clock.now())
        view = await cog.card(scope, card.subject)
        return _Rendered(card, view)

    async def _postpone(self, card: Card, seconds: float, error: Exception) -> None:
        again = self.clock.now() + timedelta(seconds=seconds)
        _log.warning("card_postponed", card=card.id, seconds=round(seconds, 1), error=str(error))
        await self.database.write(lambda tx: cards.postpone(tx, card.id, again, str(error)))

    async def _give_up(self, card: Card, state: str, error: Exception) -> None:
        _log.error("card_given_up", card=card.id, state=state, error=str(error))
        await self.database.write(lambda tx: cards.give_up(tx, card.id, state, str(error)))
