"""Which rooms the bot goes into: those it is asked into by whom it may listen to, and those that people moved to."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

import structlog

from bot.api.errors import Gone, PlatformError, Refused
from bot.platforms.matrix import refs
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.paths import room_path
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sync import patiently

TRIES = 9
"""How often a door is tried that neither opens nor is closed; that takes about a minute."""

Raw = Mapping[str, Any]
_Errand = Callable[[], Awaitable[Any]]
_log = structlog.get_logger(__name__)


class Doors:
    """Goes into rooms, one after another, while reading goes on.

    What was not done yet when the bot stops, it asks the homeserver for when it starts.
    """

    def __init__(self, client: Client, rooms: Rooms, directs: Directs, welcome: Sequence[str]) -> None:
        """`welcome` names the servers and the people ("@…") whose invitations are accepted; empty: the own server."""
        self._client = client
        self._rooms = rooms
        self._directs = directs
        self._welcome = frozenset(welcome or (refs.server_of(client.account.user_id),))
        self._entering: asyncio.Queue[_Errand] = asyncio.Queue()
        self._declining: asyncio.Queue[_Errand] = asyncio.Queue()  # beside it: there may be hundreds
        self._at_work = 0

    @property
    def waiting(self) -> int:
        """How many doors are not dealt with yet."""
        return self._entering.qsize() + self._declining.qsize() + self._at_work

    async def run(self) -> None:
        """Go where is to be gone, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._work(self._entering))
            group.create_task(self._work(self._declining))

    def answer(self, room_id: str, state: Sequence[Raw]) -> None:
        """Accept or decline an invitation."""
        asked = _invitation(state, self._client.account.user_id)
        inviter = str(asked.get("sender", ""))
        moved_here = any(room.replacement == room_id for room in self._rooms.joined.values())
        if not moved_here and not self._welcome & {inviter, refs.server_of(inviter)}:
            _log.info("matrix_invite_declined", room=room_id, server=refs.server_of(inviter))
            self._declining.put_nowait(lambda: self._client.call("POST", room_path(room_id, "leave"), {}))
            return
        content = asked.get("content")
        if isinstance(content, Mapping) and content.get("is_direct") is True:
            self._entering.put_nowait(lambda: self._directs.keep(inviter, room_id))
        path = _joining(room_id, refs.server_of(inviter))
        self._entering.put_nowait(lambda: self._client.call("POST", path, {}))

    def enter_served(self) -> None:
        """Go into rooms that are to serve the community, where the bot is not in them and can go in.

        Who put it out wants to ask it back themselves, also where anybody may come in.
        """
        for room_id in sorted(self._rooms.served - self._rooms.joined.keys()):
            self._entering.put_nowait(partial(self._enter_anew, room_id))

    def follow(self, room_id: str) -> None:
        """Go into the room that people moved to, unless somebody put the bot out of it."""
        self._entering.put_nowait(partial(self._enter_anew, room_id, refs.server_of(room_id)))

    async def _enter_anew(self, room_id: str, via: str = "") -> None:
        try:
            mine = await self._client.call(
                "GET", room_path(room_id, "state", "m.room.member", self._client.account.user_id)
            )
        except (Gone, Refused):  # it was never there
            mine = {}
        if mine.get("membership") not in {"leave", "ban"}:
            await self._client.call("POST", _joining(room_id, via), {})

    async def _work(self, errands: asyncio.Queue[_Errand]) -> None:
        while True:
            errand = await errands.get()
            self._at_work += 1
            try:
                await patiently(errand, tries=TRIES)
            except PlatformError as error:
                _log.warning("matrix_door_closed", error=str(error))
            finally:
                self._at_work -= 1


def _joining(room_id: str, via: str) -> str:
    """Return how a room is entered, by way of a server that is in it."""
    query = f"?{urlencode({'server_name': via})}" if via else ""
    return f"/_matrix/client/v3/join/{quote(room_id, safe='')}{query}"


def _invitation(state: Sequence[Raw], me: str) -> Raw:
    """Return the event that invites the bot."""
    mine = (event for event in state if event.get("type") == "m.room.member" and event.get("state_key") == me)
    return next(mine, {})
