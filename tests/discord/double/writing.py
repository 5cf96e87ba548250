"""Making messages of what is sent, and changing them: by the rules that hold wherever a message comes from."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.discord.double import components
from tests.discord.double.echo import given_back
from tests.discord.double.errors import DiscordError, invalid
from tests.discord.double.state import COMPONENTS_V2, EPHEMERAL, LOADING, Attachment, Channel, Json, Message

if TYPE_CHECKING:
    from tests.discord.double.double import Double

SETTABLE = COMPONENTS_V2 | EPHEMERAL | 1 << 2 | 1 << 12
"""Flags that a bot may set: besides these, no embeds, and no notification."""

NONCE_WINDOW = timedelta(minutes=5)
_USER = re.compile(r"<@!?(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


def check(body: Json, files: Sequence[Attachment], flags: int) -> None:
    """Refuse a body that Discord refuses."""
    v2 = bool(flags & COMPONENTS_V2)
    if len(body.get("content") or "") > 2000:
        raise invalid("content", "Must be 2000 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    if v2 and (body.get("content") or body.get("embeds")):
        message = "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        raise invalid("content", message, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2")
    if (body.get("flags") or 0) & ~SETTABLE:
        raise invalid("flags", "This flag cannot be set", "BITFIELD_INVALID")
    if len(str(body.get("nonce") or "")) > 25:
        raise invalid("nonce", "Must be 25 or fewer in length.", "NONCE_TYPE_INVALID")
    if len(files) > 10:
        raise invalid("attachments", "Must be 10 or fewer in length.")
    components.check_message(body.get("components") or (), v2=v2)


def new(
    double: "Double",
    channel: Channel,
    author_id: str,
    body: Json,
    files: Sequence[Attachment],
    *,
    message_id: str | None = None,
    **more: Any,
) -> Message:
    """Make a message of a body, and tell of it."""
    flags = body.get("flags") or 0
    check(body, files, flags)
    given = [key for key in ("content", "components", "embeds") if body.get(key)]
    if not given and (not files or flags & COMPONENTS_V2):
        raise DiscordError(400, 50006, "Cannot send an empty message")
    if channel.archived and channel.locked:
        raise DiscordError(400, 50083, "Thread is archived")
    channel.archived = False
    message = Message(
        message_id or double.state.clock.new_id(),
        channel.id,
        author_id,
        content=(body.get("content") or "").strip(),
        embeds=body.get("embeds") or [],
        components=given_back(body.get("components") or (), files, channel.id),
        attachments=list(files),
        flags=flags,
        nonce=body.get("nonce"),
        reply_to=(body.get("message_reference") or {}).get("message_id"),
        pings=_pings(double, body),
        **more,
    )
    double.state.messages[message.id] = message
    double.events.about_message("MESSAGE_CREATE", message)
    return message


def change(double: "Double", message: Message, body: Json, files: Sequence[Attachment]) -> None:
    """Change a message, and tell of it."""
    flags = message.flags & ~LOADING
    if "flags" in body and body["flags"] is not None:
        if message.is_v2 and not body["flags"] & COMPONENTS_V2:
            raise invalid(
                "flags", "The components v2 flag cannot be removed", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG"
            )
        flags |= body["flags"]
    check(body, files, flags)
    kept = list(message.attachments)
    if body.get("attachments") is not None:
        ids = {str(told["id"]) for told in body["attachments"]}
        kept = [one for one in kept if one.id in ids]
    attachments = [*kept, *files]
    if body.get("components") is not None:
        message.components = given_back(body["components"], attachments, message.channel_id)
    message.attachments = attachments
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = body["embeds"] or []
    message.flags = flags
    message.edited_at = double.state.clock.now
    message.edits += 1
    if not (message.content or message.embeds or message.components or message.attachments):
        raise DiscordError(400, 50006, "Cannot send an empty message")
    double.events.about_message("MESSAGE_UPDATE", message)


def twin(double: "Double", channel: Channel, author_id: str, body: Json) -> Message | None:
    """Return the message that was sent with this nonce lately, where that is to be enforced."""
    if not body.get("enforce_nonce") or body.get("nonce") is None:
        return None
    for one in double.state.in_channel(channel.id):
        if one.author_id == author_id and one.nonce == body["nonce"] and double.state.clock.age(one.id) < NONCE_WINDOW:
            return one
    return None


def _pings(double: "Double", body: Json) -> list[str]:
    """Return whom a message calls: who is named in it, as far as it lets itself call them."""
    said = "\n".join([body.get("content") or "", *components.texts(body.get("components") or ())])
    allowed = body.get("allowed_mentions")
    parse = ["users", "everyone"] if allowed is None else allowed.get("parse") or []
    picked = [] if allowed is None else [str(one) for one in allowed.get("users") or ()]
    named = [one for one in dict.fromkeys(_USER.findall(said)) if "users" in parse or one in picked]
    pings = [one for one in named if one in double.state.users]
    return pings + (["everyone"] if "everyone" in parse and _EVERYONE.search(said) else [])
