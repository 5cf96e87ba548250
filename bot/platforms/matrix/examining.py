"""A look at the account and its rooms as the homeserver tells of them; nothing is changed by looking."""

from urllib.parse import quote

from msgspec import Struct

from bot.api.errors import PlatformError
from bot.platforms.matrix.asking import Asker
from bot.platforms.matrix.paths import room_path
from bot.platforms.matrix.rooms import RoomState

_ENCRYPTED = "m.room.encryption"


class Seen(Struct, frozen=True):
    """A room the bot is in."""

    state: RoomState
    encrypted: bool


async def version(asking: Asker) -> str:
    """Return what the homeserver calls itself and which Matrix it speaks; raise PlatformError where it does not."""
    answer = await asking.ask("GET", "/_matrix/client/versions", signed_in=False)
    versions = answer.fields.get("versions")
    if not isinstance(versions, list) or not versions:
        raise PlatformError(f"{answer.status}: no Matrix homeserver")
    program = await _program(asking) or (answer.server if answer.server.startswith("Synapse/") else "")
    return ", ".join(filter(None, (program, f"Matrix {versions[-1]}")))


async def is_signed_in(asking: Asker) -> bool:
    """Whether the homeserver knows the account's device by its token; raise PlatformError where it does not say."""
    answer = await asking.ask("GET", "/_matrix/client/v3/account/whoami")
    if answer.status == 200:
        account = asking.account
        told = answer.fields
        return told.get("user_id") == account.user_id and told.get("device_id", account.device_id) == account.device_id
    if answer.status == 401:
        return False
    raise PlatformError(f"{answer.status} {answer.code}".strip())


async def joined(asking: Asker) -> list[str]:
    """Return the rooms the bot is in."""
    told = await asking.call("GET", "/_matrix/client/v3/joined_rooms")
    return [str(room) for room in told["joined_rooms"]]


async def directs(asking: Asker) -> set[str]:
    """Return the rooms in which the bot talks with one person."""
    path = f"/_matrix/client/v3/user/{quote(asking.account.user_id, safe='')}/account_data/m.direct"
    answer = await asking.ask("GET", path)
    return {room for rooms in answer.fields.values() if isinstance(rooms, list) for room in rooms}


async def look(asking: Asker, room_id: str) -> Seen:
    """Return how a room is set up; raise PlatformError where the homeserver does not say."""
    events = await asking.call("GET", f"{room_path(room_id)}/state")
    state = RoomState(room_id)
    for event in events:
        state.apply(event)
    return Seen(state, any(event.get("type") == _ENCRYPTED for event in events))


async def _program(asking: Asker) -> str:
    """Return what the homeserver calls itself towards other servers; empty where it is not to be asked here."""
    answer = await asking.ask("GET", "/_matrix/federation/v1/version", signed_in=False)
    told = answer.fields.get("server")
    return f"{told.get('name')} {told.get('version')}" if isinstance(told, dict) else ""
