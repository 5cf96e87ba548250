"""A message as one reads it on Discord: its markdown shown, in the plain text that the contract suite knows."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import zip_longest

from tests.discord.double import components as kinds
from tests.discord.double.clock import moment_of
from tests.discord.double.state import Json, Message

_UNSEEN = re.compile("[\u2060\u200b\u200c]")
_HEADING = re.compile(r"^#{1,3} +(?P<text>.+)$", re.MULTILINE)
_SMALL = re.compile(r"^-# +", re.MULTILINE)
_BULLET = re.compile(r"^(?P<indent> *)[-*] +", re.MULTILINE)
_AFTER_BULLET = re.compile(r"^ +(?=\S)", re.MULTILINE)
_INSIDE = r"(?:\\.|[^\\])+?"
_INLINE = re.compile(
    r"\\(?P<sign>[^\w\s]|_)"
    r"|<(?P<command>/[^<>:]+):\d+>"
    r"|`(?P<code>[^`\n]+)`"
    rf"|\[(?P<label>(?:\\.|[^\]\\])+)\]\(<?(?P<href>https?://[^)>\s]+)>?\)"
    r"|<(?P<address>https?://[^>\s]+)>"
    r"|<t:(?P<moment>-?\d+)(?::\w)?>"
    rf"|\*\*(?P<bold>{_INSIDE})\*\*(?!\*)"
    rf"|__(?P<under>{_INSIDE})__(?!_)"
    rf"|~~(?P<struck>{_INSIDE})~~"
    rf"|\|\|(?P<hidden>{_INSIDE})\|\|"
    rf"|\*(?P<leaning>{_INSIDE})\*"
    rf"|(?<!\w)_(?P<slanted>{_INSIDE})_(?!\w)",
    re.DOTALL,
)


def text_of(message: Message) -> str:
    """Return all that a message says, as one read it when it came or was last changed."""
    now = message.edited_at or moment_of(message.id)
    if not message.is_v2:
        return markdown(message.content, now)
    return "\n\n".join(_parts(message.components, now))


def markdown(text: str, now: datetime) -> str:
    """Return a text in Discord's markdown as one reads it at a moment."""
    shown = _HEADING.sub(r"\n\g<text>\n", text)
    shown = _BULLET.sub(r"\g<indent>• ", _SMALL.sub("", shown))
    shown = _AFTER_BULLET.sub("", shown)
    shown = _INLINE.sub(partial(_shown, now=now), shown)
    return re.sub(r"\n{3,}", "\n\n", _UNSEEN.sub("", shown)).strip()


def _parts(components: Sequence[Json], now: datetime) -> Iterable[str]:
    """Yield what is said; what stands small right above buttons is about those, and is no part of it."""
    for one, below in zip_longest(components, components[1:]):
        match one["type"]:
            case kinds.CONTAINER | kinds.SECTION:
                yield from _parts(one["components"], now)
            case kinds.TEXT if not (one["content"].startswith("-# ") and below and below["type"] == kinds.ROW):
                yield markdown(one["content"], now)
            case kinds.SEPARATOR:
                yield "———"
            case kinds.GALLERY:
                yield from (f"📎 {item['description'] or ''}" for item in one["items"])


def _shown(found: re.Match[str], now: datetime) -> str:
    kind = str(found.lastgroup)
    inner = found[kind]
    match kind:
        case "sign" | "code" | "address" | "command":
            return inner
        case "href":
            label = _INLINE.sub(partial(_shown, now=now), found["label"])
            return label if label == inner else f"{label} ({inner})"
        case "moment":
            return _how_far_off(datetime.fromtimestamp(int(inner), UTC) - now)
        case _:
            return _INLINE.sub(partial(_shown, now=now), inner)


def _how_far_off(time: timedelta) -> str:
    return f"over {time.days} dagen" if time.days >= 0 else f"{-time.days} dagen geleden"
