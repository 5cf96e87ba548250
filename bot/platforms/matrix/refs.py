"""How things on Matrix are called outside this package: accounts, messages, threads."""

PLATFORM = "matrix"


def account_key(user_id: str) -> str:
    """Return the account of a user."""
    return f"{PLATFORM}:{user_id}"


def user_of(account: str) -> str:
    """Return the user id of an account key."""
    return account.removeprefix(f"{PLATFORM}:")


def server_of(user_id: str) -> str:
    """Return the server a user lives on."""
    return user_id.partition(":")[2]


def message_ref(room_id: str, event_id: str) -> str:
    """Return the reference of a message; that of a thread is its first message's."""
    return f"{room_id}/{event_id}"


def parts(ref: str) -> tuple[str, str | None]:
    """Return the room of a channel, thread or message, and the event of the latter two."""
    room_id, mark, event_id = ref.partition("/$")
    return room_id, f"${event_id}" if mark else None
