"""Parts of a message that several cogs need."""

import re

from bot.api.cog import Texts
from bot.api.content import Paragraph, Span, paragraph
from bot.domain.community import Contact

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def contact(texts: Texts, to: Contact) -> Paragraph | None:
    """Return how to reach somebody without the chat; None where there is no contact."""
    if not to:
        return None
    parts: list[str | Span] = [f"{texts('contact-lead')} "]
    if to.email:
        parts += [f"{texts('contact-mail')} ", Span(to.email, "link", f"mailto:{to.email}")]
    if to.phone:
        call = texts("contact-or-call") if to.email else texts("contact-call")
        between = " " if to.email else ""
        number = re.sub(r"[^\d+]", "", to.phone)
        parts += [f"{between}{call} ", Span(to.phone, "link", f"tel:{number}")]
    return paragraph(*parts)


def named(label: str) -> str:
    """Return the label of an input as it begins a line: in a command it is written small."""
    return label[:1].upper() + label[1:]


def led_by(label: str) -> str:
    """Return a label as it leads what belongs to it."""
    return named(label) if label.endswith(("?", "…")) else f"{named(label)}:"


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return what somebody wrote: a blank line ends a paragraph, web addresses can be followed.

    Where a message is too long, this is what gives way.
    """
    parts = (part.strip() for part in _BLANK_LINES.split(text))
    return tuple(Paragraph(linked(part).spans, body=True) for part in parts if part)


def linked(text: str) -> Paragraph:
    """Return one paragraph of user text in which web addresses can be followed."""
    spans: list[str | Span] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        spans += [text[end : found.start()], Span(found[0], "link", found[0])]
        end = found.end()
    return paragraph(*(part for part in (*spans, text[end:]) if part))
