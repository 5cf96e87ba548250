"""From what a homeserver tells of a room to what the bot takes in. Whatever is malformed is nothing."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.api.errors import Refused
from bot.api.events import (
    Author,
    Event,
    MessageDeleted,
    Reacted,
    ReactionRemoved,
    ReactionsCleared,
    Typed,
    Unreacted,
    Unreadable,
)
from bot.platforms.matrix import refs
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.names import Names
from bot.platforms.matrix.own import OwnMessages
from bot.platforms.matrix.rooms import Rooms

MARKS = ("!", "/")
_LINK = "https://matrix.to/#/"
_FALLBACK = re.compile(r"\A> (?:\* )?<@.*(?:\n>.*)*\n*")
"""What clients of some years ago put before a reply: who said what it replies to."""


Raw = Mapping[str, Any]


class _Said(Struct, frozen=True):
    """A message as somebody sent it: its words, and what they go with."""

    event_id: str
    text: str
    thread: str | None
    reply_to: str | None
    corrects: str


class Reader:
    """Reads the events of rooms."""

    def __init__(self, client: Client, rooms: Rooms, directs: Directs, own: OwnMessages, names: Names) -> None:
        """`client` knows the keys there are."""
        self._client = client
        self._me = client.account.user_id
        self._rooms = rooms
        self._directs = directs
        self._own = own
        self._names = names

    async def read(self, room_id: str, event: Raw) -> list[Event]:
        """Return what an event means to the bot: nothing, where it is the bot's own or none of its business."""
        # Field by field: matching a whole mapping takes Python fifteen times as long, and crowds come through here.
        sender, event_id, content = event.get("sender"), event.get("event_id"), event.get("content")
        if not isinstance(sender, str) or not isinstance(event_id, str) or not isinstance(content, dict):
            return []
        if sender == self._me:
            if event.get("type") == "m.reaction":
                self._own.remember_reaction(event_id, content)
            return []
        return await self._read(room_id, sender, event_id, event, content)

    async def _read(self, room_id: str, sender: str, event_id: str, event: Raw, content: Raw) -> list[Event]:
        match event.get("type"):
            case "m.room.message":
                return await self._message(room_id, sender, event_id, content)
            case "m.reaction":
                return await self._reaction(room_id, sender, event_id, content)
            case "m.room.redaction":
                redacted = event.get("redacts") or content.get("redacts")  # by version of the room
                return self._redaction(room_id, sender, event_id, redacted)
            case "m.room.encrypted":
                return await self._unreadable(room_id, sender, content)
            case _:
                return []

    async def _message(self, room_id: str, sender: str, event_id: str, content: Raw) -> list[Event]:
        said = _said(event_id, content)
        if said is None:
            return []
        text, meant = self._addressed(said.text, content)
        author = await self._author(room_id, sender)
        if self._directs.person_in(room_id) is not None:
            if said.corrects and not meant:
                return []
            return [Typed(event_id, author, room_id, text, direct=True, corrects=said.corrects)]
        thread = await self._thread(room_id, said, meant=meant)
        if thread is None:
            return []
        about = await self._text_of(room_id, said.reply_to) if meant and said.reply_to else ""
        return [Typed(event_id, author, room_id, text, thread_ref=thread, corrects=said.corrects, about=about)]

    async def _text_of(self, room_id: str, event_id: str) -> str:
        """Return what somebody said, which a command is given about; the bot's own words are nobody's."""
        try:
            event = await self._client.event(room_id, event_id)
        except Refused:
            return ""
        content = None if event.get("sender") == self._me else event.get("content")
        said = _said(event_id, content) if isinstance(content, Mapping) else None
        return "" if said is None else said.text

    def _addressed(self, text: str, content: Raw) -> tuple[str, bool]:
        """Return what was said, as a command where it is one or begins with the bot's name; and whether it is."""
        if text.lstrip().startswith(MARKS):
            return text, True
        rest = self._after_mention(text, content)
        if rest is None:
            return text, False
        return rest if rest.startswith(MARKS) else f"!{rest}", True

    def _after_mention(self, text: str, content: Raw) -> str | None:
        local = self._me.removeprefix("@").partition(":")[0]
        names = [self._me, f"@{local}", local, *self._display_names()]
        known = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))
        found = re.match(rf"\s*@?(?:{known})(?P<mark>\s*[:,])?(?:\s+|\Z)", text, re.IGNORECASE)
        if found is None or not (found["mark"] or self._mentioned(content) or text.lstrip().startswith(self._me)):
            return None
        return text[found.end() :].strip()

    def _display_names(self) -> set[str]:
        names = {self._client.name_of(room_id, self._me) for room_id in self._rooms.joined}
        return {name for name in names if name}

    def _mentioned(self, content: Raw) -> bool:
        mentions = content.get("m.mentions")
        people = mentions.get("user_ids") if isinstance(mentions, Mapping) else None
        if isinstance(people, list) and self._me in people:
            return True
        html = content.get("formatted_body")
        return isinstance(html, str) and f"{_LINK}{self._me}" in html

    async def _thread(self, room_id: str, said: _Said, *, meant: bool) -> str | None:
        """Return the thread that a message in a room belongs to or begins; None where it is not for the bot."""
        if said.thread is not None:
            return refs.message_ref(room_id, said.thread)
        if meant:
            return refs.message_ref(room_id, said.corrects or said.event_id)
        if said.reply_to is None or said.corrects:
            return None
        return await self._own.thread_of(room_id, said.reply_to)

    async def _reaction(self, room_id: str, sender: str, event_id: str, content: Raw) -> list[Event]:
        relation = content.get("m.relates_to")
        if not isinstance(relation, dict) or relation.get("rel_type") != "m.annotation":
            return []
        target, emoji = relation.get("event_id"), relation.get("key")
        if not isinstance(target, str) or not isinstance(emoji, str):
            return []
        author = await self._author(room_id, sender)
        meant = await self._own.meant_by(room_id, target, emoji)
        if meant is None:
            return [Reacted(event_id, refs.message_ref(room_id, target), emoji, author, source=event_id)]
        if self._directs.person_in(room_id) is not None:
            return [Typed(event_id, author, room_id, meant.text, direct=True, answers=meant.asked)]
        thread = await self._own.thread_of(room_id, target)
        return [Typed(event_id, author, room_id, meant.text, thread_ref=thread or "", answers=meant.asked)]

    def _redaction(self, room_id: str, sender: str, event_id: str, redacted: object) -> list[Event]:
        """Read a redaction. What it was of, the bot knows by what it keeps; only a reaction's sender withdraws it.

        Who takes the bot's own reaction away clears them all, perhaps: what people said stands.
        """
        if not isinstance(redacted, str):
            return []
        reacted_to = self._own.reaction_on(redacted)
        if reacted_to is not None:
            return [ReactionsCleared(event_id, refs.message_ref(room_id, reacted_to))]
        return [
            Unreacted(event_id, refs.account_key(sender), source=redacted),
            ReactionRemoved(event_id, source=redacted),
            MessageDeleted(event_id, refs.message_ref(room_id, redacted)),
        ]

    async def _unreadable(self, room_id: str, sender: str, content: Raw) -> list[Event]:
        """Read what there is no key for. In company nobody can tell whether it was for the bot.

        Where there is a key, it is something old that was sent once more, or damaged: nobody waits for an answer.
        """
        session = content.get("session_id")
        if self._directs.person_in(room_id) is None or not isinstance(session, str):
            return []
        if not self._client.lacks_key(room_id, {"type": "m.room.encrypted", "content": content}):
            return []
        return [Unreadable(f"unreadable:{sender}:{session}", await self._author(room_id, sender), room_id, direct=True)]

    async def _author(self, room_id: str, user_id: str) -> Author:
        name = await self._names.of(room_id, user_id)
        return Author(refs.account_key(user_id), name, moderator=self._rooms.is_moderator(user_id))


def _said(event_id: str, content: Raw) -> _Said | None:
    """Return what a message says; None where it is no text of somebody, or a correction that says nothing."""
    relation = content.get("m.relates_to")
    relation = relation if isinstance(relation, Mapping) else {}
    corrects, said = "", content
    if relation.get("rel_type") == "m.replace":
        target, new = relation.get("event_id"), content.get("m.new_content")
        if not isinstance(target, str) or not isinstance(new, Mapping):
            return None
        corrects, said = target, new
    root = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
    reply = relation.get("m.in_reply_to")
    falls_back = root is not None and relation.get("is_falling_back") is True
    reply_to = reply.get("event_id") if isinstance(reply, Mapping) and not falls_back else None
    body = said.get("body")
    text = _FALLBACK.sub("", body) if isinstance(body, str) and isinstance(reply_to, str) else body
    if said.get("msgtype") != "m.text" or not isinstance(text, str) or not text.strip():
        return None
    return _Said(
        event_id=event_id,
        text=text,
        thread=root if isinstance(root, str) else None,
        reply_to=reply_to if isinstance(reply_to, str) else None,
        corrects=corrects,
    )
