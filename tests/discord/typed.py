"""Commands as the contract suite has people type them, done as on Discord: picked from the list, option by option."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.shapes import shapes
from bot.core.textcommand import Parsed, TextCommands
from bot.platforms.discord.commands.names import listing
from tests.discord.double import Person
from tests.discord.double.picking import Pick, names
from tests.discord.double.state import Channel, Json
from tests.discord.world import DiscordWorld


@dataclass(frozen=True)
class Typed:
    """A command in somebody's list, with what they give for its options; `unsaid` is what it asks for in a window."""

    pick: Pick
    options: Mapping[str, str]
    unsaid: Mapping[str, str]


def picked(world: DiscordWorld, who: Person, channel: Channel, text: str) -> Typed | None:
    """Return the command that is meant; None where it is not in their list."""
    commands = TextCommands(world.registry)
    parsed = commands.parse(text) if commands.is_command(text) else None
    if not isinstance(parsed, Parsed):
        return None
    known = listing(shapes(world.registry))
    for pick in who.commands(channel):
        leaf = known.by_path[pick.command["name"], *pick.nesting]
        if leaf.shape.id == parsed.command.id:
            inputs = {item.name: option for option, item in leaf.options.items()}
            options = {inputs[name]: value for name, value in parsed.input.items() if name in inputs and value}
            unsaid = {name: value for name, value in parsed.input.items() if name not in inputs}
            return Typed(pick, {name: _chosen(pick, name, value) for name, value in options.items()}, unsaid)
    return None


async def with_suggestions(who: Person, channel: Channel, typed: Typed) -> dict[str, str]:
    """Return the options with what somebody picks of what is suggested while they type: what it can only be."""
    given = dict(typed.options)
    for name, value in typed.options.items():
        if value.isdecimal() or not (typed.pick.option(name) or {}).get("autocomplete"):
            continue  # who types a number means that one
        others = {other: text for other, text in given.items() if other != name}
        found = await who.suggestions(channel, typed.pick.path, name, value, others)
        if len(found) == 1:
            given[name] = found[0]["value"]
    return given


def _chosen(pick: Pick, name: str, text: str) -> str:
    """Return the value of the choice that somebody means, by its value or as they read it."""
    option: Json = pick.option(name) or {}
    for choice in option.get("choices") or ():
        if text.casefold() in {str(choice["value"]).casefold(), *(one.casefold() for one in names(choice))}:
            return str(choice["value"])
    return text
