"""Whether somebody's device is signed by its owner, as a strict client finds out."""

import json
from dataclasses import dataclass

from vodozemac import Ed25519PublicKey, Ed25519Signature, SignatureException

from tests.matrix.http import Content


@dataclass(frozen=True)
class Device:
    """Somebody's device, and whether its owner signed it."""

    device_id: str
    curve: str
    ed: str
    signed: bool


def described(told: Content, user: str, device: Content) -> Device:
    """Return a device; signed, where the chain from the owner's master key holds."""
    name = device["device_id"]
    ed = device["keys"][f"ed25519:{name}"]
    assert holds(device, user, name, ed)
    signed = False
    if user in told.get("master_keys", {}):
        master, own = told["master_keys"][user], told["self_signing_keys"][user]
        signed = holds(own, user, _only(master), _only(master)) and holds(device, user, _only(own), _only(own))
    return Device(name, device["keys"][f"curve25519:{name}"], ed, signed)


def _only(key: Content) -> str:
    (value,) = key["keys"].values()
    return str(value)


def holds(told: Content, user: str, name: str, public: str) -> bool:
    """Return whether a key of somebody signed this."""
    signature = told.get("signatures", {}).get(user, {}).get(f"ed25519:{name}")
    if signature is None:
        return False
    try:
        Ed25519PublicKey.from_base64(public).verify_signature(canonical(told), Ed25519Signature.from_base64(signature))
    except SignatureException:
        return False
    return True


def canonical(told: Content) -> bytes:
    """Return what is signed of something."""
    bare = {name: value for name, value in told.items() if name not in {"signatures", "unsigned"}}
    return json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
