"""What the bot said itself, looked up where somebody replies or reacts to it; also after a restart."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from bot.api.errors import Refused
from bot.domain.emoji import normalised
from bot.platforms.matrix import refs
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.markup import ASKED

SHORTCUTS = "nl.watals.shortcuts"
REMEMBERED = 4096
"""Messages remembered as the bot's own or not, so that the homeserver is asked once for each."""


class Meant(Struct, frozen=True):
    """What a shortcut says, and the event that the message with it answers."""

    text: str
    asked: str


class OwnMessages:
    """The bot's own messages, by what their content says."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: OrderedDict[str, Mapping[str, Any] | None] = OrderedDict()
        self._reactions: OrderedDict[str, str] = OrderedDict()

    def remember(self, event_id: str, content: Mapping[str, Any] | None) -> None:
        """Remember what the bot just said; None for what somebody else said."""
        self._known[event_id] = content
        _shorten(self._known)

    def remember_reaction(self, event_id: str, content: Mapping[str, Any]) -> None:
        """Remember what the bot reacted to."""
        relation = content.get("m.relates_to")
        target = relation.get("event_id") if isinstance(relation, Mapping) else None
        if isinstance(target, str):
            self._reactions[event_id] = target
            _shorten(self._reactions)

    def reaction_on(self, event_id: str) -> str | None:
        """Return to what message this is a reaction of the bot, as far as it remembers."""
        return self._reactions.get(event_id)

    async def thread_of(self, room_id: str, event_id: str) -> str | None:
        """Return the thread in which the bot said something; None where it was not the bot who said it."""
        content = await self._content(room_id, event_id)
        if content is None:
            return None
        relation = content.get("m.relates_to")
        root = relation.get("event_id") if isinstance(relation, Mapping) else None
        return refs.message_ref(room_id, root if isinstance(root, str) else event_id)

    async def meant_by(self, room_id: str, event_id: str, emoji: str) -> Meant | None:
        """Return what a reaction on a message of the bot says in words, where it is a shortcut."""
        content = await self._content(room_id, event_id)
        offered = None if content is None else content.get(SHORTCUTS)
        if content is None or not isinstance(offered, Mapping):
            return None
        texts = (text for known, text in offered.items() if normalised(known) == normalised(emoji))
        return next((Meant(text, str(content.get(ASKED, ""))) for text in texts), None)

    async def _content(self, room_id: str, event_id: str) -> Mapping[str, Any] | None:
        if event_id not in self._known:
            try:
                event = await self._client.event(room_id, event_id)
            except Refused:
                event = {}
            content = event.get("content") if event.get("sender") == self._client.account.user_id else None
            self.remember(event_id, content if isinstance(content, Mapping) else None)
        return self._known[event_id]


def _shorten(remembered: OrderedDict[str, Any]) -> None:
    while len(remembered) > REMEMBERED:
        remembered.popitem(last=False)
