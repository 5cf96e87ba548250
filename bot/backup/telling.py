"""What the operator is told once a backup is put back: what is known now, and what is to be done."""

from datetime import datetime
from pathlib import Path

from bot.config import Config
from bot.platforms.discord import account as discord
from bot.setup.findings import console, right, show, warning
from bot.setup.steps import show_steps

_LOST = warning(
    "Wat mensen daarna met commando's en knoppen deden, weet de bot niet meer. Reacties van daarna telt hij wel, op "
    "wat hij toen al had geplaatst.",
    "Vertel dat in de kanalen. Aankondigingen en ideeën van daarna staan er nog, maar tellen niet meer: haal ze weg, "
    "en maak ze opnieuw.",
)
_SIGN_IN = (
    "Meld de bot opnieuw aan op Matrix. Daar is hij dan een nieuw apparaat.",
    "watals init --matrix --config {config}",
)
_TOKEN = ("Geef de bot zijn token van Discord; dat staat niet in een kopie.", "watals init --discord --config {config}")
_START = ("Start de bot.", "watals run --config {config}")
_CHECK = ("Kijk of alles goed staat.", "watals check --config {config}")


def tell(path: Path, config: Config, made_at: datetime, aside: Path | None, *, signed_in: bool) -> None:
    """Say that a backup of then is put back, where the config in `path` says, and what comes next.

    `signed_in` says that the bot can go on with the account on Matrix that was there.
    """
    out = console()
    show(out, right(f"De reservekopie van {made_at.astimezone():%d-%m-%Y om %H.%M uur} staat terug in {config.data}."))
    if aside is not None:
        show(out, right(f"Wat er stond, ligt nu in {aside}. Gooi het weg zodra alles goed is."))
    show(out, _LOST)
    steps = []
    if config.matrix is not None and not signed_in:
        steps.append(_SIGN_IN)
    if (
        config.discord is not None
        and discord.from_environment() is None
        and discord.left_in(config.discord_folder) is None
    ):
        steps.append(_TOKEN)
    steps.append(_START)
    if config.matrix is not None or config.discord is not None:
        steps.append(_CHECK)
    show_steps(out, [(text, command.format(config=path)) for text, command in steps])
