"""What is asked of who gives a command: in a terminal, or of a script that said it all beforehand."""

import getpass
import sys
from collections.abc import Callable

from bot.api.errors import FatalError

_PLACES = {"1": "matrix", "2": "discord"}
_WHERE = "Waar komt de bot? 1 = Matrix, 2 = Discord"


def typed(question: str, otherwise: str) -> str:
    """Return what is typed; raise FatalError, which says what to do `otherwise`, where there is no keyboard.

    Like `secret`, it waits for the keyboard: do not call it within an event loop.
    """
    if not sys.stdin.isatty():
        raise FatalError(otherwise)
    while not (told := answer(f"{question}: ").strip()):
        pass
    return told


def answer(question: str, ask: Callable[[str], str] = input) -> str:
    """Return what is typed after a question; raise FatalError where the keyboard is closed instead (Ctrl-D)."""
    try:
        return ask(question)
    except EOFError:
        raise FatalError("Afgebroken. Er is niets veranderd.") from None


def secret(question: str, otherwise: str) -> str:
    """Return what is typed and shown nowhere, or the first line of the input; raise FatalError where it is empty."""
    told = answer(question, getpass.getpass) if sys.stdin.isatty() else sys.stdin.readline()
    given = told.rstrip("\r\n")
    if not given:
        raise FatalError(otherwise)
    return given


def where() -> str:
    """Return on which platform the bot is to be set up: "matrix" or "discord"."""
    answer = typed(_WHERE, "Zonder toetsenbord is --discord nodig, of --matrix met --homeserver en --user.")
    if answer.strip() not in _PLACES:
        raise FatalError(f"“{answer}” is geen 1 of 2. Er is niets veranderd.")
    return _PLACES[answer.strip()]
