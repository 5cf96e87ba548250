"""What the bot knows of its rooms, from their raw state: nio reads the rights in newer rooms wrongly."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from bot.api.errors import RetryLater

ARRIVES_WITHIN_S = 10.0
MODERATOR_LEVEL = 50
"""The power level at which somebody is a moderator (Matrix' own convention)."""

MADE_FOR = "nl.watals.direct"
"""Where a room that the bot made says with whom it is to talk there."""

_CREATORS_ABOVE_ALL = 12
"""The first room version whose creators stand above all power levels."""

_HIGHEST = 2**53
Raw = Mapping[str, Any]


class RoomState(Struct):
    """A room: who may do what in it, what it is called, where people went."""

    room_id: str
    create: Raw = {}
    creator: str = ""
    above_all: Sequence[str] = ()
    power: Raw | None = None
    name: str = ""
    alias: str = ""
    memberships: dict[str, str] = {}
    children: dict[str, Raw] = {}
    replacement: str = ""
    encrypted: bool = False

    def apply(self, event: Raw) -> None:
        """Take in a state event; what is malformed counts for nothing, as with the homeserver itself."""
        content = event.get("content")
        if not isinstance(content, Mapping):
            return
        match event.get("type"):
            case "m.room.create":
                self.create, self.creator = content, _text(event.get("sender"))
                self.above_all = _above_all(content, self.creator)
            case "m.room.power_levels":
                self.power = content
            case "m.room.name":
                self.name = _text(content.get("name"))
            case "m.room.canonical_alias":
                self.alias = _text(content.get("alias"))
            case "m.room.member":
                self.memberships[_text(event.get("state_key"))] = _text(content.get("membership"))
            case "m.room.tombstone":
                self.replacement = _text(content.get("replacement_room"))
            case "m.room.encryption":
                self.encrypted = True
            case "m.space.child":
                self.children[_text(event.get("state_key"))] = content

    @property
    def is_space(self) -> bool:
        """Whether it holds rooms rather than talk."""
        return self.create.get("type") == "m.space"

    @property
    def made_for(self) -> str:
        """For whom the bot made this room, to talk with them alone; empty for other rooms."""
        return _text(self.create.get(MADE_FOR))

    @property
    def label(self) -> str:
        """What people call it."""
        return self.name or self.alias.removeprefix("#").partition(":")[0]

    def level_of(self, user_id: str) -> int:
        """Return somebody's power level (room versions 1 to 12: specification, "Authorization rules")."""
        if user_id in self.above_all:
            return _HIGHEST
        if self.power is None:
            return 100 if user_id == self.creator else 0
        return _level(_within(self.power, "users", user_id), _level(self.power.get("users_default"), 0))

    def may_send(self, user_id: str, event_type: str) -> bool:
        """Whether somebody may say things of a type here."""
        power = self.power or {}
        needed = _level(_within(power, "events", event_type), _level(power.get("events_default"), 0))
        return self.level_of(user_id) >= needed

    def may_redact(self, user_id: str) -> bool:
        """Whether somebody may take away what others said."""
        return self.level_of(user_id) >= _level((self.power or {}).get("redact"), MODERATOR_LEVEL)

    def may_speak(self, user_id: str) -> bool:
        """Whether somebody may say, react and so do the bot's work here."""
        return all(self.may_send(user_id, kind) for kind in ("m.room.message", "m.reaction", "m.room.encrypted"))


class Rooms:
    """The rooms the bot is in."""

    def __init__(self) -> None:
        self.joined: dict[str, RoomState] = {}
        self.served: frozenset[str] = frozenset()
        self._awaited: dict[str, asyncio.Event] = {}

    def at(self, room_id: str) -> RoomState:
        """Return what is known of a room the bot is in."""
        if room_id in self._awaited:
            self._awaited.pop(room_id).set()
        return self.joined.setdefault(room_id, RoomState(room_id))

    async def arrival(self, room_id: str, *, encrypted: bool) -> None:
        """Wait until the homeserver has told of a room the bot just entered; raise RetryLater where it does not.

        It may tell of a new room in parts. Of one that the bot made to be `encrypted` it must have told that too: what
        is said before would not be.
        """
        try:
            async with asyncio.timeout(ARRIVES_WITHIN_S):
                while room_id not in self.joined or (encrypted and not self.joined[room_id].encrypted):
                    await self._awaited.setdefault(room_id, asyncio.Event()).wait()
        except TimeoutError:
            raise RetryLater(ARRIVES_WITHIN_S) from None

    def apply(self, room_id: str, events: Iterable[Raw]) -> None:
        """Take in state of a room the bot is in."""
        room = self.at(room_id)
        for event in events:
            if "state_key" in event:
                room.apply(event)

    def leave(self, room_id: str) -> None:
        """Forget a room the bot is out of."""
        self.joined.pop(room_id, None)

    def is_moderator(self, user_id: str) -> bool:
        """Whether somebody has a moderator's power in a room that serves the community.

        Power elsewhere counts for nothing: anybody has it in a room of their own.
        """
        for room_id in self.served:
            room = self.joined.get(room_id)
            if room is not None and room.level_of(user_id) >= MODERATOR_LEVEL:
                return True
        return False


def _above_all(create: Raw, creator: str) -> Sequence[str]:
    """Return whose power has no bounds in a room: its creators', from some version on."""
    version = _level(create.get("room_version", "1"), _HIGHEST)  # one with another name is newer than all
    others = create.get("additional_creators")
    return (creator, *(others if isinstance(others, list) else ())) if version >= _CREATORS_ABOVE_ALL else ()


def _within(power: Raw, kind: str, name: str) -> object:
    levels = power.get(kind)
    return levels.get(name) if isinstance(levels, Mapping) else None


def _level(value: object, otherwise: int) -> int:
    """Return a power level: a number, or in old rooms a number in a text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return otherwise
    try:
        return int(value)
    except (ValueError, OverflowError):
        return otherwise


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
