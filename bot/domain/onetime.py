"""One-time codes: read off one screen, typed on another, kept only as a hash."""

import hashlib
import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No 0 and O, no 1 and I: whoever copies the code cannot take one for the other."""

LENGTH = 8
"""Eight of 32 characters are 40 bits; whoever has the hash alone needs scrypt once for every guess."""


def new_code() -> str:
    """Return a fresh code, as people read it: "ABCD-EFGH"."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{code[:4]}-{code[4:]}"


def hashed(code: str) -> str:
    """Return what may be kept of a code: its salt and its hash, in hexadecimal."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}:{_hash(code, salt).hex()}"


def matches(typed: str, kept: str) -> bool:
    """Whether this is the code that was kept; capitals, spaces and dashes do not matter."""
    salt, _, told = kept.partition(":")
    return secrets.compare_digest(_hash(typed, bytes.fromhex(salt)).hex(), told)


def _hash(code: str, salt: bytes) -> bytes:
    bare = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.scrypt(bare.encode(), salt=salt, n=2**14, r=8, p=1)
