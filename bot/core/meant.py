"""What a command is about, where that was typed in words or need not be said."""

from collections.abc import Mapping, Sequence

from bot.api.cog import Context
from bot.api.errors import UserError
from bot.api.kinds import Option
from bot.api.parameters import Ref
from bot.core.commands import BoundCommand
from bot.core.matching import matching


async def meant(ctx: Context, command: BoundCommand, typed: Mapping[str, str]) -> Mapping[str, str]:
    """Return what was typed, with what stands for it filled in.

    Where there is one thing it can be about, it is about that; where a thing is named by words that fit one alone, that
    is meant. Raises UserError where there is nothing it can be about.
    """
    filled = dict(typed)
    for item in command.inputs:
        text = typed.get(item.name, "").strip()
        if item.kind.source is not None and text:
            filled[item.name] = _named(text, await command.cog.search(ctx, item.kind.source))
        elif isinstance(item.kind, Ref) and item.required:
            options = await command.cog.options(ctx, item.kind.source)
            if not options:
                raise UserError(f"none-{item.kind.source}")
            if len(options) == 1:
                filled[item.name] = options[0].value
    return filled


async def named(ctx: Context, command: BoundCommand, answers: Mapping[str, str]) -> dict[str, str]:
    """Return answers with the value of what words in them name, where that is one thing alone."""
    sources = {item.name: item.kind.source for item in command.inputs}
    return {
        name: text if (source := sources[name]) is None else _named(text, await command.cog.search(ctx, source))
        for name, text in answers.items()
    }


def _named(text: str, options: Sequence[Option]) -> str:
    """Return the value of the only option that the words of a text name; else the text. A number names by itself."""
    if text.removeprefix("#").isdecimal() or any(option.value == text for option in options):
        return text
    found = matching(text, options) if text.strip() else []
    return found[0].value if len(found) == 1 else text
