"""Forms: a draft shown step by step, at most five fields each; or one by one, with all answers at the end."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.api.answers import Button, Field, FormView
from bot.api.cog import Context, Texts
from bot.api.errors import UserError
from bot.api.fitting import shortened
from bot.api.kinds import Option
from bot.core.commands import BoundCommand, Input
from bot.core.scopes import reading_for
from storage.drafts import Draft

REPEATED = 200
"""Characters of what somebody typed that an error repeats."""


def steps(draft: Draft) -> int:
    """Return how many steps a draft's form has."""
    return -(-len(draft.asked) // draft.fields_a_step)


def one_by_one(draft: Draft) -> bool:
    """Whether things are asked in words, one at a time."""
    return draft.fields_a_step == 1


def has_check(draft: Draft) -> bool:
    """Whether there is a step after the last, at which all answers are shown."""
    return one_by_one(draft) and len(draft.asked) > 1


def names_at(draft: Draft) -> tuple[str, ...]:
    """Return the inputs that the draft's present step asks for: none where all answers are shown."""
    start = (draft.step - 1) * draft.fields_a_step
    return draft.asked[start : start + draft.fields_a_step]


def step_of(draft: Draft, names: Sequence[str]) -> int:
    """Return the first step that asks for any of these inputs."""
    first = min(draft.asked.index(name) for name in names)
    return first // draft.fields_a_step + 1


def say(texts: Texts, error: UserError) -> str:
    """Return an error in words; of what somebody typed at length it repeats the beginning."""
    values = {
        name: shortened(value, REPEATED) if isinstance(value, str) else value for name, value in error.values.items()
    }
    return texts(error.text_id, **values)


def fixed(ctx: Context, command: BoundCommand, draft: Draft) -> Draft:
    """Return a draft whose answers mean tomorrow what they mean now: "morgen" becomes that day."""
    values, _ = command.read(draft.input, reading_for(ctx))
    typed = {item.name: draft.input.get(item.name, "") for item in command.inputs if item.name in values}
    plain = [item.name for item in command.inputs if item.name in typed and _understood(ctx, item, typed[item.name])]
    return replace(draft, input={**draft.input, **command.typed({name: values[name] for name in plain})})


def understood(ctx: Context, command: BoundCommand, draft: Draft) -> tuple[str, ...]:
    """Say how the answers of the present step are read, where that is not plain."""
    items = [item for item in command.inputs if item.name in names_at(draft)]
    readings = [_understood(ctx, item, draft.input.get(item.name, "")) for item in items]
    return tuple(ctx.t("talk-read", reading=reading) for reading in readings if reading is not None)


async def view(ctx: Context, command: BoundCommand, draft: Draft, errors: Mapping[str, UserError]) -> FormView:
    """Return the draft's present step as a platform shows it."""
    inputs = {item.name: item for item in command.inputs}
    names = names_at(draft) or draft.asked
    fields = [await _field(ctx, command, inputs[name], draft, errors.get(name)) for name in names]
    return FormView(
        draft_id=draft.id,
        title=ctx.t(f"command-{command.id}"),
        step=draft.step,
        steps=steps(draft),
        fields=tuple(fields),
        buttons=_buttons(ctx.t, draft),
        intro=ctx.t.find(f"command-{command.id}.intro"),
        notes=draft.notes,
    )


def _buttons(texts: Texts, draft: Draft) -> tuple[Button, ...]:
    last = draft.step == steps(draft)
    forward = Button("next", texts("button-send" if last else "button-next"), "primary")
    back = (Button("back", texts("button-back")),) if draft.step > 1 else ()
    return (forward, *back, Button("cancel", texts("button-cancel")))


async def _field(ctx: Context, command: BoundCommand, item: Input, draft: Draft, error: UserError | None) -> Field:
    typed = draft.input.get(item.name, "")
    return Field(
        name=item.name,
        label=ctx.t(f"input-{item.name}"),
        kind=item.kind.field_kind,
        required=item.required,
        help=ctx.t.find(f"input-{item.name}.help"),
        max=item.kind.most,
        options=await _options(ctx, command, item),
        value=_value(ctx, item, typed),
        error=None if error is None else say(ctx.t, error),
        reading=None if error is not None else _understood(ctx, item, typed),
    )


async def _options(ctx: Context, command: BoundCommand, item: Input) -> tuple[Option, ...]:
    if item.kind.source is not None:
        return tuple(await command.cog.options(ctx, item.kind.source))
    return tuple(item.kind.options(ctx.t))


def _value(ctx: Context, item: Input, typed: str) -> str:
    """Return what a field starts with: what was typed; where there is something to choose, what that means."""
    if item.kind.field_kind not in {"choice", "flag"}:
        return typed
    try:
        return item.kind.write(item.kind.read(typed, reading_for(ctx)))
    except UserError:
        return typed


def _understood(ctx: Context, item: Input, typed: str) -> str | None:
    """Say how what was typed is read, unless it says so itself or cannot be read (that is told by the button)."""
    if not typed.strip():
        return None
    try:
        said = item.kind.understood(typed, reading_for(ctx))
    except UserError:
        return None
    return None if said == typed.strip() else said
