"""Making messages fit: what is too long is cut short where it hurts least, or divided over several messages."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.api.content import (
    MESSAGE_LIMIT,
    Block,
    Content,
    Items,
    Paragraph,
    Quote,
    Span,
    content,
    paragraph,
    plain,
    plain_block,
    plain_span,
    plain_spans,
)

LEAST_OF_A_BODY = 200
"""Characters of what somebody wrote that stay in a message, as long as something else can give way too."""


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
    sizes = [len(plain_block(b)) if isinstance(b, Paragraph | Quote | Items) else 0 for b in message.blocks]
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
        size = len(plain_span(part))
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
