"""An idea's card: a pure function of what is stored."""

from bot.api.cards import Card, Choice
from bot.api.cog import Texts
from bot.api.content import Block, Count, Fact, Facts, Heading, Quote, Tally, content, paragraph, spans, strong
from bot.api.phrases import paragraphs
from bot.domain.idea import SUPPORT_EMOJI, Idea, IdeaStatus, Support, SupportCounts


def choices(t: Texts, number: int) -> tuple[Choice, ...]:
    """Return what can be said about an idea, each with its reaction and the command that says it quietly."""
    return tuple(_choice(t, number, choice, emoji) for choice, emoji in SUPPORT_EMOJI.items())


def card(t: Texts, idea: Idea, counts: SupportCounts, *, to_click: bool = True) -> Card:
    """Return the card of an idea, with the support it has; without `to_click` there are no reactions under it."""
    return Card(
        content(
            Heading(t("title", text=idea.what_if)),
            *paragraphs(idea.now),
            _facts(t, idea),
            _status(t, idea),
            tally(t, counts),
            paragraph(t("card-how", number=idea.number)) if to_click else None,
        ),
        choices=choices(t, idea.number),
        thread=t("title", text=idea.what_if),
        tags=(*([idea.theme] if idea.theme else []), t(f"tag-{idea.status.value}")),
    )


def tally(t: Texts, counts: SupportCounts) -> Tally:
    """Return how much support there is."""
    numbers = {Support.SUPPORT: counts.support, Support.JOIN: counts.join}
    rows = tuple(Count(emoji, t(f"support-{choice.value}"), numbers[choice]) for choice, emoji in SUPPORT_EMOJI.items())
    return Tally(t("tally-label"), rows)


def line(t: Texts, idea: Idea, counts: SupportCounts) -> str:
    """Return an idea in one line, for lists."""
    return t("idea-line", number=idea.number, text=idea.what_if, support=counts.support, join=counts.join)


def _choice(t: Texts, number: int, choice: Support, emoji: str) -> Choice:
    given = {"idea": str(number), "support": choice.value}
    return Choice(emoji, choice.value, t(f"support-{choice.value}"), "idee-steun", given)


def _facts(t: Texts, idea: Idea) -> Facts:
    number = Fact("#️⃣", t("fact-number"), str(idea.number))
    return Facts((number, Fact("🏷️", t("fact-theme"), idea.theme)) if idea.theme else (number,))


def _status(t: Texts, idea: Idea) -> Block | None:
    if idea.status is IdeaStatus.NEW and not idea.status_note:
        return None
    note = f" {idea.status_note}" if idea.status_note else ""
    return Quote(spans(strong(t(f"choice-{idea.status.value}") + "."), note))
