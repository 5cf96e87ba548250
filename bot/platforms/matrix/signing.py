"""Cross-signing: keys of the account itself, which vouch for the device the bot runs on.

Clients may exclude devices that nobody vouches for (MSC4153): people there could not read the bot, nor it them. nio has
no cross-signing. The keys are made of seeds in the account file, so that they outlive a device.
"""

import base64
from collections.abc import Awaitable, Mapping
from enum import StrEnum
from typing import Any, Protocol, Self

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa
from msgspec import Struct
from nio.api import Api
from nio.crypto import Olm

from bot.api.errors import PlatformError, Refused
from bot.platforms.matrix.account import Account

Json = dict[str, Any]
_USAGES = ("master", "self_signing", "user_signing")
_KEYS = "/_matrix/client/v3/keys"


class Signing(StrEnum):
    """Whether clients can trust the bot's device.

    READY: all is signed. MISSING: the homeserver lacks the keys or a signature. FOREIGN: it has other keys for this
    account, which somebody made in another client. LOST: it knows the device by other keys than ours, so the store of
    the device is gone; signing in again makes a new device. Do not upload keys then: they would replace the device's,
    and people's clients refuse a device whose keys change.
    """

    READY = "ready"
    MISSING = "missing"
    FOREIGN = "foreign"
    LOST = "lost"


class PasswordNeeded(Refused):
    """The homeserver does this only with the account's password; `session` goes with it."""

    def __init__(self, session: str | None) -> None:
        super().__init__("the homeserver asks for the password")
        self.session = session


class Call(Protocol):
    """Makes a request as the account and returns the JSON of the answer.

    Raises PasswordNeeded for status 401 with `flows` in it, and PlatformError for whatever else fails.
    """

    def __call__(self, method: str, path: str, body: Mapping[str, Any], /) -> Awaitable[Json]:
        """Make the request."""


async def examine(call: Call, olm: Olm, account: Account) -> Signing:
    """Return how things stand, and change nothing; also before the keys of the device are uploaded."""
    return _Own.of(olm, account).judge(await _Known.of(call, account))


async def ensure_signed(call: Call, olm: Olm, account: Account, password: str | None = None) -> Signing:
    """Put the account's keys on the homeserver where it has none, sign what lacks a signature, and return the outcome.

    Other keys than ours are replaced only with the password, which some homeservers ask for the first time too. Raises
    PlatformError, also where the keys of the device have not been uploaded.
    """
    own = _Own.of(olm, account)
    known = await _Known.of(call, account)
    found = own.judge(known)
    if found is Signing.LOST or (found is Signing.FOREIGN and password is None):
        return found
    if not known.device:
        raise PlatformError("the homeserver does not have the device's keys yet")
    if known.public != own.public:
        if not await _publish(call, own.described(), account, password):
            return found
        known = await _Known.of(call, account)
    if lacking := own.lacking(known):
        answer = await call("POST", f"{_KEYS}/signatures/upload", {account.user_id: lacking})
        if answer.get("failures"):
            raise PlatformError("the homeserver does not take the signatures")
    return own.judge(await _Known.of(call, account)) if lacking else Signing.READY


class _Known(Struct, frozen=True):
    """What the homeserver has: public keys by usage, and the master key and the device as they were put; else empty."""

    public: Mapping[str, str]
    master: Json
    device: Json

    @classmethod
    async def of(cls, call: Call, account: Account) -> Self:
        answer = await call("POST", f"{_KEYS}/query", {"device_keys": {account.user_id: []}})
        described = {usage: answer.get(f"{usage}_keys", {}).get(account.user_id) for usage in _USAGES}
        public = {usage: next(iter(key["keys"].values())) for usage, key in described.items() if key}
        device = answer.get("device_keys", {}).get(account.user_id, {}).get(account.device_id)
        return cls(public, described["master"] or {}, device or {})


class _Own(Struct, frozen=True):
    """What we have: the account's keys, and those of the device (`olm`)."""

    account: Account
    olm: Olm
    private: Mapping[str, ECC.EccKey]
    public: Mapping[str, str]

    @classmethod
    def of(cls, olm: Olm, account: Account) -> Self:
        seeds = {usage: base64.b64decode(getattr(account.signing, usage)) for usage in _USAGES}
        private = {usage: ECC.construct(curve="Ed25519", seed=seed) for usage, seed in seeds.items()}
        public = {usage: _unpadded(key.public_key().export_key(format="raw")) for usage, key in private.items()}
        return cls(account, olm, private, public)

    def judge(self, known: _Known) -> Signing:
        """Return what the homeserver has, measured by what we have."""
        if known.device and not self._is_signed(known.device, self._signed_by_device(known.device)):
            return Signing.LOST
        if known.public and known.public != self.public:
            return Signing.FOREIGN
        whole = known.device and known.public and not self.lacking(known)
        return Signing.READY if whole else Signing.MISSING

    def lacking(self, known: _Known) -> Json:
        """Return what needs a signature, with it: the device one by the account, the master key one by the device."""
        return {
            name: signed
            for name, signed, there in (
                (self.account.device_id, self._signed("self_signing", known.device), known.device),
                (self.public["master"], self._signed_by_device(known.master), known.master),
            )
            if not self._is_signed(there, signed)
        }

    def described(self) -> Json:
        """Return the public keys as homeservers take them: signed by the master key, and that by the device."""
        keys = {
            usage: {"user_id": self.account.user_id, "usage": [usage], "keys": {f"ed25519:{public}": public}}
            for usage, public in self.public.items()
        }
        signed = {usage: self._signed("master", key) for usage, key in keys.items() if usage != "master"}
        signed["master"] = self._signed_by_device(keys["master"])
        return {f"{usage}_key": key for usage, key in signed.items()}

    def _is_signed(self, there: Json, signed: Json) -> bool:
        """Return whether what is there bears the signature that we would give it: a key gives no other."""
        signatures = there.get("signatures", {}).get(self.account.user_id, {})
        return bool(signed["signatures"][self.account.user_id].items() <= signatures.items())

    def _signed(self, usage: str, told: Json) -> Json:
        text = Api.to_canonical_json(_bare(told)).encode()
        signature = _unpadded(eddsa.new(self.private[usage], "rfc8032").sign(text))
        return self._with(told, self.public[usage], signature)

    def _signed_by_device(self, told: Json) -> Json:
        return self._with(told, self.account.device_id, self.olm.sign_json(_bare(told)))

    def _with(self, told: Json, by: str, signature: str) -> Json:
        return {**_bare(told), "signatures": {self.account.user_id: {f"ed25519:{by}": signature}}}


async def _publish(call: Call, keys: Json, account: Account, password: str | None) -> bool:
    """Put the keys on the homeserver; return False where it wants a password that we do not have."""
    path = f"{_KEYS}/device_signing/upload"
    try:
        await call("POST", path, keys)
    except PasswordNeeded as asked:
        if password is None:
            return False
        proof = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": account.user_id},
            "password": password,
            "session": asked.session,
        }
    else:
        return True
    try:
        await call("POST", path, {**keys, "auth": proof})
    except PasswordNeeded:
        return False
    return True


def _bare(told: Json) -> Json:
    return {name: value for name, value in told.items() if name not in {"signatures", "unsigned"}}


def _unpadded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
