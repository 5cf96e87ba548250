"""Commands about reminders, and what makes them follow their session."""

from collections.abc import Sequence

from bot.api.answers import Answer, FollowUp
from bot.api.cog import Cog, Context, Scope, command
from bot.api.content import Fact, content, paragraph
from bot.domain.subject import Due, Subject
from cogs.reminders import remind
from storage import communities, outbox, reminders, sessions

TURN_OFF, TURN_ON = "herinneringen-uit", "herinneringen-aan"


class Reminders(Cog):
    """Reminds those who come to a session: the day before and an hour before."""

    name = "reminders"
    dues = tuple(remind.KINDS)

    @command("herinneringen")
    async def show(self, ctx: Context) -> Answer:
        """Say whether somebody gets reminders, and offer the other."""
        member = await communities.member_of(ctx.tx, ctx.community.id, ctx.author.key)
        return _answer(ctx, off=member is not None and await reminders.is_off(ctx.tx, member))

    @command("herinneringen uit")
    async def turn_off(self, ctx: Context) -> Answer:
        """Send somebody no more reminders, also none that are about to be sent."""
        member = await _member(ctx)
        await reminders.turn_off(ctx.tx, member)
        accounts = await communities.accounts_of(ctx.tx, member)
        await outbox.take_back(ctx.tx, remind.ALL, ctx.now, targets=accounts)
        return _answer(ctx, off=True)

    @command("herinneringen aan")
    async def turn_on(self, ctx: Context) -> Answer:
        """Send somebody reminders again."""
        await reminders.turn_on(ctx.tx, await _member(ctx))
        return _answer(ctx, off=False)

    async def changed(self, scope: Scope, subject: Subject) -> None:
        """Move, plan or cancel the reminders of a session."""
        session = await sessions.get(scope.tx, subject.id) if subject.kind == "session" else None
        if session is not None:
            await remind.follow(scope, session)

    async def due(self, scope: Scope, due: Due) -> None:
        """Remind everybody who comes, and wants that."""
        session = await sessions.get(scope.tx, due.subject_id)
        if session is not None:
            people = await reminders.to_remind(scope.tx, session.id)
            await remind.tell(scope, session, remind.KINDS[due.kind], people)

    async def settings(self, scope: Scope) -> Sequence[Fact]:
        """Return how many people turned reminders off."""
        many = await reminders.count_off(scope.tx, scope.community.id)
        return [Fact("🔔", scope.t("settings-label"), scope.t("settings-off", people=many))]


def _answer(ctx: Context, *, off: bool) -> Answer:
    said = ctx.t("state-off") if off else ctx.t("state-on")
    other = FollowUp(ctx.t("button-on"), TURN_ON) if off else FollowUp(ctx.t("button-off"), TURN_OFF)
    return Answer(content(paragraph(said)), follow_ups=(other,))


async def _member(ctx: Context) -> int:
    await communities.know_accounts(ctx.tx, ctx.community.id, {ctx.author.key: ctx.author.name})
    member = await communities.member_of(ctx.tx, ctx.community.id, ctx.author.key)
    assert member is not None  # noqa: S101 - known since the line above
    return member
