"""What cannot be read yet: its key may come a moment later than itself, above all from other servers."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from msgspec import Struct

from bot.platforms.matrix.client import Client

PATIENCE_S = 10.0
"""For how long a key is waited for; then whoever sent the message is told, where it was for the bot."""

Raw = Mapping[str, Any]


class _Held(Struct, frozen=True):
    room_id: str
    event: Raw
    since: str
    until: float


class Late:
    """Holds back events until their key is there, or is waited for no longer.

    As long as it holds one, the bot has read no further than `since`, the place before it: killed, it is told the event
    again. Others that came after it are told again then too, and count once.
    """

    def __init__(self, client: Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._held: list[_Held] = []

    @property
    def since(self) -> str | None:
        """The place before the earliest event that is held; None where there is none."""
        return self._held[0].since if self._held else None

    @property
    def rest_s(self) -> float | None:
        """How long until an event is not held any more; None where there is none."""
        return max(self._held[0].until - self._clock(), 0.0) if self._held else None

    def hold(self, room_id: str, timeline: Sequence[Raw], since: str) -> list[Raw]:
        """Hold back what of a timeline lacks its key; return the rest."""
        until = self._clock() + PATIENCE_S
        rest: list[Raw] = []
        for event in timeline:
            if self._client.lacks_key(room_id, event):
                self._held.append(_Held(room_id, event, since, until))
            else:
                rest.append(event)
        return rest

    def forget(self, rooms: Collection[str]) -> None:
        """Let go of what is held of rooms that the bot left."""
        self._held = [one for one in self._held if one.room_id not in rooms]

    def release(self) -> list[tuple[str, Raw]]:
        """Return what needs to be held no longer, in order, by room: read where its key came."""
        now = self._clock()
        free = [one for one in self._held if one.until <= now or not self._client.lacks_key(one.room_id, one.event)]
        self._held = [one for one in self._held if one not in free]
        return [(one.room_id, self._client.read(one.room_id, one.event)) for one in free]
