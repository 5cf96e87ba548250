"""Telling somebody, once, that no direct message of the bot arrives: in the next answer that is for them alone."""

from msgspec.structs import replace

from bot.api.answers import Answer, Shown
from bot.api.content import paragraph
from bot.api.events import Typed
from bot.api.fitting import split
from bot.core.turn import Turn
from storage import closed_directs


async def told(turn: Turn, shown: Shown | None) -> Shown | None:
    """Return what is shown, with a word about closed direct messages where that is still to be said."""
    if isinstance(turn.asked, Typed) and turn.asked.direct:
        # Who writes to the bot alone can be answered there.
        await closed_directs.reopen(turn.tx, turn.author.key)
    if shown is None or not isinstance(shown.view, Answer) or shown.view.public:
        return shown
    if not await closed_directs.to_tell(turn.tx, turn.author.key):
        return shown
    return replace(shown, view=_with_word(shown.view, turn.own_texts("directs-closed")))


def _with_word(answer: Answer, word: str) -> Answer:
    """Return an answer that ends with a word about something else."""
    *before, last = (answer.content, *answer.more)
    first, *more = (*before, *split((*last.blocks, paragraph(word))))
    return replace(answer, content=first, more=tuple(more))
