"""Previews: what would happen, with buttons to decide."""

from msgspec.structs import replace

from bot.api.answers import Button, Preview, PreviewView
from bot.api.cog import Context, Texts
from bot.api.errors import UserError
from bot.api.fitting import fit
from bot.core.commands import BoundCommand
from bot.core.scopes import reading_for
from storage.drafts import Draft


def view(t: Texts, draft: Draft, preview: Preview) -> PreviewView:
    """Return a preview as a platform shows it; `t` are the texts of the command's cog."""
    confirm = Button("confirm", t(preview.confirm_id), "primary")
    card = None if preview.card is None else replace(preview.card, content=fit(preview.card.content))
    return PreviewView(draft.id, fit(preview.content), (confirm, Button("cancel", t("button-cancel"))), card)


async def again(ctx: Context, command: BoundCommand, draft: Draft) -> PreviewView:
    """Return what a draft previews as it would be now; raise UserError where it cannot be any more."""
    values, errors = command.read(draft.input, reading_for(ctx))
    for error in errors.values():
        raise error
    async with ctx.tx.savepoint():
        result = await command.command.handler(command.cog, ctx, **command.arguments(values))
        if not isinstance(result, Preview):
            # By now it would be done at once: not on a button that only shows.
            raise UserError("error-draft-expired")
    return view(ctx.t, draft, result)
