"""How a draft begins and where it goes on: which step of its form comes next."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from bot.api.cog import Context
from bot.api.errors import UserError
from bot.core import forms
from bot.core.commands import FIELDS_A_STEP, BoundCommand
from bot.core.scopes import reading_for
from bot.core.turn import Turn
from storage.drafts import Draft

DRAFT_LIVES = timedelta(hours=24)


def begun(turn: Turn, command: BoundCommand, typed: Mapping[str, str], wanting: Mapping[str, UserError]) -> Draft:
    """Return a new draft of a command; a form asks for what its command always asks, and for what is wanting."""
    return Draft(
        id=new_id(),
        community_id=turn.community.id,
        account_key=turn.author.key,
        channel_ref=turn.asked.channel_ref,
        kind="form",
        command=command.id,
        input=dict(typed),
        asked=command.asked(wanting),
        notes=(),
        step=1,
        expires_at=turn.now + DRAFT_LIVES,
        fields_a_step=1 if turn.talks else FIELDS_A_STEP,
    )


def new_id() -> str:
    """Return an id that nobody can guess."""
    return secrets.token_urlsafe(12)


async def prefilled(ctx: Context, command: BoundCommand, typed: Mapping[str, str]) -> Mapping[str, str]:
    """Add what the form opens with, where the command has a hook that says so; what was typed stays."""
    hook = command.command.prefill
    values, errors = command.read(typed, reading_for(ctx))
    outer = {item.name for item in command.inputs if not item.in_form}
    if hook is None or outer & set(errors):
        return typed
    form = await hook(command.cog, ctx, **{name: values[name] for name in outer & set(values)})
    return {**command.write(form), **typed}


def opened(draft: Draft, wrong: Mapping[str, UserError], *, whole: bool) -> Draft:
    """Return a draft where its form opens: at its first step, or where things are asked one by one, at what is wanting.

    There, what is wrong is asked again: it stays in sight of who typed it. `whole` says that the form came filled in,
    so that only what is wanting is asked.
    """
    if not forms.one_by_one(draft):
        return draft
    draft = replace(draft, input={name: text for name, text in draft.input.items() if name not in wrong})
    if whole and forms.has_check(draft):
        draft = replace(draft, reached=forms.steps(draft) + 1)
    wanting = [name for name in draft.asked if name in wrong]
    if wanting:
        return draft.at_step(forms.step_of(draft, wanting))
    return draft.at_step(forms.steps(draft) + 1) if whole and forms.has_check(draft) else draft


def following(command: BoundCommand, draft: Draft) -> int | None:
    """Return the step after the present one; None where the command is ready to run.

    One by one, what was answered before is not asked again. All answers are checked at the end, unless the command
    itself shows first what it would do; a form that opened filled in is checked in any case.
    """
    steps = forms.steps(draft)
    if not forms.one_by_one(draft):
        return draft.step + 1 if draft.step < steps else None
    step = max(draft.step + 1, draft.reached)
    while step <= steps and draft.input.get(draft.asked[step - 1], "").strip():
        step += 1
    if step <= steps:
        return step
    checked = draft.step <= steps and forms.has_check(draft)
    return steps + 1 if checked and (not command.previews or command.command.prefill is not None) else None


def turns(draft: Draft, button: str) -> bool:
    """Whether a button leads to an answer again, rather than on."""
    return button == "back" or (forms.one_by_one(draft) and (button == "again" or button.isdecimal()))


def turned(draft: Draft, button: str) -> Draft:
    """Return a draft where somebody looks at an answer again: the one before, the one of a number, all of them.

    From a preview they go back to its answers.
    """
    steps = forms.steps(draft)
    if draft.kind == "preview" and forms.one_by_one(draft):
        return replace(draft, kind="form").at_step(steps + 1 if forms.has_check(draft) else 1)
    if button.isdecimal():
        return draft.at_step(min(max(1, int(button)), steps))
    return draft.at_step(max(1, draft.step - 1)) if button == "back" else draft


def at_fault(draft: Draft, errors: Mapping[str, UserError]) -> Draft:
    """Return a draft at the first step that asks for what is wrong; what it did not ask for is asked from now on."""
    missing = tuple(name for name in errors if name not in draft.asked)
    draft = replace(draft, asked=(*draft.asked, *missing))
    return draft.at_step(forms.step_of(draft, tuple(errors)))


def to_mend(draft: Draft) -> Draft:
    """Return a draft where something about the whole can be mended."""
    return draft.at_step(forms.steps(draft) + 1) if forms.has_check(draft) else draft
