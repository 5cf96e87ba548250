"""Forms as Discord shows them: a step is a window ("modal") of at most five things; what is filled in comes back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.api.answers import Field, FormView
from bot.api.cog import Texts
from bot.api.content import paragraph
from bot.api.fitting import shortened
from bot.api.kinds import Option
from bot.api.phrases import named
from bot.platforms.discord.commands.given import NO, YES
from bot.platforms.discord.interactions import custom_ids
from bot.platforms.discord.writing.blocks import text_of

TITLE_LIMIT = 45
LABEL_LIMIT = 45
DESCRIPTION_LIMIT = 100
TEXT_LIMIT = 4000
OPTION_LIMIT = 100
MOST_OPTIONS = 25
MOST_PARTS = 5

_ROW, _LABEL = 1, 18

Raw = Mapping[str, Any]


def window(form: FormView, t: Texts, *, told: bool) -> ui.Modal | None:
    """Return the window of a form's step; None where something must be read first that has no room in it.

    `told` says that who opens it has read its notes.
    """
    fields = [field for field in form.fields if fits(field)]
    notes = () if told else said_first(form, t)
    has_room = len(fields) < MOST_PARTS
    if not fields or (notes and not has_room):
        return None
    made = ui.Modal(title=_title(form), custom_id=custom_ids.step(form.draft_id, form.step))
    intro = form.intro if form.step == 1 else None
    lead = "\n\n".join(text_of(paragraph(text)) for text in (*notes, intro) if text)
    if lead and has_room:
        made.add_item(ui.TextDisplay(shortened(lead, TEXT_LIMIT)))
    for field in fields:
        made.add_item(_labelled(field, t))
    made.stop()  # What is handed in comes back as an event: discord.py need not keep this to hear of it.
    return made


def fits(field: Field) -> bool:
    """Whether a field can be changed here: what is too long for a window would lose its end."""
    return len(field.value) <= TEXT_LIMIT


def said_first(form: FormView, t: Texts) -> tuple[str, ...]:
    """Return what is to be read before a form is filled in."""
    left_out = (t("form-too-long", label=field.label) for field in form.fields if not fits(field))
    return (*form.notes, *left_out)


def handed_in(components: Sequence[Raw]) -> dict[str, str]:
    """Return what was filled in, by field, as one would type it."""
    return {part["custom_id"]: _typed(part) for part in _parts(components) if "custom_id" in part}


def _title(form: FormView) -> str:
    """Return what a window is called; which step it is stays to be read."""
    place = "" if form.steps == 1 else f" ({form.step}/{form.steps})"
    return shortened(form.title, TITLE_LIMIT - len(place)) + place


def _labelled(field: Field, t: Texts) -> ui.Label[ui.Modal]:
    told = f"⚠️ {field.error}" if field.error else field.reading or field.help
    return ui.Label(
        text=shortened(named(field.label), LABEL_LIMIT),
        description=shortened(told, DESCRIPTION_LIMIT) if told else None,
        component=_input(field, t),
    )


def _input(field: Field, t: Texts) -> ui.Item[ui.Modal]:
    if field.kind == "flag":
        return ui.Checkbox(custom_id=field.name, default=field.value == YES)
    options = _options(field) if field.kind == "choice" else []
    if not options:
        return _text_input(field)
    more = len(field.options) > MOST_OPTIONS
    return ui.Select(
        custom_id=field.name,
        placeholder=t("form-likeliest", shown=MOST_OPTIONS, total=len(field.options)) if more else None,
        required=field.required,
        min_values=1 if field.required else 0,
        options=[_select_option(option, field.value) for option in options],
    )


def _text_input(field: Field) -> ui.TextInput[ui.Modal]:
    several_lines = field.kind == "long" or "\n" in field.value
    return ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if several_lines else discord.TextStyle.short,
        default=field.value or None,
        required=field.required,
        # What is too long already must not be cut off: it is given back, to be made shorter.
        max_length=min(max(field.max or TEXT_LIMIT, len(field.value)), TEXT_LIMIT),
    )


def _options(field: Field) -> list[Option]:
    """Return what can be chosen: the likeliest, and what was chosen before also where it is not among them."""
    offered = {option.value: option for option in field.options if 0 < len(option.value) <= OPTION_LIMIT}
    chosen = offered.get(field.value, Option(field.value, field.value))
    if chosen.value not in [*offered][:MOST_OPTIONS] and 0 < len(chosen.value) <= OPTION_LIMIT and offered:
        offered = {chosen.value: chosen, **offered}
    return [*offered.values()][:MOST_OPTIONS]


def _select_option(option: Option, chosen: str) -> discord.SelectOption:
    label = shortened(option.label.strip() or option.value, OPTION_LIMIT)
    return discord.SelectOption(label=label, value=option.value, default=option.value == chosen)


def _parts(components: Sequence[Raw]) -> Iterator[Raw]:
    for component in components:
        if component["type"] == _LABEL:
            yield component["component"]
        elif component["type"] == _ROW:
            yield from component["components"]


def _typed(part: Raw) -> str:
    """Return what was filled in at one place: a text, a tick, or what was chosen."""
    value = part.get("value", next(iter(part.get("values", ())), None))
    if isinstance(value, bool):
        return YES if value else NO
    return str(value or "")
