"""A digest: gathered from every cog, recorded and sent, each thing in it once."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import chain

from bot.api import content as contents
from bot.api.cog import Scope, Section, Texts
from bot.api.content import Block, Content, Divider, Heading, Items, Quote, paragraph, spans
from bot.api.fitting import split
from bot.api.phrases import contact, linked, paragraphs
from bot.domain.subject import Period
from storage import communities, digests, outbox
from storage.communities import Channel
from storage.outbox import Lane, Parcel

FIRST_LOOKS_BACK = timedelta(days=30)


async def gather(scope: Scope, foreword: str | None = None) -> list[Content]:
    """Return a digest as it would be now, in as few messages as it fits in; empty where there is nothing to tell."""
    t = scope.public
    last = await digests.last_posted(scope.tx, scope.community.id)
    period = Period(last or scope.now - FIRST_LOOKS_BACK, scope.now)
    parts = [await cog.digest(own, period) for cog, own in scope.cogs]
    sections = sorted(chain.from_iterable(parts), key=lambda section: section.order)
    if not sections:
        return []
    blocks: list[Block] = [
        Heading(t("title", community=scope.community.name)),
        *paragraphs(foreword or t("foreword")),
        Heading(t("contents-heading"), 2),
        Items(tuple(spans(section.title) for section in sections), ordered=True),
    ]
    for section in sections:
        blocks += [Divider(), Heading(section.title, 2), *section.blocks]
    return split([*blocks, *_closing(t, scope)])


async def kept_for_later(scope: Scope) -> Sequence[Section]:
    """Return what moderators kept for the next digest."""
    waiting = await digests.waiting_items(scope.tx, scope.community.id)
    quotes = tuple(Quote(linked(item.body).spans) for item in waiting)
    return [Section(40, scope.t("digest-heading"), quotes)] if quotes else []


async def channels(scope: Scope) -> list[Channel]:
    """Return where digests are posted: in channels of their own, or else where announcements are."""
    own = await communities.channels_for(scope.tx, scope.community.id, "digests")
    return own or await communities.channels_for(scope.tx, scope.community.id, "announcements")


async def post(scope: Scope, parts: Sequence[Content], where: Sequence[Channel]) -> int:
    """Record a digest, with all that was kept for it, and send it; return its number."""
    number = await digests.record(scope.tx, scope.community.id, scope.now)
    await digests.take_items(scope.tx, scope.community.id, number)
    for channel in where:
        for part, said in enumerate(parts, 1):
            parcel = Parcel(
                key=f"digest:{scope.community.id}:{number}:{channel.id}:{part}",
                kind="post",
                platform=channel.platform,
                target=channel.ref,
                lane=Lane.DIGEST,
                payload=contents.to_json(said),
            )
            await outbox.put(scope.tx, parcel)
    return number


def _closing(t: Texts, scope: Scope) -> list[Block]:
    reach = contact(t, scope.community.contact)
    blocks: list[Block] = [Divider(), paragraph(t("closing"))]
    return blocks if reach is None else [*blocks, reach]
