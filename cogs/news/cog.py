"""Commands about news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from bot.api.answers import Answer, FollowUp, Preview
from bot.api.cards import Card
from bot.api.cog import Cog, Context, Form, Right, Scope, Section, command
from bot.api.content import Block, Heading, Items, content, paragraph, spans
from bot.api.errors import UserError
from bot.api.kinds import Option
from bot.api.parameters import Ref, Text
from bot.api.times import When
from bot.domain.news import News, NewsState
from bot.domain.subject import Due, Period, Subject
from cogs.news import card as cards_view
from cogs.news import posting
from storage import cards, news

LISTED = 10
OFFERED = 25
IN_A_DIGEST = 10

Number = Annotated[int, Ref("news")]


@dataclass(frozen=True)
class NewsForm(Form):
    """An announcement, and when it is posted: at once, or at a moment to come."""

    title: Annotated[str, Text(most=120)]
    body: Annotated[str, Text(most=1500, long=True)]
    when: Annotated[datetime | None, When()] = None


class NewsCog(Cog):
    """Posts announcements that are no session."""

    name = "news"
    subjects = (news.KIND,)
    dues = (posting.DUE,)

    @command("aankondiging nieuw", right=Right.MODERATOR)
    async def new(self, ctx: Context, form: NewsForm) -> Answer | Preview:
        """Show how an announcement will look; on a yes, post it or plan it."""
        await posting.channels(ctx)
        if not ctx.confirmed:
            return _preview(ctx, form)
        kept = await news.add(ctx.tx, ctx.community.id, title=form.title, body=form.body, post_at=form.when or ctx.now)
        return await self._post_or_plan(ctx, kept, form)

    @command("aankondiging wijzig", right=Right.MODERATOR)
    async def change(self, ctx: Context, news_number: Number, form: NewsForm) -> Answer | Preview:
        """Change what an announcement says, and while it is planned also its moment."""
        found = await _find(ctx, news_number)
        is_posted = found.state is NewsState.POSTED
        if is_posted and form.when is not None:
            raise UserError("error-already-posted", field="when")
        if not ctx.confirmed:
            return _preview(ctx, form, changed=is_posted)
        await news.change(ctx.tx, found.id, title=form.title, body=form.body)
        if not is_posted:
            return await self._post_or_plan(ctx, found, form)
        await cards.touch(ctx.tx, [Subject(news.KIND, found.id)])
        return Answer(content(paragraph(ctx.t("changed", number=found.number))))

    @change.filled_by
    async def current(self, ctx: Context, news_number: int) -> Form:
        """Return the form as the announcement stands."""
        found = await _find(ctx, news_number)
        is_planned = found.state is NewsState.PLANNED
        when = found.post_at.astimezone(ctx.community.zone) if is_planned else None
        return NewsForm(found.title, found.body, when)

    @command("aankondiging intrekken", right=Right.MODERATOR)
    async def withdraw(self, ctx: Context, news_number: Number) -> Answer | Preview:
        """Take an announcement away, or let a planned one not come."""
        found = await _find(ctx, news_number)
        state = found.state.value
        if not ctx.confirmed:
            said = ctx.t(f"withdraw-{state}", title=found.title)
            return Preview(content(paragraph(said)), "button-withdraw")
        await posting.withdraw(ctx, found)
        return Answer(content(paragraph(ctx.t(f"withdrawn-{state}", number=found.number, title=found.title))))

    @command("aankondiging lijst", right=Right.MODERATOR)
    async def listing(self, ctx: Context) -> Answer:
        """List what is planned and what was posted lately."""
        planned = await news.planned(ctx.tx, ctx.community.id)
        posted = await news.posted(ctx.tx, ctx.community.id, LISTED)
        if not planned and not posted:
            raise UserError("none-news")
        blocks: list[Block] = []
        for heading, found in (("list-planned", planned), ("list-posted", posted)):
            lines = [cards_view.line(ctx.t, told, ctx.community) for told in found]
            blocks += [Heading(ctx.t(heading), 2), *(Items((spans(line),)) for line in lines)] if lines else []
        return Answer(content(*blocks, paragraph(ctx.t("list-how"))))

    async def card(self, scope: Scope, subject: Subject) -> Card:
        """Return an announcement's card."""
        found = await news.get(scope.tx, subject.id)
        if found is None:
            raise LookupError(f"no announcement {subject.id}")
        return cards_view.card(scope.public, found.title, found.body, scope.community)

    async def due(self, scope: Scope, due: Due) -> None:
        """Post what was planned for this moment."""
        await posting.come(scope, due)

    async def changed(self, scope: Scope, subject: Subject) -> None:
        """Keep what is planned at its time on the clock when the community moves to another zone."""
        if subject == Subject("community", scope.community.id):
            await posting.replan(scope)

    async def options(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return what is planned, soonest first, and then what was posted, newest first."""
        found = await news.planned(scope.tx, scope.community.id)
        found += await news.posted(scope.tx, scope.community.id, OFFERED)
        return [Option(str(told.number), cards_view.line(scope.t, told, scope.community)) for told in found[:OFFERED]]

    async def digest(self, scope: Scope, period: Period) -> Sequence[Section]:
        """Return the news of the period, newest first."""
        found = await news.posted(scope.tx, scope.community.id, IN_A_DIGEST, within=period)
        blocks = tuple(Items((cards_view.lead(told),)) for told in found)
        return [Section(5, scope.t("digest-heading"), blocks)] if blocks else []

    async def _post_or_plan(self, ctx: Context, kept: News, form: NewsForm) -> Answer:
        if form.when is None:
            await posting.post(ctx, kept)
            said = ctx.t("posted", number=kept.number)
        else:
            await posting.plan(ctx, kept, form.when)
            day, time = ctx.t.date(form.when), ctx.t.time(form.when)
            said = ctx.t("planned", number=kept.number, day=day, time=time)
        return Answer(content(paragraph(said)), follow_ups=_next_steps(ctx, kept))


def _next_steps(ctx: Context, kept: News) -> tuple[FollowUp, ...]:
    about = {"news_number": str(kept.number)}
    steps = (("follow-change", "aankondiging-wijzig"), ("follow-withdraw", "aankondiging-intrekken"))
    return tuple(FollowUp(ctx.t(label), command_id, about) for label, command_id in steps)


def _preview(ctx: Context, form: NewsForm, *, changed: bool = False) -> Preview:
    """Return how it will look, with what happens on a yes."""
    view = cards_view.card(ctx.public, form.title, form.body, ctx.community)
    if changed:
        return Preview(content(paragraph(ctx.t("preview-change"))), "button-change", view)
    if form.when is None:
        return Preview(content(paragraph(ctx.t("preview-now"))), "button-post", view)
    said = ctx.t("preview-planned", day=ctx.t.date(form.when), time=ctx.t.time(form.when))
    return Preview(content(paragraph(said)), "button-plan", view)


async def _find(ctx: Context, number: int) -> News:
    found = await news.by_number(ctx.tx, ctx.community.id, number)
    if found is None:
        raise UserError("error-no-news", number=number)
    if found.state is NewsState.WITHDRAWN:
        raise UserError("error-withdrawn", number=number)
    return found
