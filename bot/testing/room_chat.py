"""The room as a `Chat`."""

import json
import secrets
from collections.abc import Mapping, Sequence

from bot.api import content as contents
from bot.platforms.room import wire
from bot.platforms.room.adapter import Room
from bot.platforms.room.model import BOT_ID, Person, direct_channel
from bot.testing.chat import Seen, SeenForm
from bot.testing.world import World

CHANNELS = {"announcements": "aankondigingen", "ideas": "wat-als", "moderation": "moderatie"}


class RoomChat:
    """Drives the room the way its web server does."""

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

    async def fill_in(self, person: str, form: SeenForm, values: Mapping[str, str], button: str = "next") -> None:
        self._room.submit(self._person(person), form.ref, button, {**form.values, **values}, self.locale)

    def seen(self, person: str, where: str = "announcements") -> Sequence[Seen]:
        who = self._person(person)
        state = self._room.timeline.state
        visible = wire.visible_channels(self._room.settings.channels, who)
        messages = state.channels.get(self._channel(person, where), [])
        return [self._seen(message.id) for message in messages if wire.can_see(message, who, visible)]

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
        )

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
        return direct_channel(person) if where == "bot" else CHANNELS[where]

    def _seen(self, message_id: str) -> Seen:
        message = self._room.timeline.state.messages[message_id]
        people = {emoji: [who for who in whos if who != BOT_ID] for emoji, whos in message.reactions.items()}
        return Seen(
            ref=message.id,
            text=contents.plain(contents.from_json(_dumped(message.content))),
            by_bot=message.author == BOT_ID,
            private=message.private_to is not None,
            edited=message.edited,
            reactions={emoji: len(whos) for emoji, whos in people.items() if whos},
            offered=tuple(emoji for emoji, whos in message.reactions.items() if BOT_ID in whos),
            buttons=tuple(button["id"] for button in message.buttons),
        )


def _dumped(content: Mapping[str, object]) -> str:
    return json.dumps(content)
