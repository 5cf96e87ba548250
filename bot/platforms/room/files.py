"""The files in a message: fetched by an address of their own, so that the timeline's frames stay small."""

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from bot.platforms.room.model import Message

PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
"""What a page may show by itself. Anything else (an SVG can hold a script) is only kept."""

_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; ?charset=[a-z0-9-]+)?", re.IGNORECASE)


class Found(Struct, frozen=True):
    """A file as it is handed out."""

    data: bytes
    headers: Mapping[str, str]


def without_data(message_id: str, content: Mapping[str, Any], first: int = 0) -> Mapping[str, Any]:
    """Return a message with each file's address in place of what is in it; its blocks are numbered from `first`."""
    blocks = [
        _addressed(message_id, at, block) if block["kind"] == "file" else block
        for at, block in enumerate(content["blocks"], first)
    ]
    return {"blocks": blocks}


def find(message: Message, at: int, name: str) -> Found | None:
    """Return the file that is a block of a message (or of the card it previews), if that is what it is called."""
    blocks = list(message.content["blocks"])
    if message.preview is not None:
        blocks += message.preview["content"]["blocks"]
    block = blocks[at] if at < len(blocks) else {}
    if block.get("kind") != "file" or block["name"] != name:
        return None
    media_type = block["media_type"]
    known = _MEDIA_TYPE.fullmatch(media_type) is not None
    kept = "inline" if media_type in PICTURES else "attachment"
    headers = {
        "Content-Type": media_type if known else "application/octet-stream",
        "Content-Disposition": f"{kept}; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return Found(base64.b64decode(block["data"]), headers)


def _addressed(message_id: str, at: int, block: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": "file",
        "name": block["name"],
        "label": block["label"],
        "picture": block["media_type"] in PICTURES,
        "href": f"/file/{message_id}/{at}/{quote(block['name'], safe='')}",
    }
