"""What happens to rooms themselves: their names, where people moved, and what the bot may still do in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from bot.api.events import ChannelEvent, ChannelMoved, ChannelNamed, Hindered, Unhindered
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.rooms import Rooms, RoomState
from bot.platforms.matrix.sync import before

Raw = Mapping[str, Any]


class Watch:
    """Tells what changes about rooms, while it takes their state in."""

    def __init__(self, me: str, rooms: Rooms, directs: Directs) -> None:
        self._me = me
        self._rooms = rooms
        self._directs = directs

    def state(self, room_id: str, event: Raw) -> list[ChannelEvent]:
        """Take in a state event of a room that the bot is in; return what it means."""
        room = self._rooms.at(room_id)
        was = replace(room)
        room.apply(event)
        event_id, kind = str(event.get("event_id")), event.get("type")
        if kind in ("m.room.name", "m.room.canonical_alias") and room.label != was.label:
            return self._named(room, event_id)
        if kind == "m.room.power_levels":
            earlier = before(event)
            if isinstance(earlier, Mapping):
                was.power = earlier
            return list(self._power(event_id, was, room))
        if kind == "m.room.member" and event.get("state_key") == self._me and room.memberships.get(self._me) == "join":
            named = self._named(room, f"name:{event_id}")
            return [*named, *([Unhindered(event_id, room_id)] if room.may_speak(self._me) else [])]
        return []

    def out(self, room_id: str, timeline: Sequence[Raw], token: str) -> list[ChannelEvent]:
        """Take in that the bot is out of a room; of one it did not go into there is nothing to tell."""
        if room_id not in self._rooms.served | self._rooms.joined.keys():
            return []
        self._rooms.leave(room_id)
        mine = [event for event in timeline if event.get("state_key") == self._me]
        event_id = str(mine[-1].get("event_id")) if mine else f"out:{room_id}:{token}"
        return [Hindered(event_id, room_id, "out")]

    def at_start(self, token: str) -> list[ChannelEvent]:
        """Return how things stand in every room: what changed while the bot was away may not be told."""
        found: list[ChannelEvent] = []
        for room in self._rooms.joined.values():
            found += self._named(room, f"name:{room.room_id}:{token}")
            event_id = f"start:{room.room_id}:{token}"
            if room.room_id not in self._rooms.served:
                continue
            if room.may_speak(self._me):
                found.append(Unhindered(event_id, room.room_id))
            else:
                found.append(Hindered(event_id, room.room_id, "silenced"))
        out = sorted(self._rooms.served - self._rooms.joined.keys())
        return [*found, *(Hindered(f"out:{room_id}:{token}", room_id, "out") for room_id in out)]

    def moves(self) -> list[ChannelEvent]:
        """Return where people of a room that serves moved, once the bot is there too."""
        return [
            ChannelMoved(f"moved:{room.room_id}", room.room_id, room.replacement)
            for room in self._rooms.joined.values()
            if room.room_id in self._rooms.served and room.replacement in self._rooms.joined
        ]

    def _named(self, room: RoomState, event_id: str) -> list[ChannelEvent]:
        if not room.label or self._directs.person_in(room.room_id) is not None or room.is_space:
            return []
        return [ChannelNamed(event_id, room.room_id, room.label)]

    def _power(self, event_id: str, was: RoomState, now: RoomState) -> Iterator[ChannelEvent]:
        """Tell what the bot may do no more, or may do again."""
        me = self._me
        if was.may_speak(me) and not now.may_speak(me):
            yield Hindered(event_id, now.room_id, "silenced")
        elif was.may_redact(me) and not now.may_redact(me):
            yield Hindered(event_id, now.room_id, "untidy")
        elif now.may_speak(me) and not was.may_speak(me):
            yield Unhindered(event_id, now.room_id)
