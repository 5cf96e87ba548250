"""Marks on what the bot says encrypted: by them it knows under what key it said it, also where it cannot read it now.

A mark tells nobody else anything. It is made with what stays when the bot becomes a new device.
"""

import base64
import hmac

from bot.platforms.matrix.account import Seeds

MARK = "nl.watals.mark"


def mark_of(seeds: Seeds, key: str) -> str:
    """Return the mark on what is sent under a key."""
    return hmac.digest(base64.b64decode(seeds.master), f"{MARK}:{key}".encode(), "sha256").hex()
