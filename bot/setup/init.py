"""What `watals init` does: ask what it takes to set the bot up on one platform, and do that."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.api.errors import FatalError
from bot.config import Config
from bot.setup.findings import console
from bot.setup.questions import where


class Told(Struct, frozen=True):
    """What was said with the command; `yes` that the bot may be signed in anew."""

    matrix: bool
    discord: bool
    homeserver: str | None
    user: str | None
    yes: bool


def begin(path: Path, config: Config | None, told: Told) -> Coroutine[Any, Any, None]:
    """Ask for what was not said, and return what is to be done; `config` is what `path` has, if anything.

    Raises FatalError where nothing is to be done. It waits for the keyboard: do not call it within an event loop.
    """
    out = console()
    if _platform(told) == "matrix":
        from bot.setup import matrix_init, matrix_questions  # noqa: PLC0415 - who is on Discord need not load them

        folder = matrix_init.folder_for(path, config)
        answers = matrix_questions.ask(out, folder, told.homeserver, told.user, yes=told.yes)
        return matrix_init.init(out, path, config, answers)
    from bot.setup import discord_init  # noqa: PLC0415 - nor the other way round

    return discord_init.init(out, path, config, discord_init.ask())


def _platform(told: Told) -> str:
    """Return "matrix" or "discord"; what only Matrix has says that it is Matrix."""
    matrix = told.matrix or told.homeserver is not None or told.user is not None
    if matrix and told.discord:
        raise FatalError("De bot wordt op één plek tegelijk aangemeld: kies --matrix of --discord.")
    if matrix or told.discord:
        return "matrix" if matrix else "discord"
    return where()
