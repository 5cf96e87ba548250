"""The bot's device on its account: made once, with keys and a signature; lost with the store of its keys."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from nio.crypto import Olm
from nio.store import DefaultStore

from bot.api.errors import PlatformError
from bot.platforms.matrix.account import Account, left_in, store_path
from bot.platforms.matrix.asking import Asker, asker
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.signing import Signing, ensure_signed, examine
from bot.platforms.matrix.signing_in import sign_in


async def enter(homeserver: str, user: str, password: str, folder: Path) -> tuple[Account, Signing]:
    """Sign in as a new device, give it keys that the account vouches for, and keep all of it in `folder`.

    The device that was kept there is signed out and forgotten. Returns the account, and whether clients can trust the
    device. Raises SignInError where the password is not taken, PlatformError where the keys are not.
    """
    earlier = left_in(folder)
    account = await sign_in(homeserver, user, password, folder)
    if earlier is not None:
        await _forget(earlier, folder)
    client = Client(account, folder)
    try:
        await client.exchange_keys()
        assert client.nio.olm is not None  # noqa: S101 - a client has keys
        return account, await ensure_signed(client.call, client.nio.olm, account, password)
    finally:
        await client.close()
        for path in _files_of(account, folder):
            path.chmod(0o600)


async def standing(asking: Asker, folder: Path) -> Signing:
    """Return whether clients can trust the device, and change nothing.

    Raises PlatformError where the homeserver does not say, sqlite3.Error where the store cannot be read.
    """
    store = store_path(folder, asking.account)
    if not store.exists():
        return Signing.LOST if await _is_known(asking) else Signing.MISSING
    return await examine(asking.call, _copied_keys(asking.account, store), asking.account)


async def _is_known(asking: Asker) -> bool:
    """Whether the homeserver has keys of the account's device."""
    account = asking.account
    answer = await asking.call("POST", "/_matrix/client/v3/keys/query", {"device_keys": {account.user_id: []}})
    return account.device_id in answer.get("device_keys", {}).get(account.user_id, {})


def _copied_keys(account: Account, store: Path) -> Olm:
    """Return the device's keys, out of a copy: whoever opens a store may write in it."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / store.name
        with (
            closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as kept,
            closing(sqlite3.connect(copy)) as to,
        ):
            kept.backup(to)
        opened = DefaultStore(account.user_id, account.device_id, folder, account.pickle_key)
        try:
            return Olm(account.user_id, account.device_id, opened)
        finally:
            opened.database.close()


async def _forget(earlier: Account, folder: Path) -> None:
    """Sign out a device that is of no more use, so that its token is worth nothing, and remove its keys."""
    async with asker(earlier) as asking:
        try:
            await asking.ask("POST", "/_matrix/client/v3/logout", {})
        except PlatformError:
            return
    for path in _files_of(earlier, folder):
        path.unlink()


def _files_of(account: Account, folder: Path) -> list[Path]:
    """Return all that nio keeps of a device."""
    store = store_path(folder, account)
    return [path for path in folder.iterdir() if path.name.startswith(f"{store.stem}.")]
