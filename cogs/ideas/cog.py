"""Commands about ideas."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from msgspec.structs import replace

from bot.api import paging
from bot.api.answers import Answer, FollowUp, Preview, quiet_ways
from bot.api.cards import Card, Choice
from bot.api.cog import Context, Form, Right, Scope, Section, command
from bot.api.content import Block, Heading, Items, content, paragraph, spans
from bot.api.errors import UserError
from bot.api.fitting import shortened
from bot.api.kinds import Option
from bot.api.parameters import OneOf, Page, Pick, Ref, Text
from bot.domain.idea import Idea, IdeaStatus, Support, SupportCounts, says_nothing, what_if_clause, without_now
from bot.domain.subject import Period, Subject
from cogs.ideas import card as cards_view
from cogs.ideas.themes import ThemeSetting, themes
from storage import cards, communities, ideas, statements
from storage.ideas import Order
from storage.limits import ALL
from storage.statements import Meaning

KIND = "idea"
A_PAGE = 8
IN_A_LIST = 180
"""Characters of an idea that fit in a list: so a page fits in one message."""
OFFERED = 25
IN_A_DIGEST = 5

IdeaNumber = Annotated[int, Ref("idea")]


@dataclass(frozen=True)
class IdeaForm(Form):
    """An idea against how things are now."""

    what_if: Annotated[str, Text(most=300, long=True)]
    now: Annotated[str, Text(most=1000, long=True)]
    theme: Annotated[str | None, Pick("theme")] = None


class Ideas(ThemeSetting):
    """Collects "Wat als…" ideas and the support they get."""

    name = "ideas"
    subjects = (KIND,)

    @command("watals", on_message="what_if")
    async def submit(self, ctx: Context, idea: IdeaForm) -> Answer | Preview:
        """Show an idea as it will look; on a yes, publish it. Who sent it is not kept."""
        if idea.theme is not None and idea.theme not in await themes(ctx):
            raise UserError("error-not-a-choice", field="theme")
        channels = await communities.channels_for(ctx.tx, ctx.community.id, "ideas")
        if not channels:
            raise UserError("error-no-channel")
        what_if, now = what_if_clause(idea.what_if), without_now(idea.now)
        if says_nothing(what_if):
            raise UserError("error-missing", field="what_if")
        if not ctx.confirmed:
            number = await ideas.next_number(ctx.tx, ctx.community.id)
            shown = Idea(0, number, what_if, now, idea.theme, IdeaStatus.NEW, None, ctx.now)
            view = cards_view.card(ctx.public, shown, SupportCounts())
            return Preview(content(paragraph(ctx.t("preview-lead"))), "button-publish", card=view)
        kept = await ideas.add(ctx.tx, ctx.community.id, what_if=what_if, now=now, theme=idea.theme, at=ctx.now)
        await cards.post(ctx.tx, Subject(KIND, kept.id), [channel.id for channel in channels])
        return Answer(content(paragraph(ctx.t("published", number=kept.number))))

    @command("idee lijst")
    async def listing(
        self,
        ctx: Context,
        order: Annotated[str, OneOf(("newest", "supported"))] = "newest",
        page: Annotated[int, Page()] = 1,
    ) -> Answer:
        """List ideas, newest or most supported first."""
        by = Order.NEWEST if order == "newest" else Order.MOST_SUPPORTED
        part = paging.part_of(page, await ideas.count(ctx.tx, ctx.community.id), A_PAGE)
        found = await ideas.listed(ctx.tx, ctx.community.id, by, part.limit, offset=part.offset)
        if not found:
            raise UserError("none-idea")
        short = [(replace(idea, what_if=shortened(idea.what_if, IN_A_LIST)), counts) for idea, counts in found]
        return Answer(
            content(Heading(paging.heading(ctx.t, ctx.t(f"list-{order}"), part)), *_lines(ctx, short)),
            follow_ups=paging.turning(ctx.t, part, "idee-lijst", {"order": order}),
        )

    @command("idee toon")
    async def show(self, ctx: Context, idea: IdeaNumber) -> Answer:
        """Show one idea whole."""
        found, counts = await _find(ctx, idea)
        view = cards_view.card(ctx.t, found, counts, to_click=False)
        return Answer(view.content, follow_ups=quiet_ways(view.choices))

    @command("idee steun")
    async def support(
        self, ctx: Context, idea: IdeaNumber, support: Annotated[str, OneOf(("support", "join", "none"))]
    ) -> Answer:
        """Support an idea quietly, or take quiet support back."""
        found, _ = await _find(ctx, idea)
        subject = Subject(KIND, found.id)
        if support == "none":
            seq = await statements.take_seqs(ctx.tx, 1)
            await statements.withdraw(ctx.tx, [(ctx.author.key, _said_about(found))], seq)
        else:
            await communities.know_accounts(ctx.tx, ctx.community.id, {ctx.author.key: ctx.author.name})
            meaning = Meaning(ctx.community.id, subject, Support(support).value)
            await statements.say(ctx.tx, meaning, ctx.author.key, _said_about(found))
        ctx.touched.add(subject)
        undo = FollowUp(ctx.t("choice-none"), "idee-steun", {"idea": str(found.number), "support": "none"})
        return Answer(
            content(paragraph(ctx.t(f"said-{support}", number=found.number))),
            follow_ups=() if support == "none" else (undo,),
        )

    @command("idee status", right=Right.MODERATOR)
    async def status(
        self,
        ctx: Context,
        idea: IdeaNumber,
        status: Annotated[str, OneOf(tuple(status.value for status in IdeaStatus))],
        note: Annotated[str | None, Text(most=500, long=True)] = None,
    ) -> Answer:
        """Say in public what is being done with an idea."""
        found, _ = await _find(ctx, idea)
        await ideas.set_status(ctx.tx, found.id, IdeaStatus(status), note)
        await cards.touch(ctx.tx, [Subject(KIND, found.id)])
        return Answer(content(paragraph(ctx.t("status-set", number=found.number, status=ctx.t(f"choice-{status}")))))

    async def choices(self, scope: Scope, subject: Subject) -> Sequence[Choice]:
        """Return the reactions that mean support."""
        found = await ideas.get(scope.tx, subject.id)
        return () if found is None else cards_view.choices(scope.public, found[0].number)

    async def settle(self, scope: Scope, subject: Subject) -> None:
        """Derive who supports an idea."""
        await ideas.settle(scope.tx, subject.id)

    async def card(self, scope: Scope, subject: Subject) -> Card:
        """Return an idea's card."""
        found = await ideas.get(scope.tx, subject.id)
        if found is None:
            raise LookupError(f"no idea {subject.id}")
        return cards_view.card(scope.public, *found)

    async def options(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return the newest ideas, or the themes to choose from."""
        if source == "theme":
            return [Option(theme, theme) for theme in await themes(scope)]
        return await _offered(scope, OFFERED)

    async def search(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return all ideas, newest first, or the themes to choose from."""
        return await (self.options(scope, source) if source == "theme" else _offered(scope, ALL))

    async def digest(self, scope: Scope, period: Period) -> Sequence[Section]:
        """Return the ideas that are new, and those with most support."""
        new = await ideas.listed(scope.tx, scope.community.id, Order.NEWEST, IN_A_DIGEST, within=period)
        most = await ideas.listed(scope.tx, scope.community.id, Order.MOST_SUPPORTED, IN_A_DIGEST)
        supported = [(idea, counts) for idea, counts in most if counts.support or counts.join]
        parts = ((20, "digest-new", new), (30, "digest-supported", supported))
        return [Section(at, scope.t(title), tuple(_lines(scope, found))) for at, title, found in parts if found]


async def _find(ctx: Context, number: int) -> tuple[Idea, SupportCounts]:
    found = await ideas.by_number(ctx.tx, ctx.community.id, number)
    if found is None:
        raise UserError("error-no-idea", number=number)
    return found


async def _offered(scope: Scope, most: int) -> list[Option]:
    newest = await ideas.listed(scope.tx, scope.community.id, Order.NEWEST, most)
    return [Option(str(idea.number), cards_view.line(scope.t, idea, counts)) for idea, counts in newest]


def _lines(scope: Scope, found: Sequence[tuple[Idea, SupportCounts]]) -> list[Block]:
    return [Items((spans(cards_view.line(scope.t, idea, counts)),)) for idea, counts in found]


def _said_about(idea: Idea) -> str:
    return f"said:idea:{idea.id}"
