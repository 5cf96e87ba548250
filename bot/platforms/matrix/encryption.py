"""What encryption asks for between syncs, and before something is said: each step is checked, and made again.

nio does all this too, but lets go of what fails. People then cannot read what was said, and nobody hears of it.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, Protocol, TypeVar
from urllib.parse import quote
from uuid import uuid4

import structlog
from nio import (
    AsyncClient,
    Event,
    KeysClaimResponse,
    KeysQueryResponse,
    KeysUploadResponse,
    MatrixRoom,
    MegolmEvent,
    OlmEvent,
    Response,
    RoomMessagesResponse,
    SyncResponse,
    ToDeviceEvent,
)
from nio.crypto import Olm
from nio.store import DefaultStore

from bot.api.errors import PlatformError
from bot.platforms.matrix.marks import MARK
from bot.platforms.matrix.markup import KEY

Raw = Mapping[str, Any]
T = TypeVar("T")
Ask = Callable[[Awaitable[Any]], Awaitable[Any]]
"""Waits for what nio was asked to do and returns its answer; raises PlatformError where it failed."""

_KEYS = "/_matrix/client/v3/keys"
_PRESENT = ("join", "invite")
_log = structlog.get_logger(__name__)
logging.getLogger("nio").setLevel(logging.CRITICAL)  # it logs what people said, and keys, where it finds them malformed


class Call(Protocol):
    """Makes a request and returns the JSON of the answer; raises PlatformError."""

    def __call__(self, method: str, path: str, body: Mapping[str, Any] | None = None, /) -> Awaitable[Any]:
        """Make the request."""


class KeyClient(AsyncClient):  # type: ignore[misc]  # nio tells no types
    """nio's client, which nothing encrypted that somebody sends can stop or mislead.

    What it encrypts, it marks with `mark`, by the key that it is sent under.
    """

    mark: Callable[[str], str]

    def encrypt(self, room_id: str, message_type: str, content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Encrypt a message, and mark it."""
        made, secret = super().encrypt(room_id, message_type, content)
        return made, {**secret, MARK: self.mark(content[KEY])} if KEY in content else secret

    def _handle_decrypt_to_device(self, to_device_event: ToDeviceEvent) -> ToDeviceEvent | None:
        """Take in what a device sent to the bot's alone. The bot gives no keys on request, and verifies nobody.

        All of it is kept at once: what was opened half, by a bot that was killed, could not be opened again.
        """
        if not isinstance(to_device_event, OlmEvent):
            return None
        try:
            with self.store.database.atomic():
                return super()._handle_decrypt_to_device(to_device_event)
        except Exception as error:  # noqa: BLE001 - whatever anybody may send, the reading goes on
            _log.warning("matrix_key_not_read", sender=to_device_event.sender, error=type(error).__name__)
            return None

    def _handle_timeline_event(self, event: Event, room_id: str, *more: Any) -> None:
        """Follow the state of a room. What is encrypted stays so: see `Encryption.read`."""
        if not isinstance(event, MegolmEvent):
            super()._handle_timeline_event(event, room_id, *more)

    def _handle_messages_response(self, response: RoomMessagesResponse) -> None:
        """Leave what is encrypted as it is."""


class KeyStore(DefaultStore):  # type: ignore[misc]  # nio tells no types
    """Where nio keeps its keys, and which rooms are encrypted."""

    def save_encrypted_rooms(self, rooms: Collection[str]) -> None:
        """Keep rooms. nio asks for it at every sync, mostly for none; that takes it as long as reading ten events."""
        if rooms:
            super().save_encrypted_rooms(rooms)


class Encryption:
    """Keeps others supplied with the bot's keys, and gives the key of what it says to who may read it.

    Every device of somebody in a room gets that key, whether its owner signed it or not: many people never do that, and
    would see nothing of what the bot says.
    """

    def __init__(self, nio: AsyncClient, call: Call, ask: Ask) -> None:
        self._nio = nio
        self._call = call
        self._ask = ask
        self._preparing: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._unanswered: set[str] = set()

    @property
    def _olm(self) -> Olm:
        assert self._nio.olm is not None  # noqa: S101 - a client has keys
        return self._nio.olm

    def take_in(self, told: SyncResponse) -> None:
        """Take in what nio overlooks: that all one-time keys are used up, and that people came unseen."""
        left = told.device_key_count.signed_curve25519
        if left is not None:
            self._olm.uploaded_key_count = left
        for room_id, news in told.rooms.join.items():
            if news.timeline.limited and room_id in self._nio.rooms:
                self._nio.rooms[room_id].members_synced = False

    def lacks_key(self, room_id: str, event: Raw) -> bool:
        """Whether an event is encrypted, and the key with which it would be read is not there."""
        match event:
            case {"type": "m.room.encrypted", "content": {"sender_key": str(sender), "session_id": str(session)}}:
                return self._olm.inbound_group_store.get(room_id, sender, session) is None
            case _:
                return False

    def read(self, room_id: str, event: Raw) -> Raw:
        """Return a message decrypted, or the event as it is where that cannot be.

        Only a message can be encrypted, and nothing but what it says is taken out of it: what else may be in there,
        like a state key, its sender could have made up.
        """
        if event.get("type") != "m.room.encrypted":
            return event
        try:
            parsed = Event.parse_event(dict(event))
            found = self._olm.decrypt_megolm_event(parsed, room_id).source if isinstance(parsed, MegolmEvent) else {}
        except Exception as error:  # noqa: BLE001 - whatever anybody may send, the reading goes on
            _log.info("matrix_message_not_decrypted", event_id=event.get("event_id"), error=type(error).__name__)
            return event
        if found.get("type") != "m.room.message" or not isinstance(found.get("content"), dict):
            return event
        return {**event, "type": "m.room.message", "content": found["content"]}

    async def exchange(self) -> None:
        """Do what is asked for between two syncs. What fails keeps nothing else from being done, and is then raised."""
        failed: PlatformError | None = None
        for step in (self._supply, self._query, self._mend, self._tell):
            try:
                await step()
            except PlatformError as error:
                failed = failed or error
        if failed is not None:
            raise failed

    async def prepare(self, room_id: str) -> None:
        """Give all who are in an encrypted room the key of what is said there next; raise PlatformError where not."""
        async with self._preparing[room_id]:
            room = self._nio.rooms[room_id]
            if not room.members_synced:
                await self._meet(room)
            if self._olm.users_for_key_query - self._unanswered:
                await self._query()
            if self._olm.should_share_group_session(room_id):
                await self._share(room)

    async def _supply(self) -> None:
        """Give the homeserver keys with which others can begin to talk with the bot's device.

        They are kept before: killed in between, the bot would make others of the same name, which nobody takes.
        """
        if not self._nio.should_upload_keys:
            return
        keys = self._olm.share_keys()
        self._olm.save_account()
        answer = await self._call("POST", f"{_KEYS}/upload", keys)
        counts = _part(answer, "one_time_key_counts", dict)
        self._olm.handle_response(KeysUploadResponse(0, _part(counts, "signed_curve25519", int)))

    async def _query(self) -> None:
        """Learn of people's devices. Servers that do not answer are asked again between syncs, not at every message."""
        asked = set(self._olm.users_for_key_query)
        if not asked:
            return
        answer = await self._call("POST", f"{_KEYS}/query", {"device_keys": {user: [] for user in asked}})
        for user, devices in _part(answer, "device_keys", dict).items():
            await self._take(user, KeysQueryResponse({user: devices}, {}))
        self._unanswered = asked & self._olm.users_for_key_query

    async def _mend(self) -> None:
        """Begin anew with devices whose messages cannot be opened any more."""
        if self._nio.should_claim_keys:
            await self._claim(self._nio.get_users_for_key_claiming())

    async def _claim(self, wanted: Mapping[str, list[str]]) -> None:
        """Begin to talk with devices. One whose keys are no good is left out, and keeps nobody else from reading."""
        asked = {user: dict.fromkeys(devices, "signed_curve25519") for user, devices in wanted.items()}
        answer = await self._call("POST", f"{_KEYS}/claim", {"one_time_keys": asked})
        for user, devices in _part(answer, "one_time_keys", dict).items():
            for device, key in devices.items():
                await self._take(user, KeysClaimResponse({user: {device: key}}, {}))

    async def _take(self, user: str, told: Response) -> None:
        """Let nio take in what somebody's device told of its keys, whatever that is."""
        try:
            await self._nio.receive_response(told)
        except Exception as error:  # noqa: BLE001 - whatever anybody may tell, others are not kept from reading
            _log.warning("matrix_keys_not_taken", user=user, error=type(error).__name__)

    async def _tell(self) -> None:
        for message in list(self._nio.outgoing_to_device_messages):
            await self._ask(self._nio.to_device(message))

    async def _meet(self, room: MatrixRoom) -> None:
        """Learn who is in a room, or invited: nio hears of people only once they say something."""
        path = f"/_matrix/client/v3/rooms/{quote(room.room_id, safe='')}/members?not_membership=leave"
        told = await self._call("GET", path)
        present = {
            member["state_key"]: member["content"]
            for member in _part(told, "chunk", list)
            if member["content"].get("membership") in _PRESENT
        }
        if present.keys() != room.users.keys():
            self._nio.invalidate_outbound_session(room.room_id)
        for user_id in room.users.keys() - present.keys():
            room.remove_member(user_id)
        for user_id, content in present.items():
            room.add_member(user_id, content.get("displayname"), None, content["membership"] == "invite")
        room.members_synced = True
        self._olm.update_tracked_users(room)

    async def _share(self, room: MatrixRoom) -> None:
        """Give every device in a room the key, also those that come while it is given; then it may be used."""
        claimed: set[tuple[str, str]] = set()
        while messages := await self._round(room, claimed):
            for devices, message in messages:
                await self._call("PUT", f"/_matrix/client/v3/sendToDevice/m.room.encrypted/{uuid4().hex}", message)
                self._olm.outbound_group_sessions[room.room_id].users_shared_with.update(devices)
        self._olm.outbound_group_sessions[room.room_id].shared = True

    async def _round(self, room: MatrixRoom, claimed: set[tuple[str, str]]) -> list[tuple[set[tuple[str, str]], Any]]:
        """Return what is still to be sent, by the devices it is for. A device that has no key for us is left out."""
        missing = {
            user: wanted
            for user, devices in self._nio.get_missing_sessions(room.room_id).items()
            if (wanted := [device for device in devices if (user, device) not in claimed])
        }
        if missing:
            await self._claim(missing)
            claimed.update((user, device) for user, devices in missing.items() for device in devices)
        users = list(room.users)
        return list(self._olm.share_group_session_parallel(room.room_id, users, ignore_unverified_devices=True))


def _part(answer: Raw, name: str, kind: type[T]) -> T:
    """Return a part of an answer; raise PlatformError where it is not there."""
    found = answer.get(name)
    if not isinstance(found, kind):
        raise PlatformError(f"an answer without {name!r}")
    return found
