"""The room itself: its timeline, its windows, and what people do in it."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.api import content as contents
from bot.api.answers import MessageAction
from bot.api.content import Content
from bot.api.errors import Gone
from bot.platforms.room import limits
from bot.platforms.room.hub import Hub
from bot.platforms.room.model import BOT_ID, Message, Person, RoomChannel, direct_channel
from bot.platforms.room.timeline import Timeline


class RoomSettings(Struct, frozen=True):
    """Where the room lives and who is in it."""

    path: Path
    host: str
    port: int
    community: str
    channels: tuple[RoomChannel, ...]
    people: tuple[Person, ...]


class ChatRoom:
    """A room with people in it. What they do is kept on the timeline first and told to the windows then."""

    def __init__(self, settings: RoomSettings) -> None:
        """Open the room."""
        self.settings = settings
        self.people = {person.id: person for person in settings.people}
        self.timeline = Timeline(settings.path)
        self.hub = Hub(settings.community, self.timeline.state, settings.channels, self.people)
        self.timeline.watch(self.hub.happened)

    def knows(self, ref: str) -> bool:
        """Whether something was said under this reference before."""
        return ref in self.timeline.state.refs

    def say(self, person: Person, channel: str, text: str, locale: str, ref: str) -> None:
        """Let a person say something. What begins as a command is between them and the bot."""
        content = contents.content(contents.paragraph(text))
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
        where = {"channel": message.channel, "private_to": message.private_to, "thread": message.thread}
        self.timeline.add("removed", message=message_id, **where)

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

    def _invoke(self, person: Person, channel: str, command: str, given: Mapping[str, str], locale: str) -> None:
        self.timeline.add(
            "invoked", person=person.id, channel=channel, command=command, input=dict(given), locale=locale
        )

    def _post(self, channel: str, content: Content, author: str = BOT_ID, **values: Any) -> str:
        limits.check_size(content)
        message_id = secrets.token_hex(8)
        self.timeline.add("posted", id=message_id, channel=channel, author=author, content=as_json(content), **values)
        return message_id

    def _message(self, message_ref: str) -> Message:
        message = self.timeline.state.messages.get(message_ref)
        if message is None:
            raise Gone(f"there is no message {message_ref}")
        return message


def as_json(content: Content) -> Any:
    """Return a message as it is kept on the timeline."""
    return json.loads(contents.to_json(content))
