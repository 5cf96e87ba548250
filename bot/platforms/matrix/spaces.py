"""Spaces: rooms that hold rooms. The names of those are told, so that a moderator can choose among them."""

from collections.abc import Iterable

import structlog

from bot.api.errors import PlatformError
from bot.api.events import ChannelNamed
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.paths import rooms_within_path
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.sync import News, RoomNews

_log = structlog.get_logger(__name__)


async def names(client: Client, rooms: Rooms, told: News) -> list[ChannelNamed]:
    """Return what the rooms of spaces are called, where that is new. What cannot be read now comes at a next start."""
    found: list[ChannelNamed] = []
    for room in told.rooms:
        if not rooms.at(room.room_id).is_space or not (told.first or _changed(room)):
            continue
        try:
            async for page in client.pages(rooms_within_path(room.room_id), "rooms"):
                found += _named(page, told.token)
        except PlatformError as error:
            _log.warning("matrix_space_not_read", room=room.room_id, error=str(error))
    return found


def _changed(room: RoomNews) -> bool:
    return any(event.get("type") in ("m.space.child", "m.room.member") for event in room.timeline)


def _named(page: Iterable[dict[str, object]], token: str) -> list[ChannelNamed]:
    return [
        ChannelNamed(f"name:{room['room_id']}:{token}", str(room["room_id"]), name)
        for room in page
        if isinstance(name := room.get("name"), str) and name and room.get("room_type") != "m.space"
    ]
