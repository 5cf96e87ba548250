"""What moderators tell everybody about a session: that it is there, again, elsewhere, or not any more."""

from typing import Annotated

from bot.api.answers import Answer, Preview
from bot.api.cog import Cog, Context, Right, command
from bot.api.content import content, paragraph
from bot.api.errors import UserError
from bot.api.parameters import Ref, Text
from bot.domain.session import SessionState
from bot.domain.subject import Subject
from cogs.sessions import finding, settle, telling
from cogs.sessions.organising import AnySession
from storage import cards, communities, rsvps, schedule, sessions

Coming = Annotated[int, Ref("session")]


class Announcing(Cog):
    """Commands that announce a session, post it anew, cancel it, or draw it."""

    @command("sessie aankondigen", right=Right.MODERATOR)
    async def announce(self, ctx: Context, session: AnySession) -> Answer | Preview:
        """Show how the card will look; on a yes, post it and open the sign-up."""
        found = await finding.find_unended(ctx, session)
        if found.state is SessionState.ANNOUNCED:
            raise UserError("error-already-announced", number=found.number)
        if found.details.ends_at <= ctx.now:
            raise UserError("error-is-past", day=ctx.t.date(found.details.starts_at))
        channels = await _channels(ctx)
        if not ctx.confirmed:
            view = await finding.card(ctx, found, ctx.public)
            return Preview(content(paragraph(ctx.t("announce-preview"))), "button-post", card=view)
        subject = Subject(settle.KIND, found.id)
        await sessions.set_state(ctx.tx, found.id, SessionState.ANNOUNCED)
        await cards.post(ctx.tx, subject, channels)
        await settle.plan_end(ctx, found)
        ctx.changed.add(subject)
        return Answer(content(paragraph(ctx.t("announced", number=found.number, title=found.details.title))))

    @command("sessie opnieuw", right=Right.MODERATOR)
    async def repost(self, ctx: Context, session: Coming) -> Answer:
        """Post a card anew where everybody sees it, and take the one that got buried away."""
        found = await finding.find_unended(ctx, session)
        if not found.is_open(ctx.now):
            raise UserError("error-not-announced", number=found.number)
        channels = await _channels(ctx)
        subject = Subject(settle.KIND, found.id)
        await cards.retire(ctx.tx, subject)
        await cards.post(ctx.tx, subject, channels)
        return Answer(content(paragraph(ctx.t("reposted", number=found.number, title=found.details.title))))

    @command("sessie afzeggen", right=Right.MODERATOR)
    async def cancel(
        self, ctx: Context, session: AnySession, reason: Annotated[str, Text(most=300, long=True)]
    ) -> Answer | Preview:
        """Cancel a session; who signed up hears it."""
        found = await finding.find_unended(ctx, session)
        told, subject = found.details, Subject(settle.KIND, found.id)
        people = len(await rsvps.accounts_to_tell(ctx.tx, found.id))
        if not ctx.confirmed:
            text = ctx.t("cancel-preview", title=told.title, day=ctx.t.date(told.starts_at), people=people)
            return Preview(
                content(paragraph(text), paragraph(ctx.t("cancel-reason", reason=reason))), "button-cancel-session"
            )
        await sessions.cancel(ctx.tx, found.id, reason, ctx.now)
        await cards.close(ctx.tx, subject)
        await schedule.cancel(ctx.tx, f"{settle.OVER}:{found.id}")
        await telling.tell_cancelled(ctx, await finding.find(ctx, session), reason)
        ctx.changed.add(subject)
        return Answer(content(paragraph(ctx.t("cancelled", title=told.title, people=people))))

    @command("sessie poster", right=Right.MODERATOR)
    async def draw(self, ctx: Context, session: AnySession) -> Answer:
        """Draw a picture of a session, for people who are not in the chat."""
        from cogs.sessions.poster import poster  # noqa: PLC0415 - few draw: what they need for it is loaded when they do

        found = await finding.find_unended(ctx, session)
        return Answer(content(paragraph(ctx.t("poster-made")), poster(ctx.public, found, ctx.community)))


async def _channels(ctx: Context) -> list[int]:
    channels = await communities.channels_for(ctx.tx, ctx.community.id, "announcements")
    if not channels:
        raise UserError("error-no-channel")
    return [channel.id for channel in channels]
