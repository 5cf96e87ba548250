"""Where the homeserver has things: paths of its client-server API."""

from urllib.parse import quote


def room_path(room_id: str, *rest: str) -> str:
    """Return the path of something in a room."""
    return "/".join(("/_matrix/client/v3/rooms", *(quote(part, safe="") for part in (room_id, *rest))))


def relations_path(room_id: str, event_id: str, *rest: str) -> str:
    """Return the path of what relates to an event."""
    known = (quote(part, safe="") for part in (room_id, "relations", event_id, *rest))
    return "/".join(("/_matrix/client/v1/rooms", *known))


def rooms_within_path(space_id: str) -> str:
    """Return the path of the rooms that a space holds."""
    return f"/_matrix/client/v1/rooms/{quote(space_id, safe='')}/hierarchy"
