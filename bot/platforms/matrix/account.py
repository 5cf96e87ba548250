"""The bot's account on a homeserver: the file that keeps it, readable by the bot alone."""

import base64
import secrets
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from bot.api.errors import FatalError
from bot.platforms import secret_file

FILE = "account.json"
_SECRET_BYTES = 32
_BY = "met `watals init --matrix`."
_RENEW = f"Meld de bot dan opnieuw aan {_BY}"
_AGAIN = f"Meld de bot opnieuw aan {_BY}"
_Seed = Annotated[str, Meta(pattern=r"^[A-Za-z0-9+/]{43}=\Z")]


class Seeds(Struct, frozen=True):
    """What the account's three cross-signing keys are made of: 32 bytes each, in base64."""

    master: _Seed
    self_signing: _Seed
    user_signing: _Seed

    def __repr__(self) -> str:
        return "Seeds(…)"  # they are secret


class Account(Struct, frozen=True):
    """A signed-in account. `pickle_key` locks the store of the device's encryption keys.

    `restored` says that it comes out of a backup: the keys there are of that time, people's devices went on since.
    """

    homeserver: str
    user_id: str
    device_id: str
    signed_in_at: Annotated[datetime, Meta(tz=True)]
    access_token: str
    pickle_key: str
    signing: Seeds
    restored: bool = False

    def __repr__(self) -> str:
        return f"Account({self.user_id!r}, …)"  # the rest is secret


def new_pickle_key() -> str:
    """Return a key for the store of a new device."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def new_seeds() -> Seeds:
    """Return what three new signing keys are made of."""
    return Seeds(*(base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode() for _ in range(3)))


def store_path(folder: Path, account: Account) -> Path:
    """Return where nio keeps the encryption keys of the account's device."""
    return folder / f"{account.user_id}_{account.device_id}.db"


def load(folder: Path) -> Account:
    """Return the account that the bot goes on with; raise FatalError, in words for the operator, where it cannot."""
    account = kept(folder)
    if account.restored:
        raise FatalError(
            f"{folder / FILE}: het account komt uit een reservekopie. Daarmee kan de bot niet verder: de sleutels zijn "
            f"van toen, en mensen hebben intussen nieuwe. {_AGAIN}"
        )
    return account


def kept(folder: Path) -> Account:
    """Return the account kept in a folder, also out of a backup; raise FatalError, in words, where there is none."""
    path = folder / FILE
    try:
        return msgspec.json.decode(secret_file.read(path, _RENEW), type=Account)
    except FileNotFoundError:
        raise FatalError(f"{path}: er is nog geen account op Matrix. Meld de bot aan {_BY}") from None
    except ValueError:  # of msgspec or of UTF-8; either says what is in the file
        raise FatalError(f"{path}: het bestand is beschadigd. {_AGAIN}") from None


def left_in(folder: Path) -> Account | None:
    """Return the account that a folder has, also where others could have read it; None where none can be made out."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Account)
    except (OSError, ValueError):
        return None


def save(folder: Path, account: Account) -> None:
    """Keep an account in a folder, for the bot alone; killed at any moment, the old or the new one is there."""
    secret_file.write(folder / FILE, msgspec.json.format(msgspec.json.encode(account)))
