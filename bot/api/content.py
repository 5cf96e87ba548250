"""What a message says, free of any platform: blocks that each platform shows as its people expect.

Text in blocks is data. A platform escapes it for its own markup; nothing in it can ping anyone.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

MESSAGE_LIMIT = 2000
"""Characters that fit in one message on every platform (Discord's limit, and so the room's)."""

LEAST_OF_A_BODY = 200
"""Characters of what somebody wrote that stay in a message, as long as something else can give way too."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `href` goes with the style "link"."""

    text: str
    style: Literal["plain", "strong", "emphasis", "code", "link"] = "plain"
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A title (level 1) or a heading within (level 2)."""

    text: str
    level: Literal[1, 2] = 1
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks in it are kept.

    `body` marks what somebody wrote at length: where a message is too long, that gives way first.
    """

    spans: tuple[Span, ...]
    body: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value with a small picture that says the same as the label."""

    icon: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values, one under the other."""

    rows: tuple[Fact, ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not."""

    items: tuple[tuple[Span, ...], ...]
    ordered: bool = False
    kind: Literal["list"] = "list"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody."""

    spans: tuple[Span, ...]
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Count:
    """How many chose something."""

    icon: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts side by side, drawn as bars where a platform can."""

    label: str
    rows: tuple[Count, ...]
    kind: Literal["tally"] = "tally"


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two parts."""

    kind: Literal["divider"] = "divider"


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep: a calendar entry, a picture. `data` is base64; `label` says in words what is in it.

    A picture (`media_type` "image/…") is shown where a platform can, with the label as its text alternative.
    """

    name: str
    media_type: str
    data: str
    label: str
    kind: Literal["file"] = "file"


Block = Annotated[Heading | Paragraph | Facts | Items | Quote | Tally | Divider | File, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole message."""

    blocks: tuple[Block, ...]


_CONTENT = TypeAdapter(Content)


def spans(*parts: str | Span) -> tuple[Span, ...]:
    """Make spans of plain strings and spans."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def strong(text: str) -> Span:
    """Make a strong span."""
    return Span(text, "strong")


def code(text: str) -> Span:
    """Make a span of something to type."""
    return Span(text, "code")


def file(name: str, media_type: str, data: bytes, label: str) -> File:
    """Make a file of its bytes."""
    return File(name, media_type, base64.b64encode(data).decode(), label)


def paragraph(*parts: str | Span) -> Paragraph:
    """Make a paragraph of plain strings and spans."""
    return Paragraph(spans(*parts))


def content(*blocks: Block | None) -> Content:
    """Make a message of blocks; None is left out."""
    return Content(tuple(block for block in blocks if block is not None))


def to_json(message: Content) -> str:
    """Write a message down for storage or the wire."""
    return _CONTENT.dump_json(message).decode()


def from_json(text: str) -> Content:
    """Read a message back; raise pydantic.ValidationError for anything else."""
    return _CONTENT.validate_json(text)


def plain(message: Content) -> str:
    """Return a message as readable plain text: the measure of its length, and its text alternative."""
    return "\n\n".join(_plain_block(block) for block in message.blocks)


def plain_spans(parts: Iterable[Span]) -> str:
    """Return spans as plain text; a link to a page shows its address where its text does not."""
    return "".join(_plain_span(part) for part in parts)


def shortened(text: str, limit: int) -> str:
    """Return a text of at most so many characters, cut at a word and marked as cut."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def fit(message: Content, limit: int = MESSAGE_LIMIT) -> Content:
    """Return a message that fits.

    What somebody wrote gives way first, from its end; then the longest text or list. Only where that is not
    enough, what comes last is left out.
    """
    message = _with_less_body(message, len(plain(message)) - limit)
    message = _with_less_of_the_longest(message, len(plain(message)) - limit)
    if len(plain(message)) <= limit:
        return message
    if len(message.blocks) > 1:
        return fit(Content(message.blocks[:-1]), limit)
    return content(paragraph(plain(message)[: limit - 1] + "…"))


def split(blocks: Sequence[Block], limit: int = MESSAGE_LIMIT) -> list[Content]:
    """Divide blocks over as few messages as fit. Running text that is too long by itself is divided too."""
    messages: list[Content] = []
    current: tuple[Block, ...] = ()
    for block in _pieces(blocks, limit):
        if current and len(plain(Content((*current, block)))) > limit:
            messages.append(Content(current))
            current = ()
        current = (*current, *fit(Content((block,)), limit).blocks)
    return [*messages, Content(current)] if current else messages


def _with_less_body(message: Content, over: int) -> Content:
    bodies = [block for block in message.blocks if isinstance(block, Paragraph) and block.body]
    size = len(plain(Content(tuple(bodies))))
    room = max(size - over, LEAST_OF_A_BODY)
    if over <= 0 or room >= size:
        return message
    cut = iter(_cut_texts([body.spans for body in bodies], room, "\n\n"))
    blocks: list[Block] = []
    for block in message.blocks:
        if not (isinstance(block, Paragraph) and block.body):
            blocks.append(block)
        elif (parts := next(cut, None)) is not None:
            blocks.append(replace(block, spans=parts))
    return Content(tuple(blocks))


def _with_less_of_the_longest(message: Content, over: int) -> Content:
    sizes = [len(_plain_block(b)) if isinstance(b, Paragraph | Quote | Items) else 0 for b in message.blocks]
    longest = max(range(len(sizes)), key=lambda at: sizes[at], default=0)
    if over <= 0 or sizes[longest] <= over + len("• …"):
        return message
    block, room = message.blocks[longest], sizes[longest] - over
    match block:
        case Paragraph():
            block = replace(block, spans=_cut(block.spans, room))
        case Quote():
            block = replace(block, spans=_cut(block.spans, room - len("> ")))
        case Items():
            mark = f"\n{len(block.items)}. " if block.ordered else "\n• "
            block = replace(block, items=tuple(_cut_texts(block.items, room, mark)))
    return Content((*message.blocks[:longest], block, *message.blocks[longest + 1 :]))


def _cut_texts(texts: Sequence[tuple[Span, ...]], room: int, between: str) -> list[tuple[Span, ...]]:
    """Return as much of the beginning of some texts as there is room for, marked as cut."""
    kept: list[tuple[Span, ...]] = []
    for parts in texts:
        length = len(plain_spans(parts))
        if length + len(between) > room - len(between) - 1:
            # Also where it would just fit: that there was more after it must show.
            return [*kept, _cut(parts, min(room - len(between), length))]
        kept.append(parts)
        room -= length + len(between)
    return kept


def _cut(parts: Sequence[Span], room: int) -> tuple[Span, ...]:
    """Return as much of the beginning of a text as there is room for, cut at a word; no link is cut through."""
    kept: list[Span] = []
    for part in parts:
        size = len(_plain_span(part))
        if size >= room:
            text = "" if part.href else part.text[: max(room - 1, 0)].rsplit(" ", 1)[0].rstrip(" ,;:.\n")
            return (*kept, replace(part, text=text + "…") if text else Span("…"))
        kept.append(part)
        room -= size
    return tuple(kept)


def _pieces(blocks: Sequence[Block], limit: int) -> Iterable[Block]:
    for block in blocks:
        text = plain_spans(block.spans) if isinstance(block, Paragraph) else ""
        if len(text) <= limit:
            yield block
            continue
        while text:
            end = len(text) if len(text) <= limit else _break_at(text, limit)
            yield paragraph(text[:end].rstrip())
            text = text[end:].lstrip()


def _break_at(text: str, limit: int) -> int:
    """Return where to end a piece: after a paragraph, a line, a word, or where it must."""
    ends = (text.rfind(mark, limit // 2, limit) for mark in ("\n\n", "\n", ". ", " "))
    return next((end + 1 for end in ends if end > 0), limit)


def _plain_span(span: Span) -> str:
    leads_to_page = span.href is not None and span.href.startswith("http") and span.href != span.text
    return f"{span.text} ({span.href})" if leads_to_page else span.text


def _plain_block(block: Block) -> str:
    match block:
        case Heading():
            return block.text
        case Paragraph():
            return plain_spans(block.spans)
        case Quote():
            return "> " + plain_spans(block.spans)
        case Divider():
            return "———"
        case File():
            return f"📎 {block.label}"
        case _:
            return "\n".join(_plain_lines(block))


def _plain_lines(block: Facts | Tally | Items) -> Iterable[str]:
    match block:
        case Facts():
            return (f"{row.icon} {row.label}: {row.value}" for row in block.rows)
        case Tally():
            return (f"{row.icon} {row.label}: {row.count}" for row in block.rows)
        case Items():
            marks = (f"{n}." if block.ordered else "•" for n in range(1, len(block.items) + 1))
            return (f"{mark} {plain_spans(item)}" for mark, item in zip(marks, block.items, strict=True))
