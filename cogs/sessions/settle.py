"""What follows when people say something about a session."""

from datetime import timedelta

from msgspec.structs import replace

from bot.api.cog import Context, Scope
from bot.api.content import paragraph
from bot.domain.session import DEFAULT_EMOJI, Rsvp, Session
from bot.domain.subject import Due, Subject
from bot.domain.tx import Tx
from cogs.sessions import telling
from storage import communities, outbox, rsvps, schedule, sessions, statements
from storage.statements import Meaning

KIND = "session"
OVER = "session-over"
REACTIONS = "rsvp-reactions"
"""The setting that holds the emoji of each answer."""

QUIET = timedelta(seconds=10)
"""Nobody is asked what they meant before this time has passed: what they did may still be on its way to the bot."""


async def emoji(tx: Tx, community_id: int) -> dict[Rsvp, str]:
    """Return the reactions this community uses as answers."""
    told = await communities.setting(tx, community_id, REACTIONS) or {}
    return {choice: told.get(choice.value, usual) for choice, usual in DEFAULT_EMOJI.items()}


async def settle(scope: Scope, subject: Subject) -> None:
    """Derive the RSVPs, and ask those whose answer is not clear, unless it becomes so."""
    await rsvps.settle(scope.tx, subject.id)
    key = f"undecided:{subject.id}:"
    asked = await outbox.targets(scope.tx, key)
    undecided = await rsvps.undecided(scope.tx, subject.id, asked)
    if asked:
        await outbox.take_back(scope.tx, key, scope.now, spared={who.account_key for who in undecided})
    session = await sessions.get(scope.tx, subject.id) if undecided else None
    if session is None:
        return
    for who in undecided:
        t = await telling.texts_for(scope, who.account_key)
        text = paragraph(t("ask-undecided", title=session.details.title))
        ways = telling.to_answer(t, session)
        parcel = telling.direct(f"{key}{who.account_key}:{who.seq}", who.account_key, text, ways=ways)
        await outbox.put(scope.tx, replace(parcel, not_before=scope.now + QUIET))


async def say(ctx: Context, session: Session, choice: Rsvp) -> None:
    """Record what somebody said by command."""
    subject, who = Subject(KIND, session.id), ctx.author
    await communities.know_accounts(ctx.tx, ctx.community.id, {who.key: who.name})
    await statements.say(ctx.tx, Meaning(ctx.community.id, subject, choice.value), who.key)
    ctx.touched.add(subject)


async def plan_end(scope: Scope, session: Session) -> None:
    """Plan the moment at which the session is over; moving the session moves it."""
    key = f"{OVER}:{session.id}"
    await schedule.plan(scope.tx, Due(key, scope.community.id, OVER, session.id, session.details.ends_at))
