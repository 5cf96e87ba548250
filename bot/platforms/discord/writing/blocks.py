"""How each block of a message is written in Discord's markdown."""

import re
from collections.abc import Iterable
from itertools import count

from bot.api.content import Block, Divider, Fact, Facts, File, Heading, Items, Paragraph, Quote, Span, Tally
from bot.platforms.discord.writing.escaping import address, clean, escaped, in_a_line, one_line

_HEADINGS = {1: "##", 2: "###"}  # a quarter larger than the text, and as large: on a phone more of it is shouting
_MARKS = {"strong": "**", "emphasis": "*", "code": "`"}
_COMMAND = re.compile(r"</[^<>:]+:\d+>")
"""How Discord writes a command that one can press: by its name and its id."""
_JOINER = "\u2060"
"""Stands unseen between two styles that would be read as one."""


def text_of(block: Block) -> str:
    """Return a block in markdown; empty where there is nothing to read."""
    match block:
        case Heading():
            return _prefixed(in_a_line(block.text), f"{_HEADINGS[block.level]} ")
        case Paragraph():
            return spans_text(block.spans).strip()
        case Quote():
            return _prefixed(spans_text(block.spans).strip(), "> ", "> ")
        case File():
            return _prefixed(in_a_line(block.label), "-# 📎 ")
        case Divider():
            return "———"
        case _:
            return "\n".join(_lines(block))


def spans_text(spans: Iterable[Span]) -> str:
    """Return runs of text in markdown."""
    made = ""
    for span in spans:
        text = _span(span)
        apart = _JOINER if made.endswith(("*", "`")) and text.startswith(("*", "`")) else ""
        made += apart + text
    return made


def _lines(block: Facts | Tally | Items) -> Iterable[str]:
    match block:
        case Facts():
            return (f"{in_a_line(row.icon)} {_strong(row.label)}: {_value(row)}" for row in block.rows)
        case Tally():
            return (f"{in_a_line(row.icon)} {in_a_line(row.label)}: {_strong(str(row.count))}" for row in block.rows)
        case Items():
            texts = filter(None, (spans_text(item).strip() for item in block.items))
            marks = (f"{number}. " if block.ordered else "- " for number in count(1))
            return (_prefixed(text, mark, " " * len(mark)) for mark, text in zip(marks, texts, strict=False))


def _value(fact: Fact) -> str:
    """Return a value; where it tells a moment, each reader's Discord says how far off that is ("over 3 dagen")."""
    off = "" if fact.at is None else f" · <t:{int(fact.at.timestamp())}:R>"
    return f"{in_a_line(fact.value)}{off}"


def _prefixed(text: str, first: str, others: str = "") -> str:
    return f"{first}{text}".replace("\n", f"\n{others}") if text else ""


def _strong(text: str) -> str:
    return spans_text([Span(one_line(text), "strong")])


def _span(span: Span) -> str:
    if span.style == "link":
        return _link(span)
    text = clean(span.text)
    inner = text.strip()
    if span.style == "plain" or not inner or (span.style == "code" and "`" in inner):
        return escaped(text)
    mark = _MARKS[span.style]
    written = f"{mark}{one_line(inner) if span.style == 'code' else escaped(inner)}{mark}"
    before, _, after = text.partition(inner)
    return f"{before}{written}{after}"


def _link(span: Span) -> str:
    """Return a link that shows where it leads, unless its text is plainly no address; a command is pressed."""
    if span.href is not None and _COMMAND.fullmatch(span.href):
        return span.href
    to = address(span.href or "")
    text = in_a_line(span.text)
    if to is None:
        return escaped(span.text)
    if not text or span.text == span.href:
        return f"<{to}>"
    if "." in text or ":" in text:
        return f"{text} (<{to}>)"
    return f"[{text}]({to.replace('(', '%28').replace(')', '%29')})"
