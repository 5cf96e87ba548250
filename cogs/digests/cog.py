"""Commands about digests."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Annotated

from bot.api import content as contents
from bot.api.answers import Answer, Preview
from bot.api.cog import Cog, Context, Form, Right, Texts, command
from bot.api.content import Block, Content, Divider, Heading, Items, content, paragraph, spans, split
from bot.api.errors import UserError
from bot.api.parameters import Text
from bot.api.phrases import contact, paragraphs
from bot.domain.subject import Period
from storage import communities, digests, outbox
from storage.outbox import Lane, Parcel

FIRST_LOOKS_BACK = timedelta(days=30)


@dataclass(frozen=True)
class DigestForm(Form):
    """What a moderator adds to a digest."""

    foreword: Annotated[str | None, Text(most=1000, long=True)] = None


class Digests(Cog):
    """Posts digests."""

    name = "digests"

    @command("overzicht voorbeeld", right=Right.MODERATOR)
    async def example(self, ctx: Context) -> Answer:
        """Show a moderator the digest as it would be now."""
        first, *more = await self._digest(ctx, None)
        return Answer(first, more=tuple(more))

    @command("overzicht nu", right=Right.MODERATOR)
    async def now(self, ctx: Context, form: DigestForm) -> Answer | Preview:
        """Post a digest, after a look at it."""
        parts = await self._digest(ctx, form.foreword)
        channels = await communities.channels_for(ctx.tx, ctx.community.id, "announcements")
        if not channels:
            raise UserError("error-no-channel")
        if not ctx.confirmed:
            note = [paragraph(ctx.t("preview-parts", parts=len(parts)))] if len(parts) > 1 else []
            return Preview(contents.fit(content(*note, *parts[0].blocks)), "button-post-digest")
        number = await digests.record(ctx.tx, ctx.community.id, ctx.now)
        for channel in channels:
            for part, said in enumerate(parts, 1):
                parcel = Parcel(
                    key=f"digest:{ctx.community.id}:{number}:{channel.id}:{part}",
                    kind="post",
                    platform=channel.platform,
                    target=channel.ref,
                    lane=Lane.DIGEST,
                    payload=contents.to_json(said),
                )
                await outbox.put(ctx.tx, parcel)
        return Answer(content(paragraph(ctx.t("posted", number=number))))

    @now.filled_by
    async def blank(self, ctx: Context) -> Form:
        """Ask for a foreword first."""
        return DigestForm()

    async def _digest(self, ctx: Context, foreword: str | None) -> list[Content]:
        """Gather the digest: foreword, contents, each cog's sections, contact."""
        t = ctx.public
        last = await digests.last_posted(ctx.tx, ctx.community.id)
        period = Period(last or ctx.now - FIRST_LOOKS_BACK, ctx.now)
        parts = [await cog.digest(scope, period) for cog, scope in ctx.cogs]
        sections = sorted(chain.from_iterable(parts), key=lambda section: section.order)
        if not sections:
            raise UserError("error-nothing-new")
        blocks: list[Block] = [
            Heading(t("title", community=ctx.community.name)),
            *paragraphs(foreword or t("foreword")),
            Heading(t("contents-heading"), 2),
            Items(tuple(spans(section.title) for section in sections), ordered=True),
        ]
        for section in sections:
            blocks += [Divider(), Heading(section.title, 2), *section.blocks]
        return split([*blocks, *_closing(t, ctx)])


def _closing(t: Texts, ctx: Context) -> list[Block]:
    reach = contact(t, ctx.community.contact)
    blocks: list[Block] = [Divider(), paragraph(t("closing"))]
    return blocks if reach is None else [*blocks, reach]
