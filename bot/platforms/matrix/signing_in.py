"""Signing in: finding the homeserver, and giving a password for a token, once."""

import ipaddress
import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from msgspec import Struct
from msgspec.structs import replace

from bot.api.errors import FatalError
from bot.platforms.matrix.account import Account, Seeds, kept, new_pickle_key, new_seeds, save

DEVICE_NAME = "Wat-als-bot"
_PATIENCE = aiohttp.ClientTimeout(total=30)
_GIVEN = ("user_id", "device_id", "access_token")
_PASSWORD = "m.login.password"  # noqa: S105 - the name of a way to sign in


class SignInError(FatalError):
    """The bot is not signed in; the message tells the operator why and what to do."""


async def sign_in(homeserver: str, user: str, password: str, folder: Path) -> Account:
    """Sign in as a new device, keep the account in `folder` and return it. The password is not kept.

    `homeserver` is what people call it ("voorbeeld.nl") or its address; `user` a name on it or a whole user id. The
    signing keys of an earlier account in `folder` stay, if it is the same user. Raises SignInError.
    """
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        server = await _find(session, _address(homeserver))
        if not _offers_password((await server.ask("GET", "/_matrix/client/v3/login")).json.get("flows")):
            raise SignInError(
                f"{server.address}: deze server laat niet aanmelden met een wachtwoord. "
                "Vraag de beheerder van de server om een account voor de bot waarbij dat wel kan."
            )
        answer = await server.ask("POST", "/_matrix/client/v3/login", _login(user, password))
    told = _accepted(server.address, user, answer)
    account = Account(
        homeserver=server.address,
        user_id=told["user_id"],
        device_id=told["device_id"],
        access_token=told["access_token"],
        signed_in_at=datetime.now(UTC),
        pickle_key=new_pickle_key(),
        signing=_kept(folder, told["user_id"]) or new_seeds(),
    )
    save(folder, account)
    return account


class _Answer(Struct, frozen=True):
    status: int
    json: Mapping[str, Any]


class _Server(Struct, frozen=True):
    session: aiohttp.ClientSession
    address: str

    async def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> _Answer:
        """Make a request; raise SignInError where no answer comes."""
        try:
            asking = self.session.request(method, self.address + path, json=body, allow_redirects=method == "GET")
            async with asking as response:  # a password is sent on to nobody
                return _Answer(response.status, _object(await response.read()))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SignInError(
                f"{self.address}: de server is niet bereikbaar ({type(error).__name__}). "
                "Klopt het adres? Doet internet het? Probeer het daarna nog eens."
            ) from error


def _object(text: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _address(homeserver: str) -> str:
    """Return the address somebody means; raise SignInError where the password would go over the line in the clear."""
    told = homeserver.strip()
    address = told if "://" in told else f"https://{told}"
    if not _is_address(address):
        raise SignInError(
            f"{homeserver}: dit is geen adres. Goed is bijvoorbeeld: voorbeeld.nl of https://matrix.voorbeeld.nl"
        )
    if not _is_safe(address):
        raise SignInError(
            f"{homeserver}: http is niet veilig, het wachtwoord zou te lezen zijn. "
            f"Gebruik https: https://{urlsplit(address).netloc}"
        )
    return address.rstrip("/")


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        return False


def _is_safe(address: str) -> bool:
    return address.startswith("https://") or _is_loopback(address)


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _find(session: aiohttp.ClientSession, address: str) -> _Server:
    """Return the homeserver that the domain at an address names, else the one at that address itself."""
    given = _Server(session, address)
    for server in (await _named(given), given):
        if server is not None and (await server.ask("GET", "/_matrix/client/versions")).json.get("versions"):
            return server
    raise SignInError(
        f"{address}: hier antwoordt geen Matrix-server. Klopt het adres? Goed is bijvoorbeeld: "
        "voorbeeld.nl of https://matrix.voorbeeld.nl"
    )


async def _named(given: _Server) -> _Server | None:
    answer = await given.ask("GET", "/.well-known/matrix/client")
    named = answer.json.get("m.homeserver") if answer.status == 200 else None
    address = named.get("base_url") if isinstance(named, dict) else None
    if not isinstance(address, str) or not _is_address(address) or not _is_safe(address):
        return None
    return replace(given, address=address.rstrip("/"))


def _offers_password(flows: object) -> bool:
    return isinstance(flows, list) and any(isinstance(flow, dict) and flow.get("type") == _PASSWORD for flow in flows)


def _login(user: str, password: str) -> Mapping[str, Any]:
    return {
        "type": _PASSWORD,
        "identifier": {"type": "m.id.user", "user": user.strip()},
        "password": password,
        "initial_device_display_name": DEVICE_NAME,
    }


def _accepted(address: str, user: str, answer: _Answer) -> Mapping[str, str]:
    """Return what the server gave; raise SignInError where it did not let the bot in."""
    told = answer.json
    if answer.status == 200 and all(isinstance(told.get(name), str) for name in _GIVEN):
        return told
    code = told.get("errcode")
    if answer.status == 429 or code == "M_LIMIT_EXCEEDED":
        raise SignInError(f"{address}: er is te vaak geprobeerd om aan te melden. Probeer het {_when(told)} weer.")
    if code == "M_USER_DEACTIVATED":
        raise SignInError(f"{address}: het account {user} is opgeheven. Kies een ander account voor de bot.")
    if code == "M_FORBIDDEN":
        raise SignInError(f"{address}: deze naam en dit wachtwoord horen niet bij elkaar. Kijk ze na: {user}")
    raise SignInError(f"{address}: aanmelden lukt niet; de server zegt {answer.status} {code or ''}".rstrip() + ".")


def _when(told: Mapping[str, Any]) -> str:
    after = told.get("retry_after_ms")
    return f"over {math.ceil(after / 1000)} seconden" if isinstance(after, int) else "over een paar minuten"


def _kept(folder: Path, user_id: str) -> Seeds | None:
    """Return the signing keys this user had; None too where others could have read them."""
    try:
        earlier = kept(folder)
    except FatalError:
        return None
    return earlier.signing if earlier.user_id == user_id else None
