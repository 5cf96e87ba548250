"""A window with a form in it, as the contract suite knows forms."""

import re
from collections.abc import Collection, Mapping, Sequence

from bot.core.i18n import LOCALES
from bot.core.shapes import shapes
from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.interactions.custom_ids import Press, Step
from bot.testing.chat import SeenForm
from tests.discord import rendered
from tests.discord.double.clock import moment_of
from tests.discord.double.components import CHECKBOX
from tests.discord.double.modal import Value, fields, filled_in, said
from tests.discord.double.people import buttons
from tests.discord.double.state import Json, Message
from tests.discord.world import DiscordWorld

WRONG = "⚠️ "
"""Stands before what is wrong with a field."""

_STEP = re.compile(r" \((?P<step>\d)/(?P<steps>\d)\)$")
_LEAD = 2
"""How many paragraphs of the message before a window are not about this form alone: its title, and what to do."""


def draft_of(window: Json) -> str:
    """Return the form that a window is a step of."""
    meaning = custom_ids.parse(window["custom_id"])
    assert isinstance(meaning, Step)
    return meaning.draft_id


def decision(button: Json) -> Press | None:
    """Return what a button decides about a form or preview."""
    meaning = custom_ids.parse(button.get("custom_id") or "")
    return meaning if isinstance(meaning, Press) else None


def decisions(message: Message) -> list[Press]:
    return [press for button in buttons(message) if (press := decision(button)) is not None]


def seen_form(window: Json, before: Message | None, explained: Collection[str]) -> SeenForm:
    """Return a form as somebody sees it who opened its window from a message, or at once; `explained` it always is."""
    step = _STEP.search(window["title"])
    told = {each["custom_id"]: label.get("description") or "" for label, each in fields(window)}
    others = {name: text for name, text in told.items() if text and not text.startswith(WRONG)}
    return SeenForm(
        ref=draft_of(window),
        title=_STEP.sub("", window["title"]),
        step=int(step["step"]) if step else 1,
        steps=int(step["steps"]) if step else 1,
        values={each["custom_id"]: _as_typed(filled_in(each)) for _, each in fields(window)},
        errors=_errors(window, before),
        notes=tuple(part for part in _notes(window, before) if part not in explained),
        buttons=("next", "cancel"),
        readings={name: text for name, text in others.items() if not any(text[:-1] in one for one in explained)},
    )


def explained(world: DiscordWorld) -> set[str]:
    """Return all that explains forms and their fields, in every language."""
    texts = {text for shape in shapes(world.registry) for item in shape.inputs for text in item.helps.values()}
    for command in world.registry.commands.values():
        for locale in LOCALES:
            texts.add(world.registry.texts(command.cog)(locale).find(f"command-{command.id}.intro") or "")
    return texts


def typed_in(window: Json, values: Mapping[str, str]) -> dict[str, Value]:
    """Return values as somebody fills them in where the window asks for them; a tick for a yes."""
    filled: dict[str, Value] = {}
    for _, each in fields(window):
        if (value := values.get(each["custom_id"])) is not None:
            filled[each["custom_id"]] = value == "ja" if each["type"] == CHECKBOX else _picked(each, value)
    return filled


def _picked(each: Json, value: str) -> str:
    """Return the option that somebody means by what it is called; what is typed stays as it is."""
    options = {option["label"].casefold(): str(option["value"]) for option in each.get("options") or ()}
    return options.get(value.casefold(), value)


def _as_typed(value: Value) -> str:
    if isinstance(value, bool):
        return "ja" if value else ""
    return value if isinstance(value, str) else "".join(value)


def _errors(window: Json, before: Message | None) -> Mapping[str, str]:
    """Return what is wrong with fields, as the window says or the message before it."""
    told = {each["custom_id"]: label.get("description") or "" for label, each in fields(window)}
    wrong = {name: text.removeprefix(WRONG) for name, text in told.items() if text.startswith(WRONG)}
    names = {label["label"]: each["custom_id"] for label, each in fields(window)}
    for part in rendered.text_of(before).split("\n\n") if before is not None else ():
        for line in part.splitlines():
            label, _, text = line.removeprefix("• ").partition(": ")
            if line.startswith("• ") and label in names:
                wrong.setdefault(names[label], text)
    return wrong


def _notes(window: Json, before: Message | None) -> Sequence[str]:
    opened = moment_of(window["interaction"].id)
    told = [part for text in said(window) for part in rendered.markdown(text, opened).split("\n\n")]
    read = rendered.text_of(before).split("\n\n")[_LEAD:] if before is not None else []
    return [*told, *(part for part in read if not part.startswith("• "))]
