"""Lists of sessions and of who comes, page by page."""

from bot.api import paging
from bot.api.answers import Answer
from bot.api.cog import Context, Scope
from bot.api.content import Block, Heading, Items, Span, content, paragraph, spans, strong
from bot.api.errors import UserError
from bot.domain.session import Rsvp, Session, SessionState
from cogs.sessions import settle, words
from storage import communities, rsvps, sessions
from storage.moments import to_text

SESSIONS_A_PAGE = 5
NAMES_A_PAGE = 30


async def coming(ctx: Context, page: int) -> Answer:
    """List what is coming; moderators see drafts too. Raises UserError where nothing is."""
    drafts = ctx.author.moderator
    total = await sessions.count_coming(ctx.tx, ctx.community.id, ctx.now, drafts=drafts)
    if not total:
        raise UserError("none-session")
    part = paging.part_of(page, total, SESSIONS_A_PAGE)
    found = await sessions.coming(
        ctx.tx, ctx.community.id, ctx.now, drafts=drafts, limit=part.limit, offset=part.offset
    )
    items = [await item(ctx, session) for session in found]
    return Answer(
        content(Heading(paging.heading(ctx.t, ctx.t("list-heading"), part)), *(Items((each,)) for each in items)),
        follow_ups=paging.turning(ctx.t, part, "sessie-lijst"),
    )


async def attendees(ctx: Context, session: Session, page: int) -> Answer:
    """Show who answered what, with how many did in all."""
    counts = await rsvps.counts(ctx.tx, session.id)
    people = sum(counts.of(choice) for choice in Rsvp)
    part = paging.part_of(page, people, NAMES_A_PAGE)
    found = await rsvps.attendees_by_choice(ctx.tx, session.id, limit=part.limit, offset=part.offset)
    blocks: list[Block] = [
        Heading(paging.heading(ctx.t, session.details.title, part)),
        paragraph(ctx.t("attendees-count", people=people)),
    ]
    for choice in Rsvp:
        names = [person.name for person in found if person.choice is choice]
        if names:
            heading = f"{words.label(ctx.t, session.details, choice)} ({counts.of(choice)})"
            blocks += [Heading(heading, 2), *(Items((spans(name),)) for name in names)]
    given = {"session": str(session.number)}
    return Answer(content(*blocks), follow_ups=paging.turning(ctx.t, part, "sessie-deelnemers", given))


async def mine(ctx: Context, page: int) -> Answer:
    """Show somebody their own answers. Raises UserError where there are none."""
    member = await communities.member_of(ctx.tx, ctx.community.id, ctx.author.key)
    now = to_text(ctx.now)
    total = 0 if member is None else await rsvps.count_coming_for(ctx.tx, member, now)
    if member is None or not total:
        raise UserError("none-of-mine")
    part = paging.part_of(page, total, SESSIONS_A_PAGE)
    found = await rsvps.coming_for(ctx.tx, member, now, limit=part.limit, offset=part.offset)
    items = [
        spans(strong(words.line(ctx.t, session)), "\n" + words.label(ctx.t, session.details, choice))
        for session, choice in found
    ]
    return Answer(
        content(Heading(paging.heading(ctx.t, ctx.t("mine-heading"), part)), *(Items((each,)) for each in items)),
        follow_ups=paging.turning(ctx.t, part, "mijn-aanmeldingen"),
    )


async def item(scope: Scope, session: Session) -> tuple[Span, ...]:
    """Return a session in a list: when, where, and how many come."""
    counts = await rsvps.counts(scope.tx, session.id)
    emoji = await settle.emoji(scope.tx, scope.community.id)
    answers = words.answers(session.details, counts)
    numbers = "  ".join(f"{emoji[answer]} {counts.of(answer)}" for answer in answers)
    state = f"  ({scope.t('state-draft')})" if session.state is SessionState.DRAFT else ""
    return spans(strong(words.line(scope.t, session)), f"{state}\n{numbers}")
