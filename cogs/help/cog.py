"""The help command."""

from collections.abc import Sequence
from typing import Annotated

from bot.api import paging
from bot.api.answers import Answer, CommandInfo, FollowUp
from bot.api.cog import Cog, Context, command
from bot.api.content import Block, Heading, Items, Span, code, content, paragraph, spans, strong
from bot.api.parameters import OneOf, Page, Text
from bot.api.phrases import contact
from cogs.help import search

A_PAGE = 15
OTHERS = 3
EVERYONE, MODERATORS = "everyone", "moderators"


class Help(Cog):
    """Tells what one can do here."""

    name = "help"

    @command("hulp")
    async def help(
        self,
        ctx: Context,
        word: Annotated[str | None, Text(most=100)] = None,
        audience: Annotated[str, OneOf((EVERYONE, MODERATORS), named_only=True)] = EVERYONE,
        page: Annotated[int, Page()] = 1,
    ) -> Answer:
        """Say what the reader can do here, or what is said about a word."""
        if word is None:
            return _overview(ctx, audience, page)
        found = search.about(word, ctx.commands)
        if not found:
            return _nothing(ctx, word)
        if len(found) == 1 or search.is_called(word, found[0]):
            return _details(ctx, *found)
        return _found(ctx, word, found, page)


def _overview(ctx: Context, audience: str, page: int) -> Answer:
    """Show the commands by topic: those for everyone, or those of moderators."""
    wanted = [info for info in ctx.commands if info.moderators_only == (audience == MODERATORS)]
    topics = {cog.name: scope.texts(ctx.t.locale).find("topic") or cog.name.capitalize() for cog, scope in ctx.cogs}
    order = list(topics)
    part = paging.part_of(page, len(wanted), A_PAGE)
    # What is called by one word is done most.
    ordered = sorted(wanted, key=lambda info: (order.index(info.cog), len(info.path.split())))
    shown = ordered[part.offset :][: part.limit]
    blocks: list[Block] = [
        Heading(paging.heading(ctx.t, ctx.t(f"title-{audience}"), part)),
        paragraph(ctx.t("lead")) if part.number == 1 else paragraph(ctx.t("lead-word")),
    ]
    for topic in dict.fromkeys(info.cog for info in shown):
        blocks += [Heading(topics[topic], 2), *(_line(info) for info in shown if info.cog == topic)]
    buttons = paging.turning(ctx.t, part, "hulp", {"audience": audience})
    if ctx.author.moderator and audience == EVERYONE:
        buttons += (FollowUp(ctx.t("choice-moderators"), "hulp", {"audience": MODERATORS}),)
    return Answer(content(*blocks, contact(ctx.t, ctx.community.contact)), follow_ups=buttons)


def _found(ctx: Context, word: str, found: list[CommandInfo], page: int) -> Answer:
    part = paging.part_of(page, len(found), A_PAGE)
    title = paging.heading(ctx.t, ctx.t("found", word=word), part)
    lines = [_line(info) for info in found[part.offset :][: part.limit]]
    return Answer(content(Heading(title), *lines), follow_ups=paging.turning(ctx.t, part, "hulp", {"word": word}))


def _details(ctx: Context, info: CommandInfo, *others: CommandInfo) -> Answer:
    """Say all there is to say about one command, with buttons to others that are near it."""
    inputs = [
        Items((spans(strong(item.label), "" if item.required else f" ({ctx.t('optional')})", *_after(item.help)),))
        for item in info.inputs
    ]
    return Answer(
        content(
            Heading(info.summary),
            paragraph(code(info.usage)),
            paragraph(info.intro) if info.intro else None,
            Heading(ctx.t("inputs"), 2) if inputs else None,
            *inputs,
            paragraph(f"{ctx.t('example')} ", code(info.example)),
        ),
        follow_ups=_about(others[:OTHERS]),
    )


def _nothing(ctx: Context, word: str) -> Answer:
    """Say that nothing is known about a word, and what is near it."""
    near = search.near(word, ctx.commands)
    return Answer(
        content(
            paragraph(ctx.t("nothing-found", word=word)),
            paragraph(ctx.t("perhaps")) if near else None,
            *(_line(info) for info in near),
            contact(ctx.t, ctx.community.contact),
        ),
        follow_ups=_about(near),
    )


def _about(infos: Sequence[CommandInfo]) -> tuple[FollowUp, ...]:
    return tuple(FollowUp(f"/{info.path}", "hulp", {"word": info.path}) for info in infos)


def _line(info: CommandInfo) -> Items:
    return Items((spans(code(info.usage), f"  {info.summary}"),))


def _after(text: str | None) -> tuple[str | Span, ...]:
    return (f": {text}",) if text else ()
