"""Talking with one person alone: which room that is, made once and kept in the account's own data (m.direct)."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from bot.api.errors import Gone, Refused
from bot.platforms.matrix.client import Client, Forbidden
from bot.platforms.matrix.paths import room_path
from bot.platforms.matrix.rooms import MADE_FOR, Rooms

PRESENT = ("join", "invite")
_ENCRYPTION = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}


class Directs:
    """The rooms in which the bot talks with one person."""

    def __init__(self, client: Client, rooms: Rooms, *, encrypted: bool) -> None:
        """`encrypted` says whether rooms that the bot makes are."""
        self._client = client
        self._rooms = rooms
        self._encrypted = encrypted
        self._known: dict[str, list[str]] = {}
        self._making: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._perhaps_made: set[str] = set()
        self._keeping = asyncio.Lock()

    async def load(self) -> None:
        """Read which rooms these are."""
        try:
            known = await self._client.call("GET", self._path)
        except Gone:
            known = {}
        self._known = {user: list(rooms) for user, rooms in known.items() if isinstance(rooms, list)}

    async def find_made(self) -> None:
        """Keep rooms that were made but not kept yet: the bot was stopped in between."""
        for room in list(self._rooms.joined.values()):
            if room.made_for and room.creator == self._client.account.user_id:
                await self.keep(room.made_for, room.room_id)

    def person_in(self, room_id: str) -> str | None:
        """Return with whom the bot is alone in a room; None where it is not."""
        return next((user for user, rooms in self._known.items() if room_id in rooms), None)

    def rooms_of(self, user_id: str) -> list[str]:
        """Return the rooms that are or were somebody's, the newest last."""
        return list(self._known.get(user_id, ()))

    async def keep(self, user_id: str, room_id: str) -> None:
        """Keep a room as somebody's; again is no error."""
        async with self._keeping:
            if room_id in self._known.get(user_id, ()):
                return
            known: Mapping[str, Any] = {**self._known, user_id: [*self.rooms_of(user_id), room_id]}
            await self._client.call("PUT", self._path, known)
            self._known = dict(known)

    async def room_with(self, user_id: str, *, asked: bool) -> str:
        """Return the room to say something to one person in; make it where there is none.

        Somebody who left theirs is asked back only where they `asked` something; else it raises Refused.
        """
        async with self._making[user_id]:
            for room_id in reversed(self.rooms_of(user_id)):
                if room_id not in self._rooms.joined:
                    continue
                if await self._membership(room_id, user_id) in PRESENT:
                    return room_id
                if not asked:
                    raise Refused(f"{user_id} left the conversation")
                if await self._invited(room_id, user_id):
                    return room_id
            return await self._made(user_id)

    async def awaits(self, room_id: str, user_id: str) -> bool:
        """Whether somebody has not accepted the invitation to a room yet."""
        return await self._membership(room_id, user_id) == "invite"

    async def _membership(self, room_id: str, user_id: str) -> str:
        """Return whether somebody is in a room; the homeserver tells of members only once they speak."""
        known = self._rooms.at(room_id).memberships
        if user_id not in known:
            try:
                member = await self._client.call("GET", room_path(room_id, "state", "m.room.member", user_id))
                known[user_id] = str(member.get("membership"))
            except (Gone, Forbidden):
                known[user_id] = "leave"
        return known[user_id]

    async def _invited(self, room_id: str, user_id: str) -> bool:
        try:
            await self._client.call("POST", room_path(room_id, "invite"), {"user_id": user_id})
        except Forbidden:
            return False
        self._rooms.at(room_id).memberships[user_id] = "invite"
        return True

    async def _made(self, user_id: str) -> str:
        """Make a room, unless the homeserver did so before without its answer coming through."""
        room_id = await self._found(user_id) if user_id in self._perhaps_made else None
        if room_id is None:
            self._perhaps_made.add(user_id)
            room_id = await self._create(user_id)
        await self._rooms.arrival(room_id, encrypted=self._encrypted)
        await self.keep(user_id, room_id)
        self._perhaps_made.discard(user_id)
        return room_id

    async def _found(self, user_id: str) -> str | None:
        joined = await self._client.call("GET", "/_matrix/client/v3/joined_rooms")
        for room_id in joined["joined_rooms"]:
            if room_id in self.rooms_of(user_id):
                continue
            create = await self._client.call("GET", room_path(room_id, "state", "m.room.create"))
            if create.get(MADE_FOR) == user_id:
                return str(room_id)
        return None

    async def _create(self, user_id: str) -> str:
        answer = await self._client.call(
            "POST",
            "/_matrix/client/v3/createRoom",
            {
                "preset": "trusted_private_chat",
                "is_direct": True,
                "invite": [user_id],
                "creation_content": {MADE_FOR: user_id},
                "initial_state": [_ENCRYPTION] if self._encrypted else [],
            },
        )
        return str(answer["room_id"])

    @property
    def _path(self) -> str:
        return f"/_matrix/client/v3/user/{quote(self._client.account.user_id, safe='')}/account_data/m.direct"
