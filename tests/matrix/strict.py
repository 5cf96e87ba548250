"""A person whose client encrypts, and has to do only with devices that their owner signed."""

import base64
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from vodozemac import (
    Account,
    AnyOlmMessage,
    Curve25519PublicKey,
    GroupSession,
    InboundGroupSession,
    MegolmMessage,
    PreKeyMessage,
    Session,
    SessionKey,
)

from bot.demo.homeserver import Homeserver, Registered
from tests.matrix.http import Content
from tests.matrix.person import Person
from tests.matrix.signed import Device, canonical, described, holds
from tests.matrix.timeline import Event

MEGOLM = "m.megolm.v1.aes-sha2"
OLM = "m.olm.v1.curve25519-aes-sha2"
PASSWORD = "een heel geheim wachtwoord"
_NUMBERS = count(1)
ENCRYPTION = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": MEGOLM}}


@dataclass
class Sending:
    """What encrypts in a room, and who has its key."""

    session: GroupSession
    shared: set[tuple[str, str]]


class StrictPerson(Person):
    """Encrypts where a room is encrypted. Sends keys to signed devices alone, and reads what those sent alone."""

    def __init__(self, url: str, account: Registered, name: str = "") -> None:
        super().__init__(url, account, name)
        self.refused: list[str] = []
        """Devices that something came from, or could have gone to, and that nobody signed."""
        self._olm = Account()
        self._sessions: defaultdict[str, list[Session]] = defaultdict(list)
        self._sending: dict[str, Sending] = {}
        self._keys: dict[str, InboundGroupSession] = {}
        self.withheld: list[Content] | None = None
        """Where it is a list, keys wait in it instead of being sent."""

    async def __aenter__(self) -> "StrictPerson":
        await self.publish_keys()
        return self

    @property
    def curve(self) -> str:
        return str(self._olm.curve25519_key.to_base64())

    async def publish_keys(self, count: int = 20) -> None:
        """Make the device known, with keys to begin conversations with."""
        self._olm.generate_one_time_keys(count)
        name = self.device_id
        device = {
            "algorithms": [OLM, MEGOLM],
            "device_id": name,
            "user_id": self.user_id,
            "keys": {f"curve25519:{name}": self.curve, f"ed25519:{name}": self._olm.ed25519_key.to_base64()},
        }
        keys = {
            f"signed_curve25519:{number}": self._signed({"key": key.to_base64()})
            for number, key in self._olm.one_time_keys.items()
        }
        await self.call("POST", "/v3/keys/upload", {"device_keys": self._signed(device), "one_time_keys": keys})
        self._olm.mark_keys_as_published()

    # Looking

    async def call(
        self, method: str, path: str, content: Content | None = None, *, query: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        told = await super().call(method, path, content, query=query)
        if path == "/v3/sync":
            for event in told.get("to_device", {}).get("events", ()):
                await self._receive(event)
        return told

    async def look(self, timeout_ms: int = 0) -> None:
        await super().look(timeout_ms)
        for timeline in self.rooms.values():
            for event_id, event in timeline.events.items():
                if event["type"] == "m.room.encrypted":
                    timeline.events[event_id] = self._read(event)

    async def devices(self, *users: str) -> dict[str, list[Device]]:
        """Return people's devices, and whether their owners signed them."""
        told = await self.call("POST", "/v3/keys/query", {"device_keys": {user: [] for user in users}})
        return {
            user: [described(told, user, one) for one in told["device_keys"].get(user, {}).values()] for user in users
        }

    # Talking

    async def send_event(self, room: str, kind: str, content: Content) -> str:
        """Send an event, encrypted where the room is; a reaction never is."""
        if kind in {"m.reaction", "m.room.encrypted"} or self.state(room, "m.room.encryption") is None:
            return await super().send_event(room, kind, content)
        await self.share(room)
        return await self.send_encrypted(room, {"type": kind, "content": content, "room_id": room})

    async def send_encrypted(self, room: str, told: Content, secret: bytes | None = None) -> str:
        """Send what is told, or any bytes, encrypted with the key that was shared."""
        sending, content = self._sending[room], told.get("content", {})
        encrypted = {
            "algorithm": MEGOLM,
            "sender_key": self.curve,
            "device_id": self.device_id,
            "session_id": sending.session.session_id,
            "ciphertext": sending.session.encrypt(secret or json.dumps(told).encode()).to_base64(),
            **({"m.relates_to": content["m.relates_to"]} if "m.relates_to" in content else {}),
        }
        return await self.send_event(room, "m.room.encrypted", encrypted)

    async def share(self, room: str) -> None:
        """Give the key of what is said in a room to all signed devices there that do not have it."""
        sending = self._sending.get(room)
        if sending is None:
            session = GroupSession()
            sending = self._sending[room] = Sending(session, {(self.user_id, self.device_id)})
            self._keep(session.session_id, session.session_key)
        key = {
            "algorithm": MEGOLM,
            "room_id": room,
            "session_id": sending.session.session_id,
            "session_key": sending.session.session_key.to_base64(),
        }
        for user, devices in (await self.devices(*await self._members(room))).items():
            for device in devices:
                if (user, device.device_id) in sending.shared:
                    continue
                if not device.signed:
                    self.refused.append(device.device_id)
                    continue
                sending.shared.add((user, device.device_id))
                await self._tell(user, device, "m.room_key", key)

    async def release(self) -> None:
        """Send the keys that were withheld."""
        withheld, self.withheld = self.withheld, None
        for message in withheld or ():
            await self._send_to_device(message)

    def forget_key(self, room: str) -> None:
        """Use another key for what is said in a room from now on."""
        self._sending.pop(room, None)

    async def open_dm(self, user: str) -> str:
        """Begin an encrypted direct message with somebody, as clients do; return the room."""
        room = await self.create_room(direct=True, invite=[user], initial_state=[ENCRYPTION])
        await self._remember_dm(user, room)
        await self.look()
        return room

    # Devices

    async def _tell(self, user: str, device: Device, kind: str, content: Content) -> None:
        """Say something to a device alone."""
        session = await self._session_with(user, device)
        payload = {
            "sender": self.user_id,
            "sender_device": self.device_id,
            "keys": {"ed25519": self._olm.ed25519_key.to_base64()},
            "recipient": user,
            "recipient_keys": {"ed25519": device.ed},
            "type": kind,
            "content": content,
        }
        number, secret = session.encrypt(json.dumps(payload).encode()).to_parts()
        told = {
            "algorithm": OLM,
            "sender_key": self.curve,
            "ciphertext": {device.curve: {"type": number, "body": _unpadded(secret)}},
        }
        message = {"messages": {user: {device.device_id: told}}}
        if self.withheld is not None and kind == "m.room_key":
            self.withheld.append(message)
        else:
            await self._send_to_device(message)

    async def _send_to_device(self, message: Content) -> None:
        await self.call("PUT", f"/v3/sendToDevice/m.room.encrypted/{uuid4().hex}", message)

    async def _session_with(self, user: str, device: Device) -> Session:
        if not self._sessions[device.curve]:
            asked = {"one_time_keys": {user: {device.device_id: "signed_curve25519"}}}
            told = await self.call("POST", "/v3/keys/claim", asked)
            given = told["one_time_keys"].get(user, {}).get(device.device_id, {})
            if not given:
                raise AssertionError(f"{user} {device.device_id} has no key left to begin a conversation with")
            (key,) = given.values()
            assert holds(key, user, device.device_id, device.ed)
            their, one_time = (Curve25519PublicKey.from_base64(one) for one in (device.curve, key["key"]))
            self._sessions[device.curve].append(self._olm.create_outbound_session(their, one_time))
        return self._sessions[device.curve][-1]

    async def _receive(self, event: Event) -> None:
        """Take in what was said to this device alone, where the device it came from is signed."""
        content, sender = event["content"], event["sender"]
        if event["type"] != "m.room.encrypted" or self.curve not in content.get("ciphertext", {}):
            return
        payload = json.loads(self._opened(content["sender_key"], content["ciphertext"][self.curve]))
        (device,) = [one for one in (await self.devices(sender))[sender] if one.curve == content["sender_key"]]
        assert (payload["sender"], payload["recipient"]) == (sender, self.user_id)
        assert payload["keys"]["ed25519"] == device.ed
        if not device.signed:
            self.refused.append(device.device_id)
        elif payload["type"] == "m.room_key":
            told = payload["content"]
            self._keep(told["session_id"], SessionKey(told["session_key"]))

    def _opened(self, sender_key: str, secret: Content) -> bytes:
        if secret["type"] == 0:
            beginning = PreKeyMessage.from_base64(secret["body"])
            for session in self._sessions[sender_key]:
                if session.session_matches(beginning):
                    return bytes(session.decrypt(beginning.to_any()))
            session, said = self._olm.create_inbound_session(Curve25519PublicKey.from_base64(sender_key), beginning)
            self._sessions[sender_key].append(session)
            return bytes(said)
        message = AnyOlmMessage.from_parts(secret["type"], _padded(secret["body"]))
        for session in reversed(self._sessions[sender_key]):
            try:
                return bytes(session.decrypt(message))
            except ValueError:
                continue
        raise AssertionError(f"a message from {sender_key} that no session opens")

    def _keep(self, session_id: str, key: SessionKey) -> None:
        self._keys.setdefault(session_id, InboundGroupSession(key))

    def _read(self, event: Event) -> Event:
        """Return what an event says; itself where there is no key, or it says nothing."""
        content = event["content"]
        key = self._keys.get(content.get("session_id"))
        if key is None:
            return event
        try:
            said = json.loads(key.decrypt(MegolmMessage.from_base64(content["ciphertext"])).plaintext)
            relation = {"m.relates_to": content["m.relates_to"]} if "m.relates_to" in content else {}
            return event | {"type": said["type"], "content": said["content"] | relation}
        except (ValueError, KeyError, TypeError, RecursionError):
            return event

    async def _members(self, room: str) -> list[str]:
        told = await self.call("GET", f"/v3/rooms/{quote(room, safe='')}/members")
        return [one["state_key"] for one in told["chunk"] if one["content"]["membership"] in {"join", "invite"}]

    def _signed(self, told: Content) -> Content:
        signature = self._olm.sign(canonical(told)).to_base64()
        return {**told, "signatures": {self.user_id: {f"ed25519:{self.device_id}": signature}}}


async def arrive_strict(homeserver: Homeserver, name: str) -> StrictPerson:
    """Make an account that no earlier test has, for somebody with a strict client."""
    account = await homeserver.register(f"{name}-strict-{next(_NUMBERS)}", PASSWORD, displayname=name)
    return StrictPerson(homeserver.url, account, name)


async def on_another_device(person: StrictPerson) -> StrictPerson:
    """Sign somebody in on one more device."""
    who = {"type": "m.id.user", "user": person.user_id}
    login = {"type": "m.login.password", "identifier": who, "password": PASSWORD}
    told = await person.call("POST", "/v3/login", login)
    account = Registered(person.user_id, told["device_id"], told["access_token"])
    return StrictPerson(person.url, account, person.name)


def _unpadded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _padded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))
