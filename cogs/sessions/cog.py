"""Commands about sessions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from bot.api.answers import Answer, OpenForm, Preview
from bot.api.cards import Card, Choice
from bot.api.cog import Context, Form, Right, Scope, Section, Texts, command
from bot.api.content import Items, content, paragraph
from bot.api.errors import UserError
from bot.api.parameters import OneOf, Option, Page, Ref, Text
from bot.domain.announcement import read_announcement
from bot.domain.session import Rsvp, Session, SessionState
from bot.domain.subject import Due, Period, Subject
from cogs.sessions import card as cards_view
from cogs.sessions import forms, lists, settle
from cogs.sessions.forms import PasteForm, SessionForm
from cogs.sessions.reactions import ReactionSetting, earlier_choices
from storage import cards, communities, rsvps, schedule, sessions

Coming = Annotated[int, Ref("session")]
AnySession = Annotated[int, Ref("any-session")]
SAYABLE = (Rsvp.PLACE.value, Rsvp.ONLINE.value, Rsvp.MAYBE.value)
IN_A_DIGEST = 5


class Sessions(ReactionSetting):
    """Announces sessions and takes RSVPs."""

    name = "sessions"
    subjects = (settle.KIND,)
    one_choice = True
    dues = (settle.OVER,)

    @command("sessie nieuw", right=Right.MODERATOR)
    async def new(self, ctx: Context, form: SessionForm) -> Answer:
        """Keep a new session as a draft and show how its card will look."""
        session = await sessions.add(ctx.tx, ctx.community.id, forms.details(form, ctx.community))
        view = await self._card(ctx, session, ctx.public)
        said = paragraph(ctx.t("new-kept", number=session.number))
        return Answer(content(said, *view.content.blocks))

    @command("sessie plakken", right=Right.MODERATOR)
    async def paste(self, ctx: Context, form: PasteForm) -> OpenForm:
        """Read an announcement and open the form with what was understood."""
        today = ctx.now.astimezone(ctx.community.zone).date()
        read = read_announcement(form.text, today, ctx.community.zone)
        notes = [ctx.t(f"notice-{notice.code}", **notice.values) for notice in read.warnings]
        return OpenForm("sessie-nieuw", forms.understood(read), (ctx.t("paste-check"), *notes))

    @command("sessie lijst")
    async def listing(self, ctx: Context, page: Annotated[int, Page()] = 1) -> Answer:
        """List what is coming; moderators see drafts too."""
        return await lists.coming(ctx, page)

    @command("sessie toon")
    async def show(self, ctx: Context, session: Coming) -> Answer:
        """Show one session whole."""
        found = await self._find(ctx, session)
        view = await self._card(ctx, found, ctx.t)
        return Answer(content(*view.content.blocks))

    @command("sessie wijzig", right=Right.MODERATOR)
    async def change(self, ctx: Context, session: AnySession, form: SessionForm) -> Answer:
        """Change what is said about a session; its cards follow."""
        found = await self._find(ctx, session)
        _refuse_ended(found)
        # It keeps its own zone, also where new sessions are planned in another.
        details = forms.details(form, replace(ctx.community, zone=found.details.zone))
        await sessions.change(ctx.tx, found.id, details)
        ctx.changed.add(Subject(settle.KIND, found.id))
        if found.state is SessionState.ANNOUNCED:
            if details.ends_at <= ctx.now:
                raise UserError("error-is-past", field="day", day=ctx.t.date(details.starts_at))
            await settle.plan_end(ctx, await self._find(ctx, session))
            await cards.touch(ctx.tx, [Subject(settle.KIND, found.id)])
        return Answer(content(paragraph(ctx.t("changed", number=found.number, title=details.title))))

    @change.filled_by
    async def current(self, ctx: Context, session: int) -> Form:
        """Return the form as the session stands."""
        found = await self._find(ctx, session)
        _refuse_ended(found)
        return forms.filled_in(found.details)

    @command("sessie aankondigen", right=Right.MODERATOR)
    async def announce(self, ctx: Context, session: AnySession) -> Answer | Preview:
        """Show how the card will look; on a yes, post it and open the sign-up."""
        found = await self._find(ctx, session)
        _refuse_ended(found)
        if found.state is SessionState.ANNOUNCED:
            raise UserError("error-already-announced", number=found.number)
        if found.details.ends_at <= ctx.now:
            raise UserError("error-is-past", day=ctx.t.date(found.details.starts_at))
        channels = await communities.channels_for(ctx.tx, ctx.community.id, "announcements")
        if not channels:
            raise UserError("error-no-channel")
        if not ctx.confirmed:
            return Preview((await self._card(ctx, found, ctx.public)).content, "button-post")
        await sessions.set_state(ctx.tx, found.id, SessionState.ANNOUNCED)
        await cards.post(ctx.tx, Subject(settle.KIND, found.id), [channel.id for channel in channels])
        await settle.plan_end(ctx, found)
        ctx.changed.add(Subject(settle.KIND, found.id))
        return Answer(content(paragraph(ctx.t("announced", number=found.number, title=found.details.title))))

    @command("sessie afzeggen", right=Right.MODERATOR)
    async def cancel(
        self, ctx: Context, session: AnySession, reason: Annotated[str, Text(most=300, long=True)]
    ) -> Answer | Preview:
        """Cancel a session; who signed up hears it."""
        found = await self._find(ctx, session)
        _refuse_ended(found)
        told = found.details
        to_tell = await rsvps.accounts_to_tell(ctx.tx, found.id)
        if not ctx.confirmed:
            text = ctx.t("cancel-preview", title=told.title, day=ctx.t.date(told.starts_at), people=len(to_tell))
            return Preview(
                content(paragraph(text), paragraph(ctx.t("cancel-reason", reason=reason))), "button-cancel-session"
            )
        await sessions.set_state(ctx.tx, found.id, SessionState.CANCELLED, reason)
        await cards.close(ctx.tx, Subject(settle.KIND, found.id))
        await schedule.cancel(ctx.tx, f"{settle.OVER}:{found.id}")
        ctx.changed.add(Subject(settle.KIND, found.id))
        day = ctx.public.date(told.starts_at)
        for who in to_tell:
            text = ctx.public("cancelled-dm", title=told.title, day=day, reason=reason)
            await settle.tell(ctx, who.account_key, f"cancelled:{found.id}:{who.account_key}", text)
        return Answer(content(paragraph(ctx.t("cancelled", title=told.title, people=len(to_tell)))))

    @command("sessie deelnemers", right=Right.MODERATOR)
    async def attendees(self, ctx: Context, session: AnySession, page: Annotated[int, Page()] = 1) -> Answer:
        """Show a moderator who answered what."""
        return await lists.attendees(ctx, await self._find(ctx, session), page)

    @command("aanmelden")
    async def sign_up(self, ctx: Context, session: Coming, choice: Annotated[str, OneOf(SAYABLE)]) -> Answer:
        """Say quietly how one comes."""
        found = await self._open(ctx, session)
        answer = Rsvp(choice)
        if answer not in found.details.options:
            raise UserError("error-not-offered", field="choice", label=ctx.t(f"choice-{choice}"))
        return await self._said(ctx, found, answer)

    @command("afmelden")
    async def sign_off(self, ctx: Context, session: Coming) -> Answer:
        """Say quietly that one does not come."""
        return await self._said(ctx, await self._open(ctx, session), Rsvp.NO)

    @command("mijn aanmeldingen")
    async def mine(self, ctx: Context, page: Annotated[int, Page()] = 1) -> Answer:
        """Show somebody their own answers."""
        return await lists.mine(ctx, page)

    async def choices(self, scope: Scope, subject: Subject) -> Sequence[Choice]:
        """Return the reactions that mean something on this session's card."""
        session = await sessions.get(scope.tx, subject.id)
        if session is None or not session.is_open(scope.now):
            return ()
        offered = cards_view.choices(scope.t, session.details, await settle.emoji(scope.tx, scope.community.id))
        return [*offered, *await earlier_choices(scope, offered)]

    async def settle(self, scope: Scope, subject: Subject) -> None:
        """Derive the RSVPs of a session."""
        await settle.settle(scope, subject)

    async def card(self, scope: Scope, subject: Subject) -> Card:
        """Return a session's card."""
        session = await sessions.get(scope.tx, subject.id)
        if session is None:
            raise LookupError(f"no session {subject.id}")
        return await self._card(scope, session, scope.public)

    async def due(self, scope: Scope, due: Due) -> None:
        """End a session: no more reactions count, and its card says so."""
        await sessions.set_state(scope.tx, due.subject_id, SessionState.OVER)
        await cards.close(scope.tx, Subject(settle.KIND, due.subject_id))

    async def options(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return the sessions that are coming, soonest first."""
        drafts = source == "any-session"
        coming = await sessions.coming(scope.tx, scope.community.id, scope.now, drafts=drafts)
        return [Option(str(session.number), cards_view.line(scope.t, session)) for session in coming]

    async def digest(self, scope: Scope, period: Period) -> Sequence[Section]:
        """Return the sessions that are coming, with counts."""
        coming = (await sessions.coming(scope.tx, scope.community.id, scope.now))[:IN_A_DIGEST]
        if not coming:
            return ()
        items = tuple([await lists.item(scope, session) for session in coming])
        return [Section(10, scope.t("digest-heading"), (Items(items),))]

    async def _said(self, ctx: Context, session: Session, choice: Rsvp) -> Answer:
        await settle.say(ctx, session, choice)
        text_id = "signed-off" if choice is Rsvp.NO else "signed-up"
        label = cards_view.label(ctx.t, session.details, choice)
        text = ctx.t(text_id, label=label, title=session.details.title, day=ctx.t.date(session.details.starts_at))
        return Answer(content(paragraph(text)))

    async def _card(self, scope: Scope, session: Session, t: Texts) -> Card:
        counts = await rsvps.counts(scope.tx, session.id)
        emoji = await settle.emoji(scope.tx, scope.community.id)
        return cards_view.card(t, session, counts, emoji, scope.community.contact)

    async def _find(self, ctx: Context, number: int) -> Session:
        session = await sessions.by_number(ctx.tx, ctx.community.id, number)
        if session is None or (session.state is SessionState.DRAFT and not ctx.author.moderator):
            raise UserError("error-no-session", number=number)
        return session

    async def _open(self, ctx: Context, number: int) -> Session:
        session = await self._find(ctx, number)
        if not session.is_open(ctx.now):
            raise UserError("error-closed", title=session.details.title)
        return session


def _refuse_ended(session: Session) -> None:
    if session.state in {SessionState.CANCELLED, SessionState.OVER}:
        raise UserError(f"error-state-{session.state.value}", number=session.number)
