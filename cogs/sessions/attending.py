"""What people ask and say about sessions, quietly."""

from typing import Annotated

from bot.api.answers import Answer, quiet_ways
from bot.api.cog import Cog, Context, command
from bot.api.content import content, paragraph
from bot.api.errors import UserError
from bot.api.parameters import OneOf, Page
from bot.domain.session import Rsvp, Session, SessionState
from cogs.sessions import finding, lists, settle, words
from cogs.sessions.announcing import Coming
from cogs.sessions.calendar import calendar_file

SAYABLE = (Rsvp.PLACE.value, Rsvp.ONLINE.value, Rsvp.MAYBE.value)


class Attending(Cog):
    """Commands to see sessions and to say whether one comes."""

    @command("sessie lijst")
    async def listing(self, ctx: Context, page: Annotated[int, Page()] = 1) -> Answer:
        """List what is coming; moderators see drafts too."""
        return await lists.coming(ctx, page)

    @command("sessie toon")
    async def show(self, ctx: Context, session: Coming) -> Answer:
        """Show one session whole."""
        found = await finding.find(ctx, session)
        view = await finding.card(ctx, found, ctx.t, to_click=False)
        is_open = found.state is SessionState.ANNOUNCED
        return Answer(view.content, follow_ups=quiet_ways(view.choices) if is_open else ())

    @command("aanmelden")
    async def sign_up(self, ctx: Context, session: Coming, choice: Annotated[str, OneOf(SAYABLE)]) -> Answer:
        """Say quietly how one comes."""
        found = await finding.find_open(ctx, session)
        answer = Rsvp(choice)
        if answer not in found.details.options:
            raise UserError("error-not-offered", field="choice", label=ctx.t(f"choice-{choice}"))
        return await _said(ctx, found, answer)

    @command("afmelden")
    async def sign_off(self, ctx: Context, session: Coming) -> Answer:
        """Say quietly that one does not come."""
        return await _said(ctx, await finding.find_open(ctx, session), Rsvp.NO)

    @command("mijn aanmeldingen")
    async def mine(self, ctx: Context, page: Annotated[int, Page()] = 1) -> Answer:
        """Show somebody their own answers."""
        return await lists.mine(ctx, page)


async def _said(ctx: Context, session: Session, choice: Rsvp) -> Answer:
    await settle.say(ctx, session, choice)
    told = session.details
    text_id = "signed-off" if choice is Rsvp.NO else "signed-up"
    text = ctx.t(text_id, title=told.title, day=ctx.t.date(told.starts_at), label=words.label(ctx.t, told, choice))
    file = None if choice is Rsvp.NO else calendar_file(ctx.t, session, ctx.community)
    return Answer(content(paragraph(text), file))
