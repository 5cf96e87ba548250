"""Files as Matrix carries them: kept by the homeserver, and an event that says where, what and how to read it."""

import base64
import io
from collections.abc import Awaitable, Callable
from typing import Any

from nio.crypto.attachments import encrypt_attachment

from bot.api.content import File
from bot.platforms.matrix.markup import harmless

Upload = Callable[[bytes, str, str | None], Awaitable[str]]
"""Keeps bytes of a media type, under a name if any, and returns their address (mxc). Raises PlatformError."""

PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}
"""What clients show by itself. Anything else (an SVG can hold a script) is only kept."""
_OPAQUE = "application/octet-stream"


async def attachment(upload: Upload, file: File, *, encrypted: bool) -> dict[str, Any]:
    """Give a file to the homeserver; return the content of the m.room.message event that shows it.

    For an encrypted room the homeserver gets neither what is in it nor its name or kind. The label is the caption, and
    to who cannot see a picture its text alternative. Raises what `upload` raises.
    """
    data = base64.b64decode(file.data)
    size = _size(data, file.media_type)
    name = harmless(file.name)
    told: dict[str, Any] = {
        "msgtype": "m.file" if size is None else "m.image",
        "body": harmless(file.label) or name,
        "filename": name,
        "info": {"mimetype": file.media_type, "size": len(data), **(size or {})},
        "m.mentions": {},
    }
    if not encrypted:
        return {**told, "url": await upload(data, file.media_type, name)}
    secret, keys = encrypt_attachment(data)
    return {**told, "file": {**keys, "url": await upload(secret, _OPAQUE, None)}}


def _size(data: bytes, media_type: str) -> dict[str, int] | None:
    """Return width and height in pixels; None for what is no picture that clients show."""
    if media_type not in PICTURES:
        return None
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - pictures are few

    try:
        with Image.open(io.BytesIO(data), formats=[PICTURES[media_type]]) as picture:
            return {"w": picture.width, "h": picture.height}
    except UnidentifiedImageError:
        return None
