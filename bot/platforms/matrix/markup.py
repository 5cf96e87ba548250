"""A message as Matrix carries it: plain text, and the HTML that clients show instead where they can.

Text of people is data: it is escaped, it makes no links to people or rooms (clients draw those as mentions), and
"@room" in it is broken so that it calls nobody.
"""

import html
import json
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from bot.api import content as contents
from bot.api.content import Block, Content, Divider, Facts, File, Heading, Items, Paragraph, Quote, Span, Tally
from bot.api.errors import Refused

KEY = "nl.watals.key"
"""Where a message of the bot says under which key it was sent."""
ASKED = "nl.watals.asked"
"""Where an answer says which event asked for it."""

LARGEST = 45_000
"""Bytes of JSON in a message, all of it ASCII as nio writes it. Encryption adds a third; an event holds 65,536."""
_LARGEST_WITH_HTML = 36_000
_FALLBACK = 500

_HEADINGS = {1: "h3", 2: "h4"}  # in Element a quarter larger than the text, and as large: a timeline is no page
_STYLES = {"strong": "strong", "emphasis": "em", "code": "code"}
_LINKS = ("http", "https", "mailto")
_COMMAND = re.compile(r"/[^\W\d_]")
_EVERYBODY = re.compile(r"@(?=room)", re.IGNORECASE)
_EVERYBODY_IN_HTML = re.compile(r"@(?=room)(?![^<>]*>)", re.IGNORECASE)
_SOMEBODY = re.compile(r"/?(?:user|room|group)?/?[@!#+]")
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127))


def message_content(
    message: Content, *, notice: bool, key: str | None = None, asked: str | None = None
) -> dict[str, Any]:
    """Return the content of an m.room.message event.

    A notice answers and rings nobody's phone. `key` is what the message is sent under, `asked` the event id of the
    command it answers. A message of 2,000 characters that JSON writes at six times their length (emoji) goes as plain
    text. Raises Refused for a message that no homeserver would take.
    """
    body, formatted = render(message)
    made: dict[str, Any] = {"msgtype": "m.notice" if notice else "m.text", "body": body, "m.mentions": {}}
    if key is not None:
        made[KEY] = key
    if asked is not None:
        made[ASKED] = asked
    rich = {**made, "format": "org.matrix.custom.html", "formatted_body": formatted}
    return rich if _size(rich) <= _LARGEST_WITH_HTML else _checked(made)


def replacement(event_id: str, message: Content, *, notice: bool = False) -> dict[str, Any]:
    """Return the content of an event that replaces what an earlier message says.

    Clients that know no replacing show how the new text begins as a message of its own, marked with "*". Raises like
    message_content.
    """
    new = message_content(message, notice=notice)
    beginning = new["body"] if len(new["body"]) <= _FALLBACK else f"{new['body'][:_FALLBACK]}…"
    return _checked(
        {
            "msgtype": new["msgtype"],
            "body": f"* {beginning}",
            "m.mentions": {},
            "m.new_content": new,
            "m.relates_to": {"rel_type": "m.replace", "event_id": event_id},
        }
    )


def in_thread(content: dict[str, Any], root_event_id: str) -> dict[str, Any]:
    """Return a message's content as part of the thread under an event; where there are no threads, as a reply."""
    relation = {
        "rel_type": "m.thread",
        "event_id": root_event_id,
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": root_event_id},
    }
    return {**content, "m.relates_to": relation}


def render(message: Content) -> tuple[str, str]:
    """Return a message as plain text and as HTML of the subset that Matrix allows.

    Files are events of their own; a message of nothing else says what they are.
    """
    blocks = tuple(block for block in message.blocks if not isinstance(block, File)) or message.blocks
    shown = Content(tuple(_joined(_as_typed_here(block) for block in blocks)))
    formatted = "".join(_block(block) for block in shown.blocks)
    return harmless(contents.plain(shown)), _EVERYBODY_IN_HTML.sub("@\u2060", formatted)


def harmless(text: str) -> str:
    """Return plain text as it may go out: no control characters, and a word joiner that nobody sees in "@room"."""
    return _EVERYBODY.sub("@\u2060", text.translate(_CONTROL))


def _size(made: dict[str, Any]) -> int:
    return len(json.dumps(made))


def _checked(made: dict[str, Any]) -> dict[str, Any]:
    if _size(made) > LARGEST:
        raise Refused(f"a message of {_size(made)} bytes is too large for Matrix")
    return made


def _as_typed_here(block: Block) -> Block:
    """Return a block in which commands begin with "!": clients keep "/" for commands of their own."""
    match block:
        case Paragraph() | Quote():
            return replace(block, spans=_typed(block.spans))
        case Items():
            return replace(block, items=tuple(_typed(item) for item in block.items))
        case _:
            return block


def _joined(blocks: Iterable[Block]) -> Iterable[Block]:
    """Return blocks in which lists that follow each other are one: as lists of one item they stand far apart."""
    for ordered, group in groupby(blocks, key=lambda block: block.ordered if isinstance(block, Items) else None):
        lists = list(group)
        if ordered is False:
            yield Items(tuple(item for block in lists if isinstance(block, Items) for item in block.items))
        else:
            yield from lists


def _typed(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(
        replace(span, text=f"!{span.text[1:]}") if span.style == "code" and _COMMAND.match(span.text) else span
        for span in spans
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            return _in(_HEADINGS[block.level], _text(block.text))
        case Paragraph():
            return _in("p", _spans(block.spans))
        case Quote():
            return _in("blockquote", _spans(block.spans))
        case Items():
            return _in("ol" if block.ordered else "ul", "".join(_in("li", _spans(item)) for item in block.items))
        case Divider():
            return "<hr>"
        case _:
            return _in("p", "<br>".join(_lines(block)))


def _lines(block: Facts | Tally | File) -> Iterable[str]:
    match block:
        case Facts():
            return (f"{_text(row.icon)} {_in('strong', _text(row.label))}: {_text(row.value)}" for row in block.rows)
        case Tally():
            return (f"{_text(row.icon)} {_text(row.label)}: {_in('strong', str(row.count))}" for row in block.rows)
        case File():
            return (_text(contents.plain_block(block)),)


def _in(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>"


def _spans(spans: Iterable[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    text = _text(span.text)
    if span.style == "link":
        return (
            f'<a href="{html.escape(span.href.translate(_CONTROL))}">{text}</a>'
            if span.href and _leads_to_page(span.href)
            else text
        )
    tag = _STYLES.get(span.style)
    return text if tag is None else _in(tag, text)


def _text(text: str) -> str:
    return html.escape(text.translate(_CONTROL)).replace("\n", "<br>")


def _leads_to_page(href: str) -> bool:
    """Say whether a link may be followed: of a kind that Matrix allows, and not to a person or room.

    Such a link (https://matrix.to/#/@…, and alike on the pages of clients) is drawn as a mention.
    """
    try:
        address = urlsplit(href)
    except ValueError:
        return False
    return address.scheme in _LINKS and not _SOMEBODY.match(unquote(address.fragment))
