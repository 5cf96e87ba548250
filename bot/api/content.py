"""What a message says, free of any platform: blocks that each platform shows as its people expect.

Text in blocks is data. A platform escapes it for its own markup; nothing in it can ping anyone.
"""

import base64
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

MESSAGE_LIMIT = 2000
"""Characters that fit in one message on every platform (Discord's limit, and so the room's)."""


class Span(Struct, frozen=True):
    """A run of text in one style; `href` goes with the style "link"."""

    text: str
    style: Literal["plain", "strong", "emphasis", "code", "link"] = "plain"
    href: str | None = None


class Heading(Struct, frozen=True, tag_field="kind", tag="heading"):
    """A title (level 1) or a heading within (level 2)."""

    text: str
    level: Literal[1, 2] = 1


class Paragraph(Struct, frozen=True, tag_field="kind", tag="paragraph"):
    """Running text; line breaks in it are kept.

    `body` marks what somebody wrote at length: where a message is too long, that gives way first.
    """

    spans: tuple[Span, ...]
    body: bool = False


class Fact(Struct, frozen=True):
    """A labelled value with a small picture that says the same as the label.

    `at` is the moment that the value tells on its own clock: a platform may show beside it how far off that is.
    """

    icon: str
    label: str
    value: str
    at: datetime | None = None


class Facts(Struct, frozen=True, tag_field="kind", tag="facts"):
    """Labelled values, one under the other."""

    rows: tuple[Fact, ...]


class Items(Struct, frozen=True, tag_field="kind", tag="list"):
    """A list, numbered or not."""

    items: tuple[tuple[Span, ...], ...]
    ordered: bool = False


class Quote(Struct, frozen=True, tag_field="kind", tag="quote"):
    """Words of somebody."""

    spans: tuple[Span, ...]


class Count(Struct, frozen=True):
    """How many chose something."""

    icon: str
    label: str
    count: int


class Tally(Struct, frozen=True, tag_field="kind", tag="tally"):
    """Counts side by side, drawn as bars where a platform can."""

    label: str
    rows: tuple[Count, ...]


class Divider(Struct, frozen=True, tag_field="kind", tag="divider"):
    """A line between two parts."""


class File(Struct, frozen=True, tag_field="kind", tag="file"):
    """A file to keep: a calendar entry, a picture. `data` is base64; `label` says in words what is in it.

    A picture (`media_type` "image/…") is shown where a platform can, with the label as its text alternative.
    """

    name: str
    media_type: str
    data: str
    label: str


Block = Heading | Paragraph | Facts | Items | Quote | Tally | Divider | File


class Content(Struct, frozen=True):
    """A whole message."""

    blocks: tuple[Block, ...]


TO_TYPE = "\ufdd0"
"""Stands in a marked text around what can be typed. Unicode keeps this character for use inside programs."""


class Phrase(str):
    """A text of the bot that knows what in it can be typed, such as a command: the platform shows that its own way.

    Whoever takes it for a string reads the text without marks. Joined with other strings, it is but a string.
    """

    marked: str
    """The text with its marks."""

    def __new__(cls, marked: str) -> "Phrase":
        """Make a phrase of a marked text."""
        phrase = super().__new__(cls, marked.replace(TO_TYPE, ""))
        phrase.marked = marked
        return phrase

    @property
    def spans(self) -> tuple[Span, ...]:
        """The text in spans, what can be typed as code."""
        parts = self.marked.split(TO_TYPE)
        return tuple(code(part) if number % 2 else Span(part) for number, part in enumerate(parts) if part)


def to_type(text: str) -> Phrase:
    """Make a phrase of something to type."""
    return Phrase(f"{TO_TYPE}{text}{TO_TYPE}")


def spans(*parts: str | Span) -> tuple[Span, ...]:
    """Make spans of plain strings, phrases and spans."""
    made: list[Span] = []
    for part in parts:
        match part:
            case Span():
                made.append(part)
            case Phrase():
                made.extend(part.spans)
            case _:
                made.append(Span(part))
    return tuple(made)


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


def written(value: Struct) -> str:
    """Write a value down as JSON, with what it says as a string where that is a phrase."""
    return msgspec.json.encode(value, enc_hook=as_string).decode()


def as_string(phrase: Any) -> str:
    """Return what a phrase says, for `msgspec`; raise NotImplementedError for anything else."""
    if isinstance(phrase, Phrase):
        return str(phrase)
    raise NotImplementedError


def to_json(message: Content) -> str:
    """Write a message down for storage or the wire."""
    return written(message)


def from_json(text: str) -> Content:
    """Read a message back; raise msgspec.DecodeError for anything else."""
    return msgspec.json.decode(text, type=Content)


def plain(message: Content) -> str:
    """Return a message as readable plain text: the measure of its length, and its text alternative."""
    return "\n\n".join(plain_block(block) for block in message.blocks)


def plain_spans(parts: Iterable[Span]) -> str:
    """Return spans as plain text; a link to a page shows its address where its text does not."""
    return "".join(plain_span(part) for part in parts)


def plain_span(span: Span) -> str:
    """Return one span as plain text."""
    leads_to_page = span.href is not None and span.href.startswith("http") and span.href != span.text
    return f"{span.text} ({span.href})" if leads_to_page else span.text


def plain_block(block: Block) -> str:
    """Return one block as plain text."""
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
