"""What is said where something cannot be done as asked: what to mend, and all that was typed."""

from msgspec.structs import replace

from bot.api.answers import Answer
from bot.api.cog import Texts
from bot.api.content import Block, Quote, content, paragraph, spans
from bot.api.errors import UserError
from bot.api.events import Invoked, Submitted, Typed, Unreadable
from bot.api.fitting import split
from bot.core import forms
from bot.core.turn import Turn

QUOTED_AT_ONCE = 1500
"""Characters of what somebody typed that are given back in one message."""


def typed_by(turn: Turn) -> str:
    """Return all that somebody typed, as far as it must be given back.

    Where things are asked in words, it is there; a word or a number is typed again sooner than it is read here.
    """
    if turn.talks:
        return ""
    match turn.asked:
        case Typed(text=text):
            typed = [text]
        case Invoked(input=given) | Submitted(input=given):
            typed = [text for text in given.values() if text.strip()]
        case Unreadable():
            typed = []
    return "\n".join(typed) if any(len(text.split()) > 1 for text in typed) else ""


def apology(texts: Texts, own: Texts, error: UserError, typed: str) -> Answer:
    """Say what to mend, and give back all that was typed, in as many messages as it takes."""
    blocks: list[Block] = [paragraph(forms.say(texts, error))]
    if typed:
        pieces = (typed[start : start + QUOTED_AT_ONCE] for start in range(0, len(typed), QUOTED_AT_ONCE))
        blocks += [paragraph(own("you-typed")), *(Quote(spans(piece)) for piece in pieces)]
    return in_parts(Answer(content(*blocks)))


def in_parts(answer: Answer) -> Answer:
    """Divide an answer over as many messages as it takes."""
    first, *more = split(answer.content.blocks)
    return replace(answer, content=first, more=(*more, *answer.more))
