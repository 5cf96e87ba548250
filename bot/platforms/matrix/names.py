"""What people are called in their rooms."""

from collections.abc import Mapping

from bot.api.errors import Refused
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.paths import room_path


class Names:
    """Knows everybody's name: whom the homeserver did not tell of, it asks for.

    Beside what is new the homeserver tells only of those who did it. Who did something that the bot reads later, such
    as a reaction that it missed, may be somebody it was not told of since it was started.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._asked: dict[str, Mapping[str, str]] = {}

    async def of(self, room_id: str, user_id: str) -> str:
        """Return what somebody is called in a room; who is not in it goes by their account. Raises PlatformError."""
        known = self._client.name_of(room_id, user_id)
        if known is None:
            if room_id not in self._asked:
                self._asked[room_id] = await self._members(room_id)
            known = self._asked[room_id].get(user_id)
        return known or user_id.removeprefix("@").partition(":")[0]

    async def _members(self, room_id: str) -> Mapping[str, str]:
        try:
            told = await self._client.call("GET", room_path(room_id, "joined_members"))
        except Refused:  # the bot is out of the room
            return {}
        joined = told.get("joined", {})
        named = {user_id: member.get("display_name") for user_id, member in joined.items()}
        return {user_id: name for user_id, name in named.items() if isinstance(name, str)}
