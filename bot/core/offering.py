"""What an input of a command can be, while somebody types it."""

from collections.abc import Sequence

from bot.api.cog import Context
from bot.api.kinds import Option
from bot.core.commands import BoundCommand, Input
from bot.core.matching import matching
from bot.core.scopes import reading_for


async def offered(ctx: Context, command: BoundCommand, item: Input, typed: str) -> Sequence[Option]:
    """Return what may be meant by what is typed so far, likeliest first; `ctx` has the texts of the command's cog."""
    if item.kind.source is not None:
        # Who typed nothing yet is offered what is likely; a word finds all there is.
        look = command.cog.search if typed.strip() else command.cog.options
        return matching(typed, await look(ctx, item.kind.source))
    options = item.kind.suggest(typed, reading_for(ctx))
    return matching(typed, options) if item.kind.field_kind == "choice" else options
