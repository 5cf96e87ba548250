"""What `watals init` does: sign in to a homeserver, once, and write down what the bot needs to go on."""

import getpass
import sys
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from bot.api.errors import FatalError, PlatformError
from bot.config import Config
from bot.platforms.matrix import account, refs
from bot.platforms.matrix.device import enter
from bot.platforms.matrix.signing import Signing
from bot.setup.findings import Finding, beside, console, right, show, warning

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
_AGAIN = (
    "Opnieuw aanmelden maakt een nieuw apparaat, en meldt het oude af. Versleutelde berichten van daarvoor kan de bot "
    "dan niet meer lezen. Draait de bot nog? Stop hem eerst."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was given on the command line; what is None is asked for."""

    homeserver: str | None
    user: str | None
    yes: bool


async def init(path: Path, config: Config | None, asked: Asked) -> None:
    """Sign in, keep the account in the data folder, and say what comes next; `config` is what `path` has, if anything.

    Raises FatalError where the bot is not signed in.
    """
    out = console()
    folder = (path.parent / DATA / "matrix") if config is None else config.matrix_folder
    _check_again(out, folder, asked)
    homeserver = asked.homeserver or _ask(
        "Op welke Matrix-server heeft de bot een account? (bijvoorbeeld voorbeeld.nl)"
    )
    user = asked.user or _ask("Hoe heet dat account? (bijvoorbeeld watals)")
    known, signing = await _entered(homeserver, user, _password(), folder)
    show(out, right(f"De bot is aangemeld als {known.user_id} op {known.homeserver}."))
    show(out, right(f"Het account en de sleutels staan in {folder}. Het wachtwoord is nergens bewaard."))
    show(out, _SIGNING[signing])
    show(out, _written(path, config, refs.server_of(known.user_id)))
    out.print("\nNu nog, in deze volgorde:")
    for number, (text, command) in enumerate(_NEXT, 1):
        told = f"{beside(out, text.format(user=known.user_id))}\n    {command.format(config=path)}"
        out.print(f"{number} {told.rstrip()}", soft_wrap=True)


def _check_again(out: Console, folder: Path, asked: Asked) -> None:
    """Ask whether to sign in anew where there is an account already; raise FatalError where the answer is no."""
    if not (folder / account.FILE).exists():
        return
    try:
        known = account.load(folder)
    except FatalError as error:
        show(out, warning(str(error), "Dat gebeurt nu."))
        return
    show(out, warning(f"De bot is al aangemeld, als {known.user_id}.", _AGAIN))
    if asked.yes:
        return
    if not sys.stdin.isatty():
        raise FatalError("Er is niets veranderd. Wil je de bot toch opnieuw aanmelden? Geef dan --yes mee.")
    if not typer.confirm("Opnieuw aanmelden?", default=False):
        raise FatalError("Er is niets veranderd.")


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise FatalError(
            "Zonder toetsenbord zijn --homeserver en --user nodig; het wachtwoord is dan één regel invoer."
        )
    return str(typer.prompt(question))


def _password() -> str:
    """Return the password, which is shown nowhere: typed, or the first line of the input."""
    told = getpass.getpass("Wachtwoord (je ziet niet wat je typt): ") if sys.stdin.isatty() else sys.stdin.readline()
    password = told.rstrip("\r\n")
    if not password:
        raise FatalError("Er is geen wachtwoord gegeven. Er is niets veranderd.")
    return password


async def _entered(homeserver: str, user: str, password: str, folder: Path) -> tuple[account.Account, Signing]:
    try:
        return await enter(homeserver, user, password, folder)
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
