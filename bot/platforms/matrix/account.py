"""The bot's account on a homeserver: the file that keeps it, readable by the bot alone."""

import base64
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints, TypeAdapter, ValidationError

from bot.api.errors import FatalError
from bot.platforms import secret_file

FILE = "account.json"
_SECRET_BYTES = 32
_BY = "met `watals init --matrix`."
_RENEW = f"Meld de bot dan opnieuw aan {_BY}"
_AGAIN = f"Meld de bot opnieuw aan {_BY}"
_Seed = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$")]


@dataclass(frozen=True, slots=True)
class Seeds:
    """What the account's three cross-signing keys are made of: 32 bytes each, in base64."""

    master: _Seed = field(repr=False)
    self_signing: _Seed = field(repr=False)
    user_signing: _Seed = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """A signed-in account. `pickle_key` locks the store of the device's encryption keys.

    `restored` says that it comes out of a backup: the keys there are of that time, people's devices went on since.
    """

    homeserver: str
    user_id: str
    device_id: str
    signed_in_at: AwareDatetime
    access_token: str = field(repr=False)
    pickle_key: str = field(repr=False)
    signing: Seeds = field(repr=False)
    restored: bool = False


_ACCOUNT = TypeAdapter(Account)


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
        return _ACCOUNT.validate_json(secret_file.read(path, _RENEW))
    except FileNotFoundError:
        raise FatalError(f"{path}: er is nog geen account op Matrix. Meld de bot aan {_BY}") from None
    except ValidationError:  # says what is in the file
        raise FatalError(f"{path}: het bestand is beschadigd. {_AGAIN}") from None


def left_in(folder: Path) -> Account | None:
    """Return the account that a folder has, also where others could have read it; None where none can be made out."""
    try:
        return _ACCOUNT.validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def save(folder: Path, account: Account) -> None:
    """Keep an account in a folder, for the bot alone; killed at any moment, the old or the new one is there."""
    secret_file.write(folder / FILE, _ACCOUNT.dump_json(account, indent=2))
