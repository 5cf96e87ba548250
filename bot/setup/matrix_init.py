"""What `watals init --matrix` does: sign in to a homeserver, once, and write down what the bot needs to go on."""

from pathlib import Path

from rich.console import Console

from bot.api.errors import FatalError, PlatformError
from bot.config import Config
from bot.platforms.matrix import refs
from bot.platforms.matrix.account import Account
from bot.platforms.matrix.device import enter
from bot.platforms.matrix.signing import Signing
from bot.setup.config_file import data_for, written
from bot.setup.findings import right, show, warning
from bot.setup.matrix_questions import Answers
from bot.setup.steps import show_steps

_WHY = "Matrix. Van wie de bot een uitnodiging aanneemt: van iedereen op deze servers, en van deze mensen."
_LINES = """[matrix]
invites = ["{server}"]"""
_NEXT = (
    ("Start de bot. Hij zet een code op het scherm.", "watals run --config {config}"),
    (
        "Begin in je Matrix-programma een gesprek met {user}, en stuur hem die code. Zo word je de eerste moderator.",
        "!moderator worden CODE",
    ),
    ("Nodig de bot uit in jullie kamers, en maak hem daar moderator.", ""),
    ("Kijk of alles goed staat.", "watals check --config {config}"),
)
_ONCE_MORE = "Doe `watals init --matrix` nog een keer."


def folder_for(path: Path, config: Config | None) -> Path:
    """Return where the account is to be kept, by the config in `path` or by the one that will be written there."""
    return data_for(path, config) / "matrix"


async def init(out: Console, path: Path, config: Config | None, answers: Answers) -> None:
    """Sign in, keep the account, and say what comes next; `config` is what `path` has, if anything.

    Raises FatalError where the bot is not signed in.
    """
    folder = folder_for(path, config)
    known, signing = await _entered(answers, folder)
    show(out, right(f"De bot is aangemeld als {known.user_id} op {known.homeserver}."))
    show(out, right(f"Het account en de sleutels staan in {folder}. Het wachtwoord is nergens bewaard."))
    show(out, _SIGNING[signing])
    lines = _LINES.format(server=refs.server_of(known.user_id))
    show(out, written(path, config, there=config is not None and config.matrix is not None, lines=lines, why=_WHY))
    show_steps(out, [(text.format(user=known.user_id), command.format(config=path)) for text, command in _NEXT])


async def _entered(answers: Answers, folder: Path) -> tuple[Account, Signing]:
    try:
        return await enter(answers.homeserver, answers.user, answers.password, folder)
    except PlatformError as error:
        raise FatalError(
            f"De bot is aangemeld, maar de server nam zijn sleutels niet aan ({error}). {_ONCE_MORE}"
        ) from error


_SIGNING = {
    Signing.READY: right("Versleutelde berichten kunnen: het account staat in voor de sleutels van de bot."),
    Signing.MISSING: warning("Het account staat nog niet in voor de sleutels van de bot.", _ONCE_MORE),
    Signing.FOREIGN: warning(
        "Het account heeft al andere sleutels, en de server laat ze niet vervangen.",
        "Zet ze terug in het programma waarmee ze gemaakt zijn, en doe dan `watals init --matrix` nog een keer.",
    ),
    Signing.LOST: warning("De server kent het apparaat met andere sleutels.", _ONCE_MORE),
}
