"""The bot's commands as Discord lists them: a name and a description in each language, groups, options.

Nothing is required in Discord's sense: what is missing, the command's form asks for.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import discord
from msgspec import Struct

from bot.api.fitting import shortened
from bot.api.shapes import CommandShape, InputShape, Words
from bot.platforms.discord.commands.tree import MOST_IN_A_GROUP, Node, tree
from bot.platforms.discord.commands.words import (
    DEFAULT,
    DESCRIPTION_LIMIT,
    LOCALES,
    NAME_LIMIT,
    in_locales,
    slug,
    without_clashes,
)

MOST_OPTIONS = MOST_IN_A_GROUP
MOST_CHOICES = 25
MOST_ACTIONS = 5
OPTION_LIMIT = 6000
"""Characters of an option."""

MODERATORS = discord.Permissions(moderate_members=True)
"""Who sees commands for moderators unless a server chooses otherwise; who may give them, the bot itself decides."""

SLASH, _ON_MESSAGE = 1, 3
_SUBCOMMAND, _GROUP, _TEXT, _FLAG = 1, 2, 3, 5
_CONTEXTS = (0, 1)
"""In servers, and in somebody's own conversation with the bot."""
_INSTALLED_IN_SERVERS = (0,)

Json = dict[str, Any]


class Leaf(Struct, frozen=True):
    """A command where Discord has it; `options` are its inputs by the name that Discord gives back."""

    shape: CommandShape
    options: Mapping[str, InputShape]


class Listing(Struct, frozen=True):
    """All commands: as Discord takes them, and where each is found by what Discord gives back."""

    payload: Sequence[Json]
    by_path: Mapping[tuple[str, ...], Leaf]
    by_action: Mapping[str, CommandShape]


def listing(shapes: Sequence[CommandShape]) -> Listing:
    """Return the commands as Discord lists them."""
    root = tree(shapes)
    acting = [shape for shape in shapes if shape.actions is not None and shape.on_message is not None][:MOST_ACTIONS]
    by_action = {_label(shape, DEFAULT): shape for shape in acting}
    payload = [_command(node, word, names) for word, names, node in root.named(0)]
    actions = [_action(name, shape) for name, shape in by_action.items()]
    return Listing([*payload, *actions], dict(_leaves(root, ())), by_action)


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    if node.shape is not None:
        yield path, Leaf(node.shape, {name: item for name, _, item in _inputs(node.shape)})
    for word, child in node.children.items():
        yield from _leaves(child, (*path, word))


def _command(node: Node, word: str, names: Mapping[str, str]) -> Json:
    only_moderators = all(shape.moderators_only for shape in node.shapes())
    return {**_described(node, word, names, 1), "type": SLASH, **_where(only_moderators=only_moderators)}


def _described(node: Node, word: str, names: Mapping[str, str], depth: int) -> Json:
    """Return a command or a group with what is in it."""
    named = {"name": word, "name_localizations": names}
    if node.shape is not None:
        options = [_option(name, names, item) for name, names, item in _inputs(node.shape)]
        return {**named, **_description(in_locales(node.shape.summaries, DESCRIPTION_LIMIT)), "options": options}
    within = node.named(depth)
    locales = [locale for locales in LOCALES.values() for locale in locales]
    told = {locale: " · ".join(names.get(locale, word) for word, names, _ in within) for locale in locales}
    return {**named, **_description(told), "options": [_within_group(*each, depth + 1) for each in within]}


def _within_group(word: str, names: Mapping[str, str], node: Node, depth: int) -> Json:
    kind = _GROUP if node.shape is None else _SUBCOMMAND
    return {**_described(node, word, names, depth), "type": kind}


def _inputs(shape: CommandShape) -> list[tuple[str, Mapping[str, str], InputShape]]:
    """Return the inputs that are options, each with its names. What is long is asked in a form, where it has room."""
    inputs = [item for item in shape.inputs if item.kind != "long" or not _is_asked(item)][:MOST_OPTIONS]
    named: dict[str, Words] = {}
    for item in inputs:
        words = {language: word for language, label in item.labels.items() if (word := slug(label))}
        name = words.get(DEFAULT, "")
        if name and name not in named:
            named[name] = words
        else:
            numbered = (f"{name[: NAME_LIMIT - 3]}-{number}".lstrip("-") for number in count(2))
            named[next(other for other in numbered if other not in named)] = {}
    names = without_clashes(list(named.items()))
    return [(name, names, item) for (name, names), item in zip(names, inputs, strict=True)]


def _is_asked(item: InputShape) -> bool:
    """Whether a form asks for it where it is left out."""
    return item.in_form or item.required


def _option(name: str, names: Mapping[str, str], item: InputShape) -> Json:
    option = {
        "type": _FLAG if item.kind == "flag" else _TEXT,
        "name": name,
        "name_localizations": names,
        **_description(in_locales({**item.labels, **item.helps}, DESCRIPTION_LIMIT)),
        "required": False,
    }
    if item.kind == "flag":
        return option
    if 0 < len(item.choices) <= MOST_CHOICES:
        option["choices"] = [
            {
                "name": shortened(choice.labels[DEFAULT], DESCRIPTION_LIMIT),
                "name_localizations": in_locales(choice.labels, DESCRIPTION_LIMIT),
                "value": choice.value,
            }
            for choice in item.choices
        ]
    elif item.suggests:
        option["autocomplete"] = True
    elif item.most is not None:
        option["max_length"] = min(item.most, OPTION_LIMIT)
    return option


def _action(name: str, shape: CommandShape) -> Json:
    labels = {language: _label(shape, language) for language in shape.actions or {}}
    return {
        "type": _ON_MESSAGE,
        "name": name,
        "name_localizations": in_locales(labels, NAME_LIMIT),
        **_where(only_moderators=shape.moderators_only),
    }


def _label(shape: CommandShape, language: str) -> str:
    return shortened((shape.actions or {})[language], NAME_LIMIT)


def _where(*, only_moderators: bool) -> Json:
    return {
        "default_member_permissions": MODERATORS.value if only_moderators else None,
        "contexts": list(_CONTEXTS),
        "integration_types": list(_INSTALLED_IN_SERVERS),
    }


def _description(told: Mapping[str, str]) -> Json:
    texts = {locale: shortened(text, DESCRIPTION_LIMIT) for locale, text in told.items()}
    return {"description": texts[DEFAULT], "description_localizations": texts}
