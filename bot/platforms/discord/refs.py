"""How things on Discord are called outside this package: accounts, channels, threads, messages."""

from bot.api.errors import Refused

PLATFORM = "discord"


def account_key(user_id: int) -> str:
    """Return the account of a user."""
    return f"{PLATFORM}:{user_id}"


def user_of(account: str) -> int:
    """Return the user id of an account key. Raises Refused where it is none of Discord."""
    platform, _, user_id = account.partition(":")
    if platform != PLATFORM:
        raise Refused(f"{account} is no account on Discord")
    return _number(user_id, account)


def channel_ref(channel_id: int) -> str:
    """Return the reference of a channel."""
    return str(channel_id)


def thread_ref(parent_id: int, thread_id: int) -> str:
    """Return the reference of a thread, which begins with that of the channel it belongs to."""
    return f"{parent_id}/{thread_id}"


def channel_of(ref: str) -> int:
    """Return the id of the channel, or of the thread where it is one. Raises Refused where it is neither."""
    return _number(ref.rpartition("/")[2], ref)


def parent_of(ref: str) -> int:
    """Return the id of the channel, or of the one that the thread belongs to. Raises Refused where it is neither."""
    return _number(ref.partition("/")[0], ref)


def message_ref(channel_id: int, message_id: int) -> str:
    """Return the reference of a message in a channel or a thread."""
    return f"{channel_id}:{message_id}"


def message_parts(ref: str) -> tuple[int, int]:
    """Return where a message is, and its id. Raises Refused where it is no message."""
    channel_id, _, message_id = ref.partition(":")
    return _number(channel_id, ref), _number(message_id, ref)


def reaction_source(message: str, emoji: str) -> str:
    """Return the mark of one person's reaction on a message, with the emoji exactly as Discord has it.

    Discord knows a reaction by no other; the same picture written in two ways can stand twice.
    """
    return f"{message}|{emoji}"


def _number(text: str, ref: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Refused(f"{ref} is nothing on Discord")
    return int(text)
