"""A Matrix homeserver (Synapse) of one's own, on this machine alone: for the demo and for tests."""

import asyncio
import hashlib
import hmac
import json
import os
import secrets
import socket
import subprocess
from base64 import b64encode
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import aiohttp
from msgspec import Struct

from bot.api.errors import FatalError

SERVER_NAME = "localhost"
LONGEST_START_S = 90
LONGEST_STOP_S = 10
LOOK_AGAIN_AFTER_S = 0.05
PROJECT = Path(__file__).parents[2]

# Synapse ends with whoever started it, even one that was killed: then nobody holds its input any more.
_RUN = """
import os, signal, sys, threading

def end_with_the_other_side():
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=end_with_the_other_side, daemon=True).start()
from synapse.app.homeserver import main
main()
"""

_UNLIMITED = {"per_second": 100_000, "burst_count": 100_000}
_NO_LIMITS = {
    "rc_message": _UNLIMITED,
    "rc_login": {"address": _UNLIMITED, "account": _UNLIMITED, "failed_attempts": _UNLIMITED},
    "rc_registration": _UNLIMITED,
    "rc_joins": {"local": _UNLIMITED, "remote": _UNLIMITED},
    "rc_joins_per_room": _UNLIMITED,
    "rc_invites": {"per_room": _UNLIMITED, "per_user": _UNLIMITED, "per_issuer": _UNLIMITED},
    "rc_room_creation": _UNLIMITED,
    "rc_media_create": _UNLIMITED,
}
_FLEETING = {
    "database": {"name": "sqlite3", "args": {"database": ":memory:"}},
    "push": {"enabled": False},
    "enable_search": False,
    "send_federation": False,
}


class Registered(Struct, frozen=True):
    """An account that was just made, with its first device signed in."""

    user_id: str
    device_id: str
    access_token: str


class Homeserver:
    """A Synapse that keeps its data in a folder and listens on a port of the loopback interface.

    It may be stopped and started again, also by another process with the same folder: accounts, devices and rooms stay.
    Without a port it takes a free one, once. With `limited`, it has Synapse's own limits on how often somebody may do
    something; else none. A `fleeting` one is twice as quick: it forgets all when it stops, and nobody can search in it
    or is notified. It needs a Python that has Synapse: `SYNAPSE_PYTHON`, else the project's `.venv-synapse`.
    """

    def __init__(self, folder: Path, *, port: int | None = None, limited: bool = False, fleeting: bool = False) -> None:
        self.port = port or _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server_name = SERVER_NAME
        self._folder = folder.absolute()  # Synapse is started in it
        self._limited = limited
        self._fleeting = fleeting
        self._secret = ""
        self._process: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start it, and return when it answers. Raise FatalError, with what it said, if it does not come up."""
        python = synapse_python()
        config = self._configured()
        self._process = await asyncio.to_thread(self._spawned, python, config)
        try:
            async with asyncio.timeout(LONGEST_START_S):
                await self._answering()
        except BaseException as error:
            await self.stop()
            if isinstance(error, TimeoutError):
                raise self._failed() from None
            raise

    async def stop(self) -> None:
        """Stop it and return when it is gone; nothing happens if it does not run."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, LONGEST_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            await asyncio.to_thread(process.wait)
        finally:
            assert process.stdin is not None  # noqa: S101 - it was started with one
            process.stdin.close()

    async def register(
        self, name: str, password: str | None = None, *, displayname: str | None = None, admin: bool = False
    ) -> Registered:
        """Make an account and sign in a first device. Without a password nobody can sign in another one.

        Raise aiohttp.ClientResponseError if the name is taken (400) or is none.
        """
        password = password or secrets.token_urlsafe()
        address = f"{self.url}/_synapse/admin/v1/register"
        async with aiohttp.ClientSession(raise_for_status=True) as session:
            async with session.get(address) as answer:
                nonce: str = (await answer.json())["nonce"]
            proven = "\0".join((nonce, name, password, "admin" if admin else "notadmin")).encode()
            told = {
                "nonce": nonce,
                "username": name,
                "password": password,
                "admin": admin,
                "displayname": displayname or name,
                "mac": hmac.new(self._secret.encode(), proven, hashlib.sha1).hexdigest(),
            }
            async with session.post(address, json=told) as answer:
                made = await answer.json()
        return Registered(made["user_id"], made["device_id"], made["access_token"])

    async def _answering(self) -> None:
        """Return when it answers; raise FatalError if it ended."""
        async with aiohttp.ClientSession() as session:
            while not await _answers(session, self.url):
                if self._process is None or self._process.poll() is not None:
                    raise self._failed()
                await asyncio.sleep(LOOK_AGAIN_AFTER_S)

    def _failed(self) -> FatalError:
        said = self._log.read_text(errors="replace")[-3000:]
        return FatalError(f"De Matrix-server voor de demo start niet. Wat hij zei ({self._log}):\n{said}")

    @property
    def _log(self) -> Path:
        return self._folder / "homeserver.log"

    def _spawned(self, python: Path, config: Path) -> subprocess.Popen[bytes]:
        with self._log.open("wb") as log:
            return _run([str(python), "-c", _RUN, "-c", str(config)], self._folder, log)

    def _configured(self) -> Path:
        """Write its config, with new secrets; only the key it signs events with stays."""
        self._folder.mkdir(parents=True, exist_ok=True)
        key = self._folder / "signing.key"
        if not key.exists():
            _write_secret(key, f"ed25519 a_own {b64encode(secrets.token_bytes(32)).decode().rstrip('=')}\n")
        self._secret = secrets.token_urlsafe()
        config = self._folder / "homeserver.yaml"
        _write_secret(config, json.dumps(self._settings(key), indent=2))  # JSON is YAML too
        return config

    def _settings(self, key: Path) -> dict[str, Any]:
        folder = self._folder
        listener = {
            "port": self.port,
            "type": "http",
            "tls": False,
            "bind_addresses": ["127.0.0.1"],
            "resources": [{"names": ["client"], "compress": False}],
        }
        return {
            "server_name": self.server_name,
            "public_baseurl": f"{self.url}/",
            "listeners": [listener],
            "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
            "media_store_path": str(folder / "media"),
            "signing_key_path": str(key),
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": secrets.token_urlsafe(),
            "form_secret": secrets.token_urlsafe(),
            "bcrypt_rounds": 4,
            "report_stats": False,
            "presence": {"enabled": False},
            # It talks to no other server.
            "federation_domain_whitelist": [],
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            # Else a client that restarts with the same question gets the answer of minutes ago.
            "caches": {"sync_response_cache_duration": "0s"},
            **({} if self._limited else _NO_LIMITS),
            **(_FLEETING if self._fleeting else {}),
        }


def _run(command: list[str], folder: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C is for the demo, which then stops it in good order.
    return subprocess.Popen(  # noqa: S603 - our own words, and no shell
        command, cwd=folder, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )


def synapse_python() -> Path:
    """Return the Python that has Synapse; raise FatalError if there is none."""
    told = os.environ.get("SYNAPSE_PYTHON")
    python = Path(told) if told else PROJECT / ".venv-synapse" / "bin" / "python"
    if not python.exists():
        raise FatalError(
            f"Synapse, de Matrix-server, staat niet klaar: {python} bestaat niet. "
            "Maak hem met `make synapse`, of zet SYNAPSE_PYTHON op een Python die Synapse heeft."
        )
    return python.absolute()


def _write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    path.touch(mode=0o600)
    path.write_text(text)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/_matrix/client/versions") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False
