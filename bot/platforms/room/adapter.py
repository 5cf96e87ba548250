"""The room as the bot sees it: a platform like any other."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.api import content as contents
from bot.api.answers import Answer, FormView, MessageAction, PreviewView, Reply
from bot.api.content import Content
from bot.api.errors import Gone, Refused
from bot.api.events import Batch, Event, Invoked, StandingReaction, Submitted, Typed
from bot.api.platform import Outgoing, Traits
from bot.platforms.room import limits, wire
from bot.platforms.room.events import Events, author, source
from bot.platforms.room.hub import Hub
from bot.platforms.room.model import (
    BOT_ID,
    Message,
    Person,
    RoomChannel,
    account_key,
    direct_channel,
    message_of_thread,
    person_of,
    thread_channel,
)
from bot.platforms.room.timeline import Timeline

EVENTS_A_BATCH = 200


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """Where the room lives and who is in it."""

    path: Path
    host: str
    port: int
    community: str
    channels: tuple[RoomChannel, ...]
    people: tuple[Person, ...]


class Room:
    """The embedded chat room; see `bot.api.platform.Platform` for what each method promises.

    It is whole without a web server; `bot.platforms.room.server.ServedRoom` adds the page.
    """

    name = "room"
    traits = Traits(edit_every=timedelta(seconds=1), key_window=timedelta(minutes=5), can_look=True, tidies=True)

    def __init__(self, settings: RoomSettings, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Open the room; `monotonic` gives the seconds by which its limits are counted."""
        self.settings = settings
        self.people = {person.id: person for person in settings.people}
        self.timeline = Timeline(settings.path)
        self.hub = Hub(settings.community, self.timeline.state, settings.channels, self.people)
        self.listening = asyncio.Event()
        self._more = asyncio.Event()
        self._events = Events(self.people)
        self._throttle = limits.EditThrottle(monotonic)
        self._monotonic = monotonic
        self._handed_over: dict[str, float] = {}
        self.timeline.watch(self.hub.happened)
        self.timeline.watch(lambda _: self._more.set())

    async def batches(self, cursor: str | None) -> AsyncIterator[Batch]:
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
            case PreviewView(draft_id=draft, content=content, buttons=buttons, card=card):
                pressed = [asdict(button) for button in buttons]
                *before, last = [content] if card is None else contents.joined(content, card.content)
                for part in before:
                    self._post(asked.channel_ref, part, private_to=person)
                self._post(asked.channel_ref, last, private_to=person, draft=draft, buttons=pressed)
            case FormView() as form:
                limits.check_form(form)
                opened = wire.form(form)
                self.timeline.add("form-opened", person=person, channel=asked.channel_ref, form=opened)
            case None:
                return

    async def send(self, channel_ref: str, message: Outgoing, key: str) -> str:
        """Post a message; a key that is known gives the message it made."""
        is_thread = message_of_thread(channel_ref) in self.timeline.state.messages
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
        self.timeline.add("edited", message=message_ref, content=_json(message.content), choices=_choices(message))

    async def delete(self, message_ref: str) -> None:
        """Take a message of the bot away."""
        if message_ref in self.timeline.state.messages:
            self.remove(message_ref)

    async def open_thread(self, message_ref: str, title: str) -> str:
        """Open the thread of a message; its reference follows from the message."""
        self._message(message_ref)
        self.timeline.add("thread-opened", message=message_ref, title=title)
        return thread_channel(message_ref)

    async def know_moderators(self, account_keys: Collection[str]) -> None:
        """Show the private channels to whom the community made moderators."""
        people = {
            person.id: replace(person, moderator=person.moderator or account_key(person.id) in account_keys)
            for person in self.settings.people
        }
        if people != self.people:
            self.people.update(people)
            self.hub.people_changed()

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

    def knows(self, ref: str) -> bool:
        """Whether something was said under this reference before."""
        return ref in self.timeline.state.refs

    def say(self, person: Person, channel: str, text: str, locale: str, ref: str) -> None:
        """Let a person say something. What begins as a command is between them and the bot."""
        content = contents.content(contents.paragraph(text))
        limits.check_size(content)
        private = person.id if text.lstrip().startswith(("/", "!")) else None
        self._post(channel, content, author=person.id, private_to=private, text=text, locale=locale, ref=ref)

    def put_reaction(self, person_id: str, message_id: str, emoji: str) -> None:
        """Put a reaction on a message; again is no error."""
        reactions = self._message(message_id).reactions
        limits.check_distinct(list(reactions), emoji)
        if person_id not in reactions.get(emoji, ()):
            self.timeline.add("reacted", message=message_id, emoji=emoji, person=person_id)

    def take_back(self, person_id: str, message_id: str, emoji: str) -> None:
        """Let a person take their own reaction back."""
        if person_id in self._message(message_id).reactions.get(emoji, ()):
            self.timeline.add("unreacted", message=message_id, emoji=emoji, person=person_id, by=person_id)

    def clear_reactions(self, message_id: str) -> None:
        """Let a moderator remove every reaction on a message, the bot's own too."""
        self._message(message_id)
        self.timeline.add("cleared", message=message_id)

    def remove(self, message_id: str) -> None:
        """Let a moderator remove a message."""
        message = self._message(message_id)
        self.timeline.add("removed", message=message_id, channel=message.channel, private_to=message.private_to)

    def submit(self, person: Person, draft: str, button: str, values: dict[str, str], locale: str) -> None:
        """Let a person press a button of a form or a preview; the answer comes where it was opened."""
        channel = self.timeline.state.draft_channels.get(draft, direct_channel(person.id))
        self.timeline.add(
            "submitted",
            draft=draft,
            button=button,
            values=values,
            person=person.id,
            locale=locale,
            channel=channel,
        )

    def follow(self, person: Person, message_id: str, index: int, locale: str) -> None:
        """Let a person ask what a message offers as the next thing to ask."""
        message = self._message(message_id)
        if not 0 <= index < len(message.follow_ups):
            raise Gone(f"message {message_id} offers no such thing")
        offered = message.follow_ups[index]
        self._invoke(person, message.channel, offered["command"], offered["input"], locale)

    def act(self, person: Person, message_id: str, action: MessageAction, locale: str) -> None:
        """Let a person do something with a message."""
        message = self._message(message_id)
        text = contents.plain(contents.from_json(json.dumps(message.content)))
        self._invoke(person, message.channel, action.command, {action.input: text}, locale)

    def close(self) -> None:
        """Close the timeline."""
        self.timeline.close()

    def _answer(self, channel: str, answer: Answer, private_to: str | None) -> None:
        parts = (answer.content, *answer.more)
        for number, part in enumerate(parts, 1):
            follow_ups = [asdict(one) for one in answer.follow_ups] if number == len(parts) else []
            self._post(channel, part, private_to=private_to, follow_ups=follow_ups)

    def _invoke(self, person: Person, channel: str, command: str, given: Mapping[str, str], locale: str) -> None:
        self.timeline.add(
            "invoked", person=person.id, channel=channel, command=command, input=dict(given), locale=locale
        )

    def _send(self, channel: str, message: Outgoing, key: str) -> str:
        known = self.timeline.state.by_key.get(key)
        if known is not None:
            return known
        return self._post(channel, message.content, key=key, choices=_choices(message), card=bool(message.choices))

    def _post(self, channel: str, content: Content, **values: Any) -> str:
        limits.check_size(content)
        message_id = secrets.token_hex(8)
        author = values.pop("author", BOT_ID)
        self.timeline.add("posted", id=message_id, channel=channel, author=author, content=_json(content), **values)
        return message_id

    def _message(self, message_ref: str) -> Message:
        message = self.timeline.state.messages.get(message_ref)
        if message is None:
            raise Gone(f"there is no message {message_ref}")
        return message

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


def _json(content: Content) -> Any:
    return json.loads(contents.to_json(content))


def _choices(message: Outgoing) -> list[dict[str, str]]:
    return [asdict(choice) for choice in message.choices]
