"""A message as Discord carries it: one container of text, lines, pictures and files (its "components, version 2").

In such a message Discord shows no previews of links, and text in it can be as long as 4,000 characters.
"""

import base64
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

import discord
from discord import ui

from bot.api.content import MESSAGE_LIMIT, Block, Content, Divider, File, Heading, Items
from bot.api.errors import Refused
from bot.api.fitting import fit, shortened
from bot.platforms.discord.writing.blocks import text_of
from bot.platforms.discord.writing.escaping import in_a_line, one_line

TEXT_LIMIT = 4000
COMPONENTS_LIMIT = 40
DESCRIPTION_LIMIT = 1024
NONCE_LIMIT = 25

_LEAST_MARKER = 1 << 30
"""Components that are given no id get one from Discord, counted from one."""

Part = str | Divider | File


def message_view(
    content: Content, *, marker: int | None = None, rows: Sequence[ui.ActionRow[ui.LayoutView]] = (), note: str = ""
) -> ui.LayoutView:
    """Return a message to send, with `rows` of buttons; its files go along apart, see `files`.

    `marker` is how the bot finds the message again; `note` stands small above the buttons. Raises Refused for a message
    that says nothing.
    """
    notes = [f"-# {in_a_line(note)}"] if note and rows else []
    room = COMPONENTS_LIMIT - 1 - len(notes) - sum(1 + len(row.children) for row in rows)
    parts = _fitting(content, room, TEXT_LIMIT - sum(map(len, notes)))
    if not parts:
        raise Refused("a message that says nothing")
    parts += notes
    named = iter(_names(content))
    container: ui.Container[ui.LayoutView] = ui.Container(*(_item(part, named) for part in parts), *rows, id=marker)
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()  # What is pressed comes back as an event: discord.py need not keep this to hear of it.
    return view


def files(content: Content) -> list[discord.File]:
    """Return the files of a message, to be sent along with it."""
    blocks = [block for block in content.blocks if isinstance(block, File)]
    return [
        discord.File(io.BytesIO(base64.b64decode(block.data)), name, description=_description(block))
        for block, name in zip(blocks, _names(content), strict=True)
    ]


def marker_of(key: str) -> int:
    """Return the id by which a message that was sent under a key is found."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4])
    return _LEAST_MARKER | number % _LEAST_MARKER


def nonce_of(key: str) -> str:
    """Return what Discord knows a message by for some minutes, so that sending it again gives the same one."""
    return hashlib.sha256(key.encode()).hexdigest()[:NONCE_LIMIT]


def _fitting(content: Content, room: int, letters: int) -> list[Part]:
    """Return the parts of a message, shortened until there are so many letters and, if it can be, parts in it."""
    lines = len(_parts(content, lines=True)) <= room
    parts = _parts(content, lines=lines)
    limit = MESSAGE_LIMIT
    while sum(len(part) for part in parts if isinstance(part, str)) > letters:
        parts = _parts(fit(content, limit), lines=lines)
        limit = limit * 9 // 10
    return parts


def _parts(content: Content, *, lines: bool) -> list[Part]:
    """Return what goes in a container; without `lines` a divider is text, and takes no room of its own."""
    parts: list[Part] = []
    for is_text, group in groupby(content.blocks, key=lambda block: _is_text(block, lines=lines)):
        blocks = list(group)
        if is_text:
            parts += [text] if (text := _text(blocks)) else []
            continue
        for block in blocks:
            match block:
                case File():
                    label = "" if _is_picture(block) else text_of(block)
                    parts += [label, block] if label else [block]
                case Divider() if parts and not isinstance(parts[-1], Divider):
                    parts.append(block)
    return parts[:-1] if parts and isinstance(parts[-1], Divider) else parts


def _is_text(block: Block, *, lines: bool) -> bool:
    return not isinstance(block, File) and not (lines and isinstance(block, Divider))


def _text(blocks: Iterable[Block]) -> str:
    """Return blocks that follow each other as one text."""
    told = [(block, text) for block in blocks if (text := text_of(block))]
    made = told[0][1] if told else ""
    for (before, _), (block, text) in pairwise(told):
        made += f"{_between(before, block)}{text}"
    return made


def _between(one: Block, other: Block) -> str:
    """Return a line break, or a blank line where Discord itself keeps no distance."""
    lists = isinstance(one, Items) and isinstance(other, Items) and not (one.ordered or other.ordered)
    return "\n" if lists or isinstance(one, Heading) or isinstance(other, Heading) else "\n\n"


def _item(part: Part, names: Iterable[str]) -> ui.Item[ui.LayoutView]:
    match part:
        case Divider():
            return ui.Separator()
        case File():
            media = f"attachment://{next(iter(names))}"
            if not _is_picture(part):
                return ui.File(media)
            return ui.MediaGallery(discord.MediaGalleryItem(media, description=_description(part)))
        case _:
            return ui.TextDisplay(part)


def _names(content: Content) -> list[str]:
    """Return the names of a message's files, each another, in letters that Discord leaves as they are."""
    named = (block.name for block in content.blocks if isinstance(block, File))
    plain = [re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-.") or "bestand" for name in named]
    return [f"{number}-{name}" if name in plain[: number - 1] else name for number, name in enumerate(plain, 1)]


def _is_picture(file: File) -> bool:
    return file.media_type.startswith("image/")


def _description(file: File) -> str | None:
    return shortened(one_line(file.label), DESCRIPTION_LIMIT) or None
