"""What a button or a form means, in the text that Discord gives back when somebody uses it.

It says all of it, so that buttons outlive a restart of the bot. What is too long for that is kept elsewhere, by a key.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct

LIMIT = 100
"""Characters that Discord allows."""


class Invoke(Struct, frozen=True):
    """Give a command; with `in_place` the message with the button becomes the answer."""

    command: str
    input: Mapping[str, str]
    in_place: bool = False


class Press(Struct, frozen=True):
    """Press a button of a draft: "open" shows its form."""

    draft_id: str
    button: str


class Step(Struct, frozen=True):
    """Hand in a step of a draft's form."""

    draft_id: str
    number: int


class Kept(Struct, frozen=True):
    """Do what is kept under a key."""

    key: str


Meaning = Invoke | Press | Step | Kept


def invoke(command: str, given: Mapping[str, str], *, in_place: bool = False) -> str:
    """Return the id of a button that gives a command; raise ValueError where its input is too long for one."""
    return _within_limit(f"{'turn' if in_place else 'do'}:{command}:{urlencode(given)}")


def press(draft_id: str, button: str) -> str:
    """Return the id of a button of a draft."""
    return _within_limit(f"press:{draft_id}:{button}")


def step(draft_id: str, number: int) -> str:
    """Return the id of a draft's form at a step."""
    return _within_limit(f"step:{draft_id}:{number}")


def kept(key: str) -> str:
    """Return the id of a button whose meaning is kept under a key."""
    return _within_limit(f"kept:{key}:")


def parse(custom_id: str) -> Meaning | None:
    """Return what was meant; None for an id that is none of these."""
    match custom_id.split(":", 2):
        case ["do" | "turn" as how, command, given]:
            return Invoke(command, dict(parse_qsl(given, keep_blank_values=True)), in_place=how == "turn")
        case ["press", draft_id, button]:
            return Press(draft_id, button)
        case ["step", draft_id, number] if number.isdecimal():
            return Step(draft_id, int(number))
        case ["kept", key, ""]:
            return Kept(key)
        case _:
            return None


def _within_limit(custom_id: str) -> str:
    if len(custom_id) > LIMIT:
        raise ValueError(f"{custom_id!r} is longer than {LIMIT} characters")
    return custom_id
