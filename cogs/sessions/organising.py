"""What moderators do with a session: make it, change it, see who comes."""

from typing import Annotated

from msgspec.structs import replace

from bot.api.answers import Answer, FollowUp, OpenForm, Preview
from bot.api.cog import Cog, Context, Form, Right, command
from bot.api.content import content, paragraph
from bot.api.errors import UserError
from bot.api.fitting import fit
from bot.api.parameters import Page, Ref
from bot.domain.announcement import read_announcement
from bot.domain.session import Change, Rsvp, Session, SessionDetails, SessionState
from bot.domain.subject import Subject
from cogs.sessions import finding, forms, lists, settle, telling, words
from cogs.sessions.forms import PasteForm, SessionForm
from storage import cards, rsvps, sessions

AnySession = Annotated[int, Ref("any-session")]
EverySession = Annotated[int, Ref("every-session")]


class Organising(Cog):
    """Commands to make a session, to change it, and to see who comes."""

    @command("sessie nieuw", right=Right.MODERATOR, adds=True)
    async def new(self, ctx: Context, form: SessionForm) -> Answer:
        """Keep a new session as a draft and show how its card will look."""
        details = forms.details(form, ctx.community)
        session = await sessions.add(ctx.tx, ctx.community.id, details, ctx.now)
        view = await finding.card(ctx, session, ctx.public)
        said = paragraph(ctx.t("new-kept", number=session.number))
        announce = FollowUp(ctx.t("button-announce"), "sessie-aankondigen", {"session": str(session.number)})
        return Answer(content(said, *fit(view.content).blocks), follow_ups=(announce,))

    @command("sessie plakken", right=Right.MODERATOR)
    async def paste(self, ctx: Context, form: PasteForm) -> OpenForm:
        """Read an announcement and open the form with what was understood."""
        today = ctx.now.astimezone(ctx.community.zone).date()
        read = read_announcement(form.text, today, ctx.community.zone)
        notes = [ctx.t(f"notice-{notice.code}", **notice.values) for notice in read.warnings]
        return OpenForm("sessie-nieuw", forms.understood(read), (ctx.t("paste-check"), *notes))

    @command("sessie wijzig", right=Right.MODERATOR)
    async def change(self, ctx: Context, session: AnySession, form: SessionForm) -> Answer | Preview:
        """Change what is said about a session; where it moves, show first who will be told."""
        found = await finding.find_unended(ctx, session)
        change = Change(found.details, _details(ctx, found, form))
        if change.before == change.after:
            return Answer(content(paragraph(ctx.t("unchanged", number=found.number))))
        if found.state is not SessionState.ANNOUNCED:
            return await _changed(ctx, found, change)
        if change.after.ends_at <= ctx.now:
            raise UserError("error-is-past", field="day", day=ctx.t.date(change.after.starts_at))
        if (change.when or change.where) and not ctx.confirmed:
            return await _preview(ctx, found, change)
        answer = await _changed(ctx, found, change)
        await _follow(ctx, found.id, change)
        return answer

    @change.filled_by
    async def current(self, ctx: Context, session: int) -> Form:
        """Return the form as the session stands."""
        return forms.filled_in((await finding.find_unended(ctx, session)).details)

    @command("sessie deelnemers", right=Right.MODERATOR)
    async def attendees(self, ctx: Context, session: EverySession, page: Annotated[int, Page()] = 1) -> Answer:
        """Show a moderator who answered what, also what cannot be answered any more."""
        return await lists.attendees(ctx, await finding.find(ctx, session), page)


def _details(ctx: Context, found: Session, form: SessionForm) -> SessionDetails:
    """Return what the form says. The session keeps its own zone, also where new ones are planned in another."""
    return forms.details(form, replace(ctx.community, zone=found.details.zone))


async def _preview(ctx: Context, session: Session, change: Change) -> Preview:
    to_tell = await rsvps.accounts_to_tell(ctx.tx, session.id)
    view = await finding.card(ctx, replace(session, details=change.after), ctx.public)
    lost = [words.label(ctx.t, change.before, choice) for choice in Rsvp if choice in change.lost]
    blocks = (
        *telling.moved(ctx.t, session, change),
        *(paragraph(ctx.t("change-loses", label=label)) for label in lost),
        paragraph(ctx.t("change-preview", people=len(to_tell))),
    )
    return Preview(content(*blocks), "button-change-session", card=view)


async def _changed(ctx: Context, session: Session, change: Change) -> Answer:
    await sessions.change(ctx.tx, session.id, change.after, ctx.now)
    return Answer(content(paragraph(ctx.t("changed", number=session.number, title=change.after.title))))


async def _follow(ctx: Context, session_id: int, change: Change) -> None:
    """Let what depends on an announced session follow its change."""
    session = await sessions.get(ctx.tx, session_id)
    if session is None:
        raise LookupError(f"no session {session_id}")
    subject = Subject(settle.KIND, session.id)
    if change.when or change.where:
        await telling.tell_changed(ctx, session, change)
    if change.when:
        await settle.plan_end(ctx, session)
    await cards.touch(ctx.tx, [subject])
    ctx.changed.add(subject)
