"""What somebody gave with a command: from what Discord tells of it to the command's input as typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from bot.platforms.discord.commands.names import Listing

YES, NO = "ja", "nee"

_GROUPS = frozenset({1, 2})
_ON_MESSAGE = 3

Raw = Mapping[str, Any]


class Given(Struct, frozen=True):
    """A command by its id, with its input; `typing` is the input that somebody is still at."""

    command: str
    input: Mapping[str, str]
    typing: str | None = None


def given(listing: Listing, data: Raw) -> Given:
    """Return what was given; of a command that is not there any more, an id that is none."""
    if data["type"] == _ON_MESSAGE:
        return _with_message(listing, data)
    path, options = _path(data)
    leaf = listing.by_path.get(path)
    if leaf is None:
        return Given("-".join(path), {})
    found = {leaf.options[option["name"]].name: option for option in options if option["name"] in leaf.options}
    typed = {name: _typed(option["value"]) for name, option in found.items()}
    typing = next((name for name, option in found.items() if option.get("focused")), None)
    return Given(leaf.shape.id, typed, typing)


def _with_message(listing: Listing, data: Raw) -> Given:
    shape = listing.by_action.get(data["name"])
    if shape is None or shape.on_message is None:
        return Given(data["name"], {})
    # What bots say is made of other parts, and nobody means to say it after them.
    message = data["resolved"]["messages"][data["target_id"]]
    return Given(shape.id, {shape.on_message: message.get("content", "")})


def _path(data: Raw) -> tuple[tuple[str, ...], Sequence[Raw]]:
    """Return the names of a command with its groups, and its options."""
    options = data.get("options", ())
    if len(options) == 1 and options[0]["type"] in _GROUPS:
        path, within = _path(options[0])
        return (data["name"], *path), within
    return (data["name"],), options


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)
