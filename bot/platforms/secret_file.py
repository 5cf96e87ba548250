"""Files that hold secrets: readable by the bot alone, and never half."""

import os
from pathlib import Path

from bot.api.errors import FatalError


def read(path: Path, renew: str) -> bytes:
    """Return what a file holds. `renew` tells the operator how to make what is in it worthless, and get new secrets.

    Raises FileNotFoundError where there is none, FatalError, in words for the operator, where it cannot be used.
    """
    try:
        if path.stat().st_mode & 0o077:
            raise FatalError(
                f"{path}: anderen op deze computer kunnen dit bestand lezen, en er staan geheimen in. "
                f"Maak het weer van jou alleen met `chmod 600 {path}`. Kan iemand het gelezen hebben? {renew}"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FatalError(
            f"{path}: kan niet gelezen worden: {error.strerror}. Zorg dat de bot erbij kan. Lukt dat niet? {renew}"
        ) from error


def write(path: Path, told: bytes) -> None:
    """Keep something in a file, for the bot alone; killed at any moment, the old or the new is there."""
    folder = path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    new = folder / f".{path.name}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(told)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync(folder)


def sync(folder: Path) -> None:
    """Make durable which files a folder has."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
