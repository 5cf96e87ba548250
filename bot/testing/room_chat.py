"""The room as a `Chat`."""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.api import content as contents
from bot.api.content import Content, File
from bot.platforms.room import events
from bot.platforms.room.adapter import Room
from bot.platforms.room.model import BOT_ID, Person, direct_channel
from bot.testing.chat import Seen, SeenForm
from bot.testing.world import World

CHANNELS = {"announcements": "aankondigingen", "ideas": "wat-als", "moderation": "moderatie"}


class RoomChat:
    """Drives the room the way its web server does."""

    forms = True
    tells_when = False
    names_channels = False

    def __init__(self, world: World, locale: str = "nl") -> None:
        self.world = world
        self.locale = locale

    async def say(self, person: str, text: str, *, to: str = "announcements") -> None:
        self._room.say(self._person(person), self._channel(person, to), text, self.locale, secrets.token_hex(8))

    async def react(self, person: str, message: Seen, emoji: str) -> None:
        self._room.put_reaction(person, message.ref, emoji)

    async def unreact(self, person: str, message: Seen, emoji: str) -> None:
        self._room.take_back(person, message.ref, emoji)

    async def clear_reactions(self, message: Seen) -> None:
        self._room.clear_reactions(message.ref)

    async def delete(self, message: Seen) -> None:
        self._room.remove(message.ref)

    async def press(self, person: str, message: Seen, button: str) -> None:
        draft = self._room.timeline.state.messages[message.ref].draft
        assert draft is not None, "this message has no buttons"
        self._room.submit(self._person(person), draft, button, {}, self.locale)

    async def follow(self, person: str, message: Seen, label: str) -> None:
        index = message.follow_ups.index(label)
        self._room.follow(self._person(person), message.ref, index, self.locale)

    async def act(self, person: str, message: Seen, label: str) -> None:
        channel = self._room.timeline.state.messages[message.ref].channel
        who = events.author(self._room.people, person, self.locale)
        offered = {action.label: action for action in await self.world.app.desk.actions(who, channel)}
        self._room.act(self._person(person), message.ref, offered[label], self.locale)

    def file(self, message: Seen, name: str) -> bytes:
        return base64.b64decode(next(file.data for file in _files(self._content(message.ref)) if file.name == name))

    def thread(self, message: Seen) -> str:
        thread = self._room.timeline.state.messages[message.ref].thread
        assert thread is not None, "this message has no thread"
        return thread

    async def fill_in(self, person: str, form: SeenForm, values: Mapping[str, str], button: str = "next") -> None:
        self._room.submit(self._person(person), form.ref, button, {**form.values, **values}, self.locale)

    def seen(self, person: str, where: str = "announcements") -> Sequence[Seen]:
        who = self._person(person)
        state = self._room.timeline.state
        messages = state.channels.get(self._channel(person, where), [])
        shown = (message for message in messages if not message.gone)
        return [self._seen(message.id) for message in shown if self._room.hub.may_see_message(who, message)]

    def form(self, person: str) -> SeenForm | None:
        records = [r for r in self._room.timeline.state.forms.values() if r["person"] == person]
        if not records:
            return None
        form = records[-1]["form"]
        fields = form["fields"]
        return SeenForm(
            ref=form["draft"],
            title=form["title"],
            step=form["step"],
            steps=form["steps"],
            values={field["name"]: field["value"] for field in fields},
            errors={field["name"]: field["error"] for field in fields if field["error"]},
            notes=tuple(form["notes"]),
            buttons=tuple(button["id"] for button in form["buttons"]),
            readings={field["name"]: field["reading"] for field in fields if field["reading"]},
        )

    def reading(self, locale: str) -> "RoomChat":
        return RoomChat(self.world, locale)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    async def later(self, by: timedelta) -> None:
        await self.world.later(by)

    async def settled(self) -> None:
        await self.world.settled()

    async def stop_bot(self) -> None:
        await self.world.stop()

    async def start_bot(self, *, after_gap: bool = False) -> None:
        await self.world.start(after_gap=after_gap)

    @property
    def _room(self) -> Room:
        return self.world.room

    def _person(self, person: str) -> Person:
        return self._room.people[person]

    def _channel(self, person: str, where: str) -> str:
        return direct_channel(person) if where == "bot" else CHANNELS.get(where, where)

    def _content(self, message_id: str) -> Content:
        """Return all that a message shows: what it says, and below that the card it previews."""
        message = self._room.timeline.state.messages[message_id]
        blocks = list(message.content["blocks"])
        if message.preview is not None:
            blocks += message.preview["content"]["blocks"]
        return contents.from_json(json.dumps({"blocks": blocks}))

    def _seen(self, message_id: str) -> Seen:
        message = self._room.timeline.state.messages[message_id]
        content = self._content(message_id)
        people = {emoji: [who for who in whos if who != BOT_ID] for emoji, whos in message.reactions.items()}
        return Seen(
            ref=message.id,
            text=contents.plain(content),
            by_bot=message.author == BOT_ID,
            private=message.private_to is not None,
            edited=message.edited,
            reactions={emoji: len(whos) for emoji, whos in people.items() if whos},
            offered=tuple(emoji for emoji, whos in message.reactions.items() if BOT_ID in whos),
            buttons=tuple(button["id"] for button in message.buttons),
            follow_ups=tuple(one["label"] for one in message.follow_ups),
            files=tuple(file.name for file in _files(content)),
        )


def _files(content: Content) -> Sequence[File]:
    return [block for block in content.blocks if isinstance(block, File)]
