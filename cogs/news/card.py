"""How an announcement looks: in the channel, in a digest, in a list."""

import re

from bot.api.cards import Card
from bot.api.cog import Texts
from bot.api.content import Block, Heading, Paragraph, Span, content, shortened, spans, strong
from bot.api.phrases import contact, linked
from bot.domain.community import Community
from bot.domain.news import News

LEAD = 200
"""Characters of an announcement that a digest shows."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def card(t: Texts, title: str, body: str, community: Community) -> Card:
    """Return the card of an announcement."""
    blocks: list[Block] = [Heading(title), *paragraphs(body)]
    return Card(content(*blocks, contact(t, community.contact)), thread=title)


def paragraphs(text: str) -> list[Paragraph]:
    """Return user text as paragraphs, divided at blank lines, in which web addresses can be followed."""
    return [linked(part) for part in _BLANK_LINE.split(text.strip()) if part]


def lead(told: News) -> tuple[Span, ...]:
    """Return the title and the first words of an announcement."""
    words = shortened(" ".join(told.body.split()), LEAD)
    more = "…" if words.endswith("…") else ""
    return spans(strong(told.title), "\n", *linked(words.removesuffix("…")).spans, more)


def line(t: Texts, told: News, community: Community) -> str:
    """Return an announcement in one line, for lists."""
    at = told.post_at.astimezone(community.zone)
    return t("news-line", title=told.title, number=told.number, day=t.date(at), time=t.time(at))
