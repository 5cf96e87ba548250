"""How Discord refuses, by its own codes."""

from typing import Any


class DiscordError(Exception):
    """An answer other than what was asked for; `errors` says per key what is wrong with a body."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.body: dict[str, Any] = {"code": code, "message": message} | ({"errors": errors} if errors else {})


def unknown(what: str) -> DiscordError:
    return DiscordError(404, _UNKNOWN[what], f"Unknown {what}")


def no_access() -> DiscordError:
    return DiscordError(403, 50001, "Missing Access")


def no_permission() -> DiscordError:
    return DiscordError(403, 50013, "Missing Permissions")


def old_edit() -> DiscordError:
    """Refuse to edit an old message: in the guise of a rate limit, with a code of its own."""
    refusal = DiscordError(
        429, 30046, "Maximum number of edits to messages older than 1 hour reached. Try again later."
    )
    refusal.body |= {"retry_after": 0.02, "global": False}
    return refusal


def invalid(path: str, message: str, code: str = "BASE_TYPE_BAD_LENGTH") -> DiscordError:
    """Refuse a body for what is at a path in it ("data.content")."""
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    for key in reversed(path.split(".")):
        errors = {key: errors}
    return DiscordError(400, 50035, "Invalid Form Body", errors)


_UNKNOWN = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Interaction": 10062,
    "Application Command": 10063,
    "Guild Scheduled Event": 10070,
    "Tag": 10087,
}
