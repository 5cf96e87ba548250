"""The room as the bot sees it: a platform like any other."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import asdict, replace

from bot.api.answers import Answer, FormView, PreviewView, Reply
from bot.api.cards import Card, Choice
from bot.api.errors import Refused
from bot.api.events import Batch, Event, Invoked, StandingReaction, Submitted, Typed
from bot.api.happenings import Happening
from bot.api.platform import Health, Outgoing, Traits
from bot.platforms.room import limits, wire
from bot.platforms.room.chat_room import ChatRoom, RoomSettings, as_json
from bot.platforms.room.events import Events, author, source
from bot.platforms.room.model import BOT_ID, account_key, direct_channel, person_of, thread_channel

EVENTS_A_BATCH = 200


class Room(ChatRoom):
    """The embedded chat room; see `bot.api.platform.Platform` for what each method promises.

    It is whole without a web server; `bot.platforms.room.server.ServedRoom` adds the page.
    """

    name = "room"
    traits = Traits(key_window=timedelta(minutes=5), can_look=True, tidies=True)

    def __init__(self, settings: RoomSettings, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Open the room; `monotonic` gives the seconds by which its limits are counted."""
        super().__init__(settings)
        self.listening = asyncio.Event()
        self._more = asyncio.Event()
        self._events = Events(self.people)
        self._throttle = limits.EditThrottle(monotonic)
        self._monotonic = monotonic
        self._handed_over: dict[str, float] = {}
        self.timeline.watch(lambda _: self._more.set())

    @property
    def health(self) -> Health:
        """How it is doing: connected means here that its page can be reached."""
        return Health(connected=self.listening.is_set(), waiting=len(self._handed_over))

    async def batches(self, cursor: str | None) -> AsyncGenerator[Batch]:
        """Yield what people do after `cursor`; a cursor this timeline does not know is a gap."""
        reached = int(cursor or 0)
        gap = reached > self.timeline.last
        reached = self.timeline.last if gap else reached
        while True:
            self._more.clear()
            records = self.timeline.since(reached, EVENTS_A_BATCH)
            if not records and not gap:
                await self._more.wait()
                continue
            reached += len(records)
            events = [event for record in records if (event := self._events.read(record)) is not None]
            self._begin(events)
            yield Batch(self.name, events, str(reached), gap)
            self._end(events)
            gap = False

    async def show(self, reply: Reply) -> None:
        """Show an answer to who asked; later than three seconds it is refused."""
        asked, shown = reply.asked, reply.shown
        person = person_of(asked.author.key)
        begun = self._handed_over.pop(asked.event_id, None)
        self.hub.typing(person, asked.channel_ref, on=False)
        if shown.closes is not None:
            self.timeline.add("draft-closed", draft=shown.closes, person=person)
        if begun is None or self._monotonic() - begun > limits.ANSWER_WITHIN_S:
            raise Refused(f"the answer to {asked.event_id} came too late")
        match shown.view:
            case Answer() as answer:
                self._answer(asked.channel_ref, answer, None if answer.public else person)
            case PreviewView() as preview:
                self._preview(asked.channel_ref, preview, person)
            case FormView() as form:
                limits.check_form(form)
                opened = wire.form(form)
                self.timeline.add("form-opened", person=person, channel=asked.channel_ref, form=opened)
            case None:
                return

    async def send(self, channel_ref: str, message: Outgoing, key: str) -> str:
        """Post a message; a key that is known gives the message it made."""
        is_thread = channel_ref in self.timeline.state.threads
        if not is_thread and all(channel.id != channel_ref for channel in self.settings.channels):
            raise Refused(f"there is no channel {channel_ref}")
        return self._send(channel_ref, message, key)

    async def send_direct(self, account: str, message: Outgoing, key: str) -> str:
        """Send a direct message."""
        person = person_of(account)
        if person not in self.people:
            raise Refused(f"there is no person {person}")
        return self._send(direct_channel(person), message, key)

    async def find(self, target: str, key: str, since: datetime) -> str | None:
        """Look for a message by its key."""
        return self.timeline.state.by_key.get(key)

    async def edit(self, message_ref: str, message: Outgoing) -> None:
        """Replace what a message says, five times in five seconds at most."""
        self._message(message_ref)
        limits.check_size(message.content)
        self._throttle.check(message_ref)
        self.timeline.add(
            "edited",
            message=message_ref,
            content=as_json(message.content),
            choices=_choices(message.choices),
            closed=message.closed,
        )

    def edit_every(self, message_ref: str) -> timedelta:
        """Return a second: old messages are edited as often as new ones."""
        return timedelta(seconds=1)

    async def delete(self, message_ref: str) -> None:
        """Take a message of the bot away."""
        if message_ref in self.timeline.state.messages:
            self.remove(message_ref)

    async def open_thread(self, message_ref: str, title: str, earlier: str | None = None) -> str:
        """Open the thread of a message, or go on in an earlier one of the same channel."""
        message = self._message(message_ref)
        if message.private_to is not None:
            raise Refused(f"message {message_ref} is for one person")
        if message.thread is None:
            known = self.timeline.state.threads.get(earlier or "")
            if known is None or known.channel != message.channel:
                thread, replaces = thread_channel(message_ref), None
            else:
                thread, replaces = known.id, known.about.id if known.about.gone else None
            self.timeline.add("thread-opened", message=message_ref, title=title, thread=thread, replaces=replaces)
        return str(message.thread)

    async def keep_happening(self, channel_ref: str, key: str, happening: Happening | None) -> None:
        """Do nothing: the room has no calendar."""

    async def know_moderators(self, account_keys: Collection[str]) -> None:
        """Show the private channels to whom the community made moderators."""
        people = {
            person.id: replace(person, moderator=person.moderator or account_key(person.id) in account_keys)
            for person in self.settings.people
        }
        if people != self.people:
            self.people.update(people)
            self.hub.people_changed()

    async def know_channels(self, channel_refs: Collection[str]) -> None:
        """Do nothing: the room's channels are set in its config."""

    async def know_name(self, community: str) -> None:
        """Show every window what the community is called."""
        self.hub.rename(community)

    async def react(self, message_ref: str, emoji: str) -> None:
        """Put the bot's own reaction on a message."""
        self.put_reaction(BOT_ID, message_ref, emoji)

    async def take_away(self, message_ref: str, emoji: str, account: str) -> None:
        """Take somebody's reaction away."""
        person = person_of(account)
        if person in self._message(message_ref).reactions.get(emoji, ()):
            self.timeline.add("unreacted", message=message_ref, emoji=emoji, person=person, by=BOT_ID)

    async def reactions(self, message_ref: str) -> AsyncIterator[Sequence[StandingReaction]]:
        """Yield the standing reactions in pages; like the strictest platform, without their moments."""
        standing = [
            StandingReaction(author(self.people, person), emoji, source(message_ref, emoji), mine=person == BOT_ID)
            for emoji, people in self._message(message_ref).reactions.items()
            for person in people
        ]
        for start in range(0, len(standing), limits.REACTIONS_A_PAGE):
            yield standing[start : start + limits.REACTIONS_A_PAGE]

    def _answer(self, channel: str, answer: Answer, private_to: str | None) -> None:
        parts = (answer.content, *answer.more)
        for number, part in enumerate(parts, 1):
            follow_ups = [asdict(one) for one in answer.follow_ups] if number == len(parts) else []
            self._post(channel, part, private_to=private_to, follow_ups=follow_ups)

    def _preview(self, channel: str, preview: PreviewView, person: str) -> None:
        card = preview.card
        if card is not None:
            limits.check_size(card.content)
        self._post(
            channel,
            preview.content,
            private_to=person,
            draft=preview.draft_id,
            buttons=[asdict(button) for button in preview.buttons],
            preview=None if card is None else _card(card),
        )

    def _send(self, channel: str, message: Outgoing, key: str) -> str:
        known = self.timeline.state.by_key.get(key)
        if known is not None:
            return known
        choices = _choices(message.choices)
        return self._post(
            channel,
            message.content,
            key=key,
            choices=choices,
            card=bool(choices),
            closed=message.closed,
            follow_ups=[asdict(one) for one in message.follow_ups],
        )

    def _begin(self, events: Sequence[Event]) -> None:
        """Start the clock of everything that must be answered."""
        for event in events:
            if isinstance(event, Typed | Invoked | Submitted):
                self._handed_over[event.event_id] = self._monotonic()
                if not isinstance(event, Typed) or event.text.startswith(("/", "!")):
                    self.hub.typing(person_of(event.author.key), event.channel_ref, on=True)

    def _end(self, events: Sequence[Event]) -> None:
        """Stop the clock of what was taken in and got no answer."""
        for event in events:
            if (
                isinstance(event, Typed | Invoked | Submitted)
                and self._handed_over.pop(event.event_id, None) is not None
            ):
                self.hub.typing(person_of(event.author.key), event.channel_ref, on=False)


def _card(card: Card) -> dict[str, Any]:
    return {"content": as_json(card.content), "choices": _choices(card.choices), "thread": card.thread is not None}


def _choices(choices: Sequence[Choice]) -> list[dict[str, str]]:
    return [{"emoji": choice.emoji, "value": choice.value, "label": choice.label} for choice in choices]
