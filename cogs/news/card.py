"""How an announcement looks: in the channel, in a digest, in a list."""

from bot.api.cards import Card
from bot.api.cog import Texts
from bot.api.content import Block, Heading, Span, content, spans, strong
from bot.api.fitting import shortened
from bot.api.phrases import contact, linked, paragraphs
from bot.domain.community import Community
from bot.domain.news import News

LEAD = 200
"""Characters of an announcement that a digest shows."""


def card(t: Texts, title: str, body: str, community: Community) -> Card:
    """Return the card of an announcement."""
    blocks: list[Block] = [Heading(title), *paragraphs(body)]
    return Card(content(*blocks, contact(t, community.contact)), thread=title)


def lead(told: News) -> tuple[Span, ...]:
    """Return the title and the first words of an announcement."""
    words = shortened(" ".join(told.body.split()), LEAD)
    more = "…" if words.endswith("…") else ""
    return spans(strong(told.title), "\n", *linked(words.removesuffix("…")).spans, more)


def line(t: Texts, told: News, community: Community) -> str:
    """Return an announcement in one line, for lists."""
    at = told.post_at.astimezone(community.zone)
    return t("news-line", title=told.title, number=told.number, day=t.date(at), time=t.time(at))
