"""The bot's token on Discord: from the environment, or from a file that the bot alone can read."""

import base64
import os
import re
from pathlib import Path

from bot.api.errors import FatalError
from bot.platforms import secret_file

FILE = "token"
VARIABLE = "WATALS_DISCORD_TOKEN"
_TOKEN = re.compile(r"[A-Za-z0-9_.-]{20,200}")
_RENEW = "Maak dan een nieuw token en geef het met `watals init --discord`. Het oude is daarna niets meer waard."


def load(folder: Path) -> str:
    """Return the token, the environment's before the one kept in a folder; raise FatalError where there is none."""
    told = from_environment()
    if told is not None:
        return told
    path = folder / FILE
    try:
        return checked(secret_file.read(path, _RENEW).decode(errors="replace"), str(path))
    except FileNotFoundError:
        raise FatalError(
            f"{path}: er is nog geen token van Discord. Geef het met `watals init --discord`, "
            f"of zet het in de omgeving als {VARIABLE}."
        ) from None


def from_environment() -> str | None:
    """Return the token of the environment; raise FatalError where it cannot be one."""
    told = os.environ.get(VARIABLE)
    return checked(told, VARIABLE) if told else None


def left_in(folder: Path) -> str | None:
    """Return the token that a folder has, also where others could have read it; None where none can be made out."""
    try:
        told = (folder / FILE).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return told if _TOKEN.fullmatch(told) else None


def save(folder: Path, token: str) -> None:
    """Keep a token in a folder, for the bot alone."""
    secret_file.write(folder / FILE, f"{token}\n".encode())


def checked(told: str, where: str) -> str:
    """Return a token without what stands around it; raise FatalError, which does not repeat it, where it is none."""
    token = told.strip()
    if _TOKEN.fullmatch(token) is None:
        raise FatalError(
            f"{where}: dit is geen token van Discord. Zo'n token is één lange regel van letters, cijfers, punten en "
            "streepjes. Kopieer het hele token nog eens, en niets anders."
        )
    return token


def bot_of(token: str) -> int | None:
    """Return the id of the bot that a token says it is of; None where it says nothing."""
    first = token.partition(".")[0]
    try:
        said = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))
    except ValueError:
        return None
    return int(said) if said.isdigit() else None
