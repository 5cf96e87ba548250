"""Sessions: their commands, and the hooks that the bot calls."""

from collections.abc import Sequence

from bot.api.cards import Card, Choice
from bot.api.cog import Scope, Section
from bot.api.content import Items
from bot.api.events import Author
from bot.api.kinds import Option
from bot.domain.emoji import normalised
from bot.domain.session import SessionState
from bot.domain.subject import Due, Period, Subject
from cogs.sessions import finding, lists, settle, telling, words
from cogs.sessions.announcing import Announcing
from cogs.sessions.attending import Attending
from cogs.sessions.organising import Organising
from cogs.sessions.reactions import ReactionSetting, earlier_choices
from storage import cards, sessions

IN_A_DIGEST = 5
PAST_OFFERED = 50


class Sessions(Organising, Announcing, Attending, ReactionSetting):
    """Announces sessions and takes RSVPs."""

    name = "sessions"
    subjects = (settle.KIND,)
    one_choice = True
    reposts = True
    dues = (settle.OVER,)

    async def choices(self, scope: Scope, subject: Subject) -> Sequence[Choice]:
        """Return the reactions that mean something on this session's card."""
        session = await sessions.get(scope.tx, subject.id)
        if session is None or not session.is_open(scope.now):
            return ()
        offered = words.choices(scope.t, session, await settle.emoji(scope.tx, scope.community.id))
        return [*offered, *await earlier_choices(scope, offered)]

    async def settle(self, scope: Scope, subject: Subject) -> None:
        """Derive the RSVPs of a session."""
        await settle.settle(scope, subject)

    async def card(self, scope: Scope, subject: Subject) -> Card:
        """Return a session's card."""
        session = await sessions.get(scope.tx, subject.id)
        if session is None:
            raise LookupError(f"no session {subject.id}")
        return await finding.card(scope, session, scope.public)

    async def late(self, scope: Scope, subject: Subject, author: Author, emoji: str) -> None:
        """Answer who reacts as if one could still sign up here."""
        session = await sessions.get(scope.tx, subject.id)
        meant = await settle.emoji(scope.tx, scope.community.id)
        if session is not None and emoji in {normalised(one) for one in meant.values()}:
            await telling.tell_late(scope, session, author)

    async def due(self, scope: Scope, due: Due) -> None:
        """End a session: no more reactions count, and its card says so."""
        await sessions.set_state(scope.tx, due.subject_id, SessionState.OVER)
        await cards.close(scope.tx, Subject(settle.KIND, due.subject_id))

    async def options(self, scope: Scope, source: str) -> Sequence[Option]:
        """Return the sessions that are coming, soonest first; then those that are past, latest first, where asked."""
        drafts = source in {"any-session", "every-session"}
        found = await sessions.coming(scope.tx, scope.community.id, scope.now, drafts=drafts)
        if source == "every-session":
            found += await sessions.past(scope.tx, scope.community.id, scope.now, limit=PAST_OFFERED)
        return [Option(str(session.number), words.line(scope.t, session)) for session in found]

    async def digest(self, scope: Scope, period: Period) -> Sequence[Section]:
        """Return the sessions that are coming, with counts."""
        coming = (await sessions.coming(scope.tx, scope.community.id, scope.now))[:IN_A_DIGEST]
        if not coming:
            return ()
        items = tuple([await lists.item(scope, session) for session in coming])
        return [Section(10, scope.t("digest-heading"), (Items(items),))]
