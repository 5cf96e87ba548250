"""The one place that talks to the homeserver: every answer is checked here, and becomes a value or an error.

nio returns errors instead of raising them, and lets those of aiohttp through; it does retry, but without an end
and without waiting as long as it is asked to. So its own retries are off.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
from nio import (
    AsyncClientConfig,
    ErrorResponse,
    Response,
    RoomMessagesResponse,
)
from nio import SyncResponse as SyncResponse  # noqa: PLC0414 - what `sync` returns
from nio.exceptions import EncryptionError, LocalProtocolError, ProtocolError

from bot.api.errors import FatalError, Gone, PlatformError, Refused, RetryLater
from bot.platforms.matrix import checks
from bot.platforms.matrix.account import Account
from bot.platforms.matrix.encryption import Encryption, KeyClient, KeyStore
from bot.platforms.matrix.marks import MARK, mark_of
from bot.platforms.matrix.markup import KEY
from bot.platforms.matrix.paths import room_path
from bot.platforms.matrix.signing import PasswordNeeded

LONG_POLL_MS = 30_000
REQUEST_S = 30.0
SYNC_S = 300.0
"""How long a homeserver may take for a sync; the first one, with the state of every room, is its heaviest work."""

PAGE = 100
PATIENCE_S = 5.0
"""How long to wait where the server asks for patience without saying how much."""
LONGEST_S = 3600.0

FILTER: Mapping[str, Any] = {
    "presence": {"types": []},
    "account_data": {"types": []},
    "room": {
        "account_data": {"types": []},
        "ephemeral": {"types": []},
        "state": {"lazy_load_members": True},
        "timeline": {"limit": PAGE, "lazy_load_members": True},
    },
}
"""Only what the bot reads; parsing is what a sync costs."""

_INVITATIONS_ALONE: Mapping[str, Any] = {
    "presence": {"types": []},
    "account_data": {"types": []},
    "room": {"rooms": ["!none:invalid"]},
}
"""No room that the bot is in; the filter says nothing of those it is invited to."""

SIGNED_OUT = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED")
_GONE = ("M_NOT_FOUND",)
_FORBIDDEN = ("M_FORBIDDEN", "M_BAD_STATE")
_REFUSED = ("M_FORBIDDEN", "M_TOO_LARGE", "M_GUEST_ACCESS_FORBIDDEN", "M_USER_SUSPENDED", "M_UNSUPPORTED_ROOM_VERSION")


class SignedOutError(FatalError):
    """The homeserver does not know the bot's session any more."""

    def __init__(self) -> None:
        super().__init__(
            "De homeserver kent de aanmelding van de bot niet meer (het token is ingetrokken). "
            "Meld de bot opnieuw aan: watals init"
        )


class Forbidden(Refused):
    """The homeserver does not let the bot do this, as things are now."""


class MatrixError(PlatformError):
    """Anything else the homeserver says; `code` is its own word for it."""

    def __init__(self, words: str, code: str | None) -> None:
        super().__init__(words)
        self.code = code


class StaleTokenError(PlatformError):
    """The homeserver does not know the place in its history from which it was to go on."""


class Client:
    """A signed-in account on a homeserver. Every method raises PlatformError when it fails."""

    def __init__(self, account: Account, folder: Path) -> None:
        """Open the account's keys, which are kept in `folder`; nothing is sent yet."""
        checks.keep()
        config = AsyncClientConfig(
            max_limit_exceeded=0,
            max_timeouts=0,
            request_timeout=REQUEST_S,
            encryption_enabled=True,
            store=KeyStore,
            store_sync_tokens=False,
            pickle_key=account.pickle_key,
        )
        self.account = account
        self.nio = KeyClient(account.homeserver, account.user_id, store_path=str(folder), config=config)
        self.nio.mark = partial(mark_of, account.signing)
        self.nio.restore_login(account.user_id, account.device_id, account.access_token)
        self._encryption = Encryption(self.nio, self.call, self._asked)

    async def close(self) -> None:
        """Close the connections, and the file of keys, which nio leaves open."""
        await self.nio.close()
        self.nio.store.database.close()

    async def sync(self, since: str | None, *, full_state: bool, within_s: float | None = None) -> SyncResponse:
        """Return what is new after `since`, waiting for it; the first time at once, with the state of every room.

        `within_s` is how long it waits at most.
        Raises StaleTokenError where the homeserver does not know `since`, SignedOutError where it does not know us.
        """
        wait = 0 if full_state else LONG_POLL_MS if within_s is None else round(within_s * 1000)
        self.nio.next_batch = ""  # else nio would leave out what it was given before, also what it only half took in
        async with _errors(), asyncio.timeout(SYNC_S):
            response = await self.nio.sync(wait, dict(FILTER), since, full_state or None)
        if isinstance(response, SyncResponse):
            self._encryption.take_in(response)
            return response
        if response.status_code in SIGNED_OUT:
            raise SignedOutError
        if since is not None and response.transport_response is not None and response.transport_response.status == 400:
            raise StaleTokenError(str(response))
        raise _failure(response)

    async def invited(self) -> dict[str, Sequence[Mapping[str, Any]]]:
        """Return the state that came with each invitation that is open: a sync tells of each only once."""
        query = urlencode({"timeout": 0, "filter": json.dumps(_INVITATIONS_ALONE)})
        rooms = (await self.call("GET", f"/_matrix/client/v3/sync?{query}")).get("rooms", {})
        return {room_id: told["invite_state"]["events"] for room_id, told in rooms.get("invite", {}).items()}

    async def exchange_keys(self) -> None:
        """Do what encryption asks for between two syncs."""
        await self._encryption.exchange()

    async def send(self, room_id: str, event_type: str, content: Mapping[str, Any], key: str) -> str:
        """Send an event, encrypted where the room is; the same key gives the same event. Return its id."""
        if room_id not in self.nio.rooms:  # so it may be encrypted
            raise RetryLater(PATIENCE_S)
        if self.is_encrypted(room_id):
            await self._encryption.prepare(room_id)
        response = await self._asked(
            self.nio.room_send(
                room_id, event_type, dict(content), tx_id=transaction(key), ignore_unverified_devices=True
            )
        )
        return str(response.event_id)

    async def react(self, room_id: str, event_id: str, emoji: str, key: str) -> None:
        """Put the bot's own reaction on an event; again is no error."""
        relation = {"rel_type": "m.annotation", "event_id": event_id, "key": emoji}
        path = room_path(room_id, "send", "m.reaction", transaction(key))
        try:
            await self.call("PUT", path, {"m.relates_to": relation})
        except MatrixError as error:
            if error.code != "M_DUPLICATE_ANNOTATION":
                raise

    async def redact(self, room_id: str, event_id: str) -> None:
        """Take an event away; again is no error."""
        await self.call("PUT", room_path(room_id, "redact", event_id, transaction(f"redact:{event_id}")), {})

    async def page_back(self, room_id: str, start: str | None, end: str | None) -> RoomMessagesResponse:
        """Return a page of a room's history, newest first; it goes on at the answer's `end`."""
        response = await self._asked(self.nio.room_messages(room_id, start or "", end, limit=PAGE))
        assert isinstance(response, RoomMessagesResponse)  # noqa: S101 - what is no error
        return response

    async def event(self, room_id: str, event_id: str) -> Mapping[str, Any]:
        """Return an event as it was sent, decrypted where that can be; raise Gone where there is none."""
        return self.read(room_id, await self.call("GET", room_path(room_id, "event", event_id)))

    def read(self, room_id: str, event: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a message decrypted, or the event as it is where that cannot be."""
        return self._encryption.read(room_id, event)

    def is_sent_under(self, key: str, room_id: str, event: Mapping[str, Any]) -> bool:
        """Whether an event of the bot was sent under a key, also before it was the device that it is now."""
        marked = event.get("content", {}).get(MARK) == self.nio.mark(key)
        return bool(marked or self.read(room_id, event).get("content", {}).get(KEY) == key)

    def name_of(self, room_id: str, user_id: str) -> str | None:
        """Return what somebody is called in a room, as far as the homeserver has told it."""
        room = self.nio.rooms.get(room_id)
        return None if room is None else room.user_name(user_id)

    def lacks_key(self, room_id: str, event: Mapping[str, Any]) -> bool:
        """Whether an event is encrypted, and the key with which it would be read is not there."""
        return self._encryption.lacks_key(room_id, event)

    def is_encrypted(self, room_id: str) -> bool:
        """Whether a room is encrypted."""
        room = self.nio.rooms.get(room_id)
        return room is not None and room.encrypted

    async def upload(self, data: bytes, media_type: str, name: str | None) -> str:
        """Keep a file on the homeserver; return its address (mxc)."""
        query = f"?{urlencode({'filename': name})}" if name else ""
        answer = await self.call("POST", f"/_matrix/media/v3/upload{query}", data, media_type=media_type)
        return str(answer["content_uri"])

    async def call(
        self, method: str, path: str, body: Mapping[str, Any] | bytes | None = None, *, media_type: str | None = None
    ) -> Any:
        """Make a request that nio has no good call for; return the answer's JSON.

        Raises PasswordNeeded where the homeserver does this only with the account's password.
        """
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body)
        headers = {
            "Authorization": f"Bearer {self.account.access_token}",
            "Content-Type": media_type or "application/json",
        }
        async with _errors():
            response = await self.nio.send(method, path, data, headers)
            answer = await response.json(content_type=None)
        if response.status == 401 and isinstance(answer, dict) and "flows" in answer:
            raise PasswordNeeded(answer.get("session"))
        if response.status >= 400 or not isinstance(answer, dict):
            failed = ErrorResponse.from_dict(answer)
            failed.transport_response = response
            raise _failure(failed)
        return answer

    async def _asked(self, asked: Awaitable[Response]) -> Response:
        """Wait for what nio was asked to do and return its answer."""
        async with _errors():
            response = await asked
        if isinstance(response, ErrorResponse):
            raise _failure(response)
        return response

    async def pages(self, path: str, chunk: str = "chunk") -> AsyncIterator[list[dict[str, Any]]]:
        """Yield what a request returns in pages."""
        after = ""
        while True:
            answer = await self.call(
                "GET", f"{path}?{urlencode({'limit': PAGE, **({'from': after} if after else {})})}"
            )
            if not isinstance(answer.get(chunk), list):
                raise PlatformError(f"{path}: an answer without {chunk!r}")
            yield answer[chunk]
            after = answer.get("next_batch", "")
            if not after:
                return


def transaction(key: str) -> str:
    """Return the transaction id for a key: the homeserver takes one and the same only once."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


@asynccontextmanager
async def _errors() -> AsyncIterator[None]:
    """Turn everything that can go wrong below into errors of the api."""
    try:
        yield
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:  # ValueError: it is no JSON, or no text
        raise PlatformError(f"{type(error).__name__}: {error}") from error
    except LocalProtocolError as error:
        raise RetryLater(PATIENCE_S) from error
    except (EncryptionError, ProtocolError) as error:
        raise PlatformError(f"encryption: {error}") from error


def _failure(response: ErrorResponse) -> PlatformError:
    """Return the error that an answer of the homeserver means."""
    transport = response.transport_response
    status = None if transport is None else transport.status
    if status == 429 or response.status_code == "M_LIMIT_EXCEEDED":
        return RetryLater(_patience(response))
    words = f"{status}: {response}"
    if response.status_code in _FORBIDDEN:
        return Forbidden(words)
    if response.status_code in _GONE and status == 404:
        return Gone(words)
    if response.status_code in _REFUSED:
        return Refused(words)
    return MatrixError(words, response.status_code)


def _patience(response: ErrorResponse) -> float:
    """Return how many seconds the homeserver asks to wait; newer ones say so in a header only."""
    asked = response.retry_after_ms
    if isinstance(asked, int | float) and asked > 0:
        return min(asked / 1000, LONGEST_S)
    transport = response.transport_response
    header = "" if transport is None else transport.headers.get("Retry-After", "")
    return min(float(header), LONGEST_S) if header.isdecimal() else PATIENCE_S
