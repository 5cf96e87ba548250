"""Putting messages of the bot into rooms, with their files."""

from collections.abc import Mapping
from typing import Any

from bot.api.content import Content, File
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.markup import KEY, in_thread
from bot.platforms.matrix.media import attachment
from bot.platforms.matrix.own import OwnMessages


class Poster:
    """Posts messages. The same key gives the same events, whatever was posted of them before."""

    def __init__(self, client: Client, own: OwnMessages) -> None:
        self._client = client
        self._own = own

    async def post(
        self, room_id: str, thread: str | None, content: Mapping[str, Any], message: Content, key: str
    ) -> str:
        """Post a message, `content` in words and then its files; return the event of the words."""
        made = await self._put(room_id, thread, content, key)
        files = [block for block in message.blocks if isinstance(block, File)]
        for number, file in enumerate(files, 1):
            attached = await attachment(self._client.upload, file, encrypted=self._client.is_encrypted(room_id))
            file_key = f"{key}:file:{number}"
            await self._put(room_id, thread, {**attached, KEY: file_key}, file_key)
        return made

    async def _put(self, room_id: str, thread: str | None, content: Mapping[str, Any], key: str) -> str:
        whole = dict(content) if thread is None else in_thread(dict(content), thread)
        event_id = await self._client.send(room_id, "m.room.message", whole, key)
        self._own.remember(event_id, whole)
        return event_id
