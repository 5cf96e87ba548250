"""What `watals init --matrix` asks of who gives it."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from bot.api.errors import FatalError
from bot.platforms.matrix import account
from bot.setup.findings import show, warning
from bot.setup.questions import answer, secret, typed

_AGAIN = (
    "Opnieuw aanmelden maakt een nieuw apparaat, en meldt het oude af. Versleutelde berichten van daarvoor kan de bot "
    "dan niet meer lezen. Draait de bot nog? Stop hem eerst."
)
_SERVER = "Op welke Matrix-server heeft de bot een account? (bijvoorbeeld voorbeeld.nl)"
_USER = "Hoe heet dat account? (bijvoorbeeld watals)"
_PASSWORD = "Wachtwoord (je ziet niet wat je typt): "  # noqa: S105 - the question, not the answer
_ALL_SAID = "Zonder toetsenbord zijn --homeserver en --user nodig; het wachtwoord is dan één regel invoer."
_YES = {"j", "ja", "y", "yes"}
_NO_PASSWORD = "Er is geen wachtwoord gegeven. Er is niets veranderd."  # noqa: S105


@dataclass(frozen=True, slots=True)
class Answers:
    """What is needed to sign in."""

    homeserver: str
    user: str
    password: str = field(repr=False)


def ask(out: Console, folder: Path, homeserver: str | None, user: str | None, *, yes: bool) -> Answers:
    """Ask for what was not said beforehand; the account is to be kept in `folder`.

    Raises FatalError where nothing is to be done. It waits for the keyboard: do not call it within an event loop.
    """
    _check_again(out, folder, yes=yes)
    return Answers(
        homeserver or typed(_SERVER, _ALL_SAID),
        user or typed(_USER, _ALL_SAID),
        secret(_PASSWORD, _NO_PASSWORD),
    )


def _check_again(out: Console, folder: Path, *, yes: bool) -> None:
    """Ask whether to sign in anew where there is an account already; raise FatalError where the answer is no."""
    if not (folder / account.FILE).exists():
        return
    try:
        known = account.load(folder)
    except FatalError as error:
        show(out, warning(str(error), "Dat gebeurt nu."))
        return
    show(out, warning(f"De bot is al aangemeld, als {known.user_id}.", _AGAIN))
    if yes:
        return
    if not sys.stdin.isatty():
        raise FatalError("Er is niets veranderd. Wil je de bot toch opnieuw aanmelden? Geef dan --yes mee.")
    if answer("Opnieuw aanmelden? [j/N]: ").strip().lower() not in _YES:
        raise FatalError("Er is niets veranderd.")
