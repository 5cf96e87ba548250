"""Which rooms the bot goes into: those it is asked into by whom it may listen to, and those that people moved to."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import structlog

from bot.api.errors import PlatformError
from bot.platforms.matrix import refs
from bot.platforms.matrix.client import Client, room_path
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.rooms import Rooms

Raw = Mapping[str, Any]
_log = structlog.get_logger(__name__)


class Doors:
    """Goes into rooms."""

    def __init__(self, client: Client, rooms: Rooms, directs: Directs, welcome: Sequence[str]) -> None:
        """`welcome` names the servers and the people ("@…") whose invitations are accepted; empty: the own server."""
        self._client = client
        self._rooms = rooms
        self._directs = directs
        self._welcome = frozenset(welcome or (refs.server_of(client.account.user_id),))

    async def answer(self, room_id: str, state: Sequence[Raw]) -> None:
        """Accept or decline an invitation."""
        asked = _invitation(state, self._client.account.user_id)
        inviter = str(asked.get("sender", ""))
        moved_here = any(room.replacement == room_id for room in self._rooms.joined.values())
        if not moved_here and not self._welcome & {inviter, refs.server_of(inviter)}:
            _log.info("matrix_invite_declined", room=room_id, server=refs.server_of(inviter))
            await self._try("POST", room_path(room_id, "leave"), "matrix_invite_not_declined")
            return
        content = asked.get("content")
        if isinstance(content, Mapping) and content.get("is_direct") is True:
            await self._directs.keep(inviter, room_id)
        await self.enter(room_id, refs.server_of(inviter))

    async def enter(self, room_id: str, via: str = "") -> bool:
        """Go into a room, by way of a server that is in it; return whether that went well."""
        query = f"?{urlencode({'server_name': via})}" if via else ""
        return await self._try(
            "POST", f"/_matrix/client/v3/join/{quote(room_id, safe='')}{query}", "matrix_not_entered"
        )

    async def enter_served(self) -> None:
        """Go into rooms that are to serve the community, where the bot is not in them and can go in."""
        for room_id in sorted(self._rooms.served - self._rooms.joined.keys()):
            await self.enter(room_id)

    async def _try(self, method: str, path: str, failure: str) -> bool:
        try:
            await self._client.call(method, path, {})
        except PlatformError as error:
            _log.warning(failure, path=path, error=str(error))
            return False
        return True


def _invitation(state: Sequence[Raw], me: str) -> Raw:
    """Return the event that invites the bot."""
    mine = (event for event in state if event.get("type") == "m.room.member" and event.get("state_key") == me)
    return next(mine, {})
