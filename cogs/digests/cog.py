"""Commands about digests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated

from bot.api.answers import Answer, FollowUp, OpenForm, Preview
from bot.api.cog import Cog, Context, Form, Right, Scope, Section, Texts, command
from bot.api.content import Block, Content, Fact, Heading, Items, Quote, content, paragraph, spans, strong
from bot.api.errors import UserError
from bot.api.fitting import fit, shortened
from bot.api.kinds import Option
from bot.api.parameters import OneOf, Ref, Text
from bot.api.phrases import linked
from bot.api.times import TimeOfDay
from bot.domain.subject import Due, Period, Subject
from bot.domain.weekly import Weekly
from cogs.digests import gathering, moments
from storage import digests

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFF = "off"
LABEL = 60
"""Characters of something kept by which it is recognised."""


@dataclass(frozen=True)
class DigestForm(Form):
    """What a moderator adds to a digest."""

    foreword: Annotated[str | None, Text(most=1000, long=True)] = None


@dataclass(frozen=True)
class MomentForm(Form):
    """When in the week digests come."""

    weekday: Annotated[str | None, OneOf((*DAYS, OFF))] = None
    at: Annotated[time | None, TimeOfDay()] = None


class Digests(Cog):
    """Posts digests."""

    name = "digests"
    dues = (moments.DUE,)

    @command("overzicht voorbeeld", right=Right.MODERATOR)
    async def example(self, ctx: Context) -> Answer:
        """Show a moderator the digest as it would be now."""
        first, *more = await _gathered(ctx)
        return Answer(first, more=tuple(more))

    @command("overzicht nu", right=Right.MODERATOR)
    async def now(self, ctx: Context, form: DigestForm) -> Answer | Preview:
        """Post a digest, after a look at it."""
        parts = await _gathered(ctx, form.foreword)
        where = await gathering.channels(ctx)
        if not where:
            raise UserError("error-no-channel")
        if not ctx.confirmed:
            note = [paragraph(ctx.t("preview-parts", parts=len(parts)))] if len(parts) > 1 else []
            return Preview(fit(content(*note, *parts[0].blocks)), "button-post-digest")
        number = await gathering.post(ctx, parts, where)
        return Answer(content(paragraph(ctx.t("posted", number=number))))

    @now.filled_by
    async def blank(self, ctx: Context) -> Form:
        """Ask for a foreword first."""
        return DigestForm()

    @command("overzicht erbij", right=Right.MODERATOR, on_message="text")
    async def keep(self, ctx: Context, text: Annotated[str, Text(most=800, long=True)]) -> Answer | Preview:
        """Keep words for the next digest, after a thought about who may read them. Who wrote them is not kept."""
        if not ctx.confirmed:
            said: list[Block] = [paragraph(ctx.t("keep-check")), _quote(text), paragraph(ctx.t("keep-change"))]
            return Preview(content(*said), "button-keep")
        number = await digests.keep_item(ctx.tx, ctx.community.id, text, ctx.now)
        undo = FollowUp(ctx.t("follow-drop"), "overzicht-eraf", {"item": str(number)})
        return Answer(content(paragraph(ctx.t("kept", number=number))), follow_ups=(undo,))

    @command("overzicht lijst", right=Right.MODERATOR)
    async def listing(self, ctx: Context) -> Answer:
        """List what waits for the next digest."""
        waiting = await digests.waiting_items(ctx.tx, ctx.community.id)
        if not waiting:
            raise UserError("none-item")
        items = [Items((spans(strong(f"{item.id}. "), *linked(item.body).spans),)) for item in waiting]
        return Answer(content(Heading(ctx.t("list-heading")), *items, paragraph(ctx.t("list-how"))))

    @command("overzicht eraf", right=Right.MODERATOR)
    async def drop(self, ctx: Context, item: Annotated[int, Ref("item")]) -> Answer:
        """Forget something that waits for the next digest, and give its words back."""
        waiting = await digests.waiting_items(ctx.tx, ctx.community.id)
        found = next((kept for kept in waiting if kept.id == item), None)
        if found is None:
            raise UserError("error-no-item", number=item)
        await digests.drop_item(ctx.tx, found.id)
        return Answer(content(paragraph(ctx.t("dropped")), _quote(found.body)))

    @command("instellen overzicht", right=Right.MODERATOR)
    async def set_moment(self, ctx: Context, form: MomentForm) -> Answer | OpenForm:
        """Choose when in the week a digest comes by itself."""
        if form.weekday is None:
            return OpenForm("instellen-overzicht", _typed(await moments.weekly(ctx)))
        if form.weekday == OFF:
            await moments.stop(ctx)
            return Answer(content(paragraph(ctx.t("weekly-stopped"))))
        if form.at is None:
            raise UserError("error-no-time", field="at")
        told = Weekly(DAYS.index(form.weekday), form.at)
        moment = _in_words(ctx.t, told, await moments.set_weekly(ctx, told))
        return Answer(content(paragraph(ctx.t("weekly-set", moment=moment))))

    async def due(self, scope: Scope, due: Due) -> None:
        """Post the digest of this week."""
        await moments.come(scope)

    async def changed(self, scope: Scope, subject: Subject) -> None:
        """Keep the weekly moment at its time on the clock when the community moves to another zone."""
        if subject == Subject("community", scope.community.id):
            await moments.keep_wall(scope)

    async def settings(self, scope: Scope) -> Sequence[Fact]:
        """Return when digests come by themselves."""
        told = await moments.weekly(scope)
        at = None if told is None else told.next_after(scope.now, scope.community.zone)
        value = scope.t("weekly-off") if told is None or at is None else _in_words(scope.t, told, at)
        return [Fact("🗞️", scope.t("fact-weekly"), value)]

    async def options(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return what waits for the next digest."""
        waiting = await digests.waiting_items(scope.tx, scope.community.id)
        return [Option(str(item.id), f"{item.id}. {shortened(item.body, LABEL)}") for item in waiting]

    async def digest(self, scope: Scope, period: Period) -> Sequence[Section]:
        """Return what moderators kept for this digest."""
        return await gathering.kept_for_later(scope)


async def _gathered(ctx: Context, foreword: str | None = None) -> list[Content]:
    parts = await gathering.gather(ctx, foreword)
    if not parts:
        raise UserError("error-nothing-new")
    return parts


def _typed(told: Weekly | None) -> dict[str, str]:
    """Return a weekly moment the way one would type it."""
    return {"weekday": OFF} if told is None else {"weekday": DAYS[told.weekday], "at": TimeOfDay().write(told.at)}


def _in_words(t: Texts, told: Weekly, at: datetime) -> str:
    weekday = t(f"choice-{DAYS[told.weekday]}")
    return t("weekly-moment", weekday=weekday, time=f"{told.at:%H:%M}", day=t.date(at), next=t.time(at))


def _quote(text: str) -> Quote:
    return Quote(linked(text).spans)
