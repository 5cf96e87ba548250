"""Finding the session that is meant, and how it looks now."""

from bot.api.cards import Card
from bot.api.cog import Context, Scope, Texts
from bot.api.errors import UserError
from bot.domain.session import Session, SessionState
from cogs.sessions import card as cards_view
from cogs.sessions import settle
from storage import rsvps, sessions

_CLOSED = {SessionState.DRAFT: "error-closed", SessionState.CANCELLED: "error-cancelled"}


async def find(ctx: Context, number: int) -> Session:
    """Return a session by its number; raise UserError where the reader knows of none."""
    session = await sessions.by_number(ctx.tx, ctx.community.id, number)
    if session is None or (session.state is SessionState.DRAFT and not ctx.author.moderator):
        raise UserError("error-no-session", number=number)
    return session


async def find_open(ctx: Context, number: int) -> Session:
    """Return a session that one can sign up for; raise UserError for another."""
    session = await find(ctx, number)
    if not session.is_open(ctx.now):
        raise UserError(_CLOSED.get(session.state, "error-over"), title=session.details.title)
    return session


async def find_unended(ctx: Context, number: int) -> Session:
    """Return a session that is not cancelled or over; raise UserError for another."""
    session = await find(ctx, number)
    if session.state in {SessionState.CANCELLED, SessionState.OVER}:
        raise UserError(f"error-state-{session.state.value}", number=session.number)
    return session


async def card(scope: Scope, session: Session, t: Texts, *, to_click: bool = True) -> Card:
    """Return a session's card, with the counts that stand; without `to_click` there are no reactions under it."""
    counts = await rsvps.counts(scope.tx, session.id)
    emoji = await settle.emoji(scope.tx, scope.community.id)
    return cards_view.card(t, session, counts, emoji, scope.community, to_click=to_click)
