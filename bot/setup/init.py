"""What `watals init` does: sign in to a homeserver, once, and write down what the bot needs to go on."""

from pathlib import Path

from rich.console import Console

from bot.api.errors import FatalError, PlatformError
from bot.config import Config
from bot.platforms.matrix import refs
from bot.platforms.matrix.account import Account
from bot.platforms.matrix.device import enter
from bot.platforms.matrix.signing import Signing
from bot.setup.findings import Finding, beside, right, show, warning
from bot.setup.questions import Answers

DATA = "data"
_CONFIG = """# De instellingen van de Wat-als bot. Wat er nog meer kan, staat in config.example.toml.

# De map waarin de bot alles bewaart. Een map zonder / vooraan staat naast dit bestand.
data = "{data}"

# Matrix. Van wie de bot een uitnodiging aanneemt: van iedereen op deze servers, en van deze mensen.
[matrix]
invites = ["{server}"]
"""
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


def folder_for(path: Path, config: Config | None) -> Path:
    """Return where the account is to be kept, by the config in `path` or by the one that will be written there."""
    return path.parent / DATA / "matrix" if config is None else config.matrix_folder


async def init(out: Console, path: Path, config: Config | None, answers: Answers) -> None:
    """Sign in, keep the account, and say what comes next; `config` is what `path` has, if anything.

    Raises FatalError where the bot is not signed in.
    """
    folder = folder_for(path, config)
    known, signing = await _entered(answers, folder)
    show(out, right(f"De bot is aangemeld als {known.user_id} op {known.homeserver}."))
    show(out, right(f"Het account en de sleutels staan in {folder}. Het wachtwoord is nergens bewaard."))
    show(out, _SIGNING[signing])
    show(out, _written(path, config, refs.server_of(known.user_id)))
    out.print("\nNu nog, in deze volgorde:")
    for number, (text, command) in enumerate(_NEXT, 1):
        told = f"{beside(out, text.format(user=known.user_id))}\n    {command.format(config=path)}"
        out.print(f"{number} {told.rstrip()}", soft_wrap=True)


async def _entered(answers: Answers, folder: Path) -> tuple[Account, Signing]:
    try:
        return await enter(answers.homeserver, answers.user, answers.password, folder)
    except PlatformError as error:
        raise FatalError(
            f"De bot is aangemeld, maar de server nam zijn sleutels niet aan ({error}). Doe `watals init` nog een keer."
        ) from error


def _written(path: Path, config: Config | None, server: str) -> Finding:
    """Write the config where there is none; else return what is to be added to it."""
    if config is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_CONFIG.format(data=DATA, server=server), encoding="utf-8")
        return right(f"{path} is gemaakt.")
    if config.matrix is None:
        return warning(
            f"{path} was er al en is niet veranderd.", f"Zet daar dit in:\n\n{_LINES.format(server=server)}\n"
        )
    return right(f"{path} was er al en is niet veranderd.")


_SIGNING = {
    Signing.READY: right("Versleutelde berichten kunnen: het account staat in voor de sleutels van de bot."),
    Signing.MISSING: warning(
        "Het account staat nog niet in voor de sleutels van de bot.", "Doe `watals init` nog een keer."
    ),
    Signing.FOREIGN: warning(
        "Het account heeft al andere sleutels, en de server laat ze niet vervangen.",
        "Zet ze terug in het programma waarmee ze gemaakt zijn, en doe dan `watals init` nog een keer.",
    ),
    Signing.LOST: warning("De server kent het apparaat met andere sleutels.", "Doe `watals init` nog een keer."),
}
