"""What people are told about a session: privately in their own language, and in its threads."""

from collections.abc import Sequence

from bot.api import letters
from bot.api.answers import FollowUp, quiet_ways
from bot.api.cog import Scope, Texts
from bot.api.content import Block, content, paragraph
from bot.api.events import Author
from bot.api.fitting import fit
from bot.api.phrases import contact
from bot.domain.session import DEFAULT_EMOJI, Change, Rsvp, Session, SessionState
from bot.domain.subject import Subject
from cogs.sessions import words
from cogs.sessions.calendar import calendar_file
from storage import cards, communities, outbox, rsvps
from storage.outbox import Lane, Parcel


async def texts_for(scope: Scope, account_key: str) -> Texts:
    """Return the texts in the language somebody reads, as far as it is known."""
    language = await communities.language_of(scope.tx, scope.community.id, account_key)
    return scope.texts(language or scope.community.language)


def direct(key: str, account_key: str, *blocks: Block | None, ways: Sequence[FollowUp] = ()) -> Parcel:
    """Make a direct message of blocks, with what may be said or asked next."""
    return outbox.direct(key, account_key, letters.to_json(fit(content(*blocks)), ways))


def to_answer(t: Texts, session: Session, *, but: Rsvp | None = None) -> tuple[FollowUp, ...]:
    """Return what somebody may answer to a session, each as a way on; `but` is what they answered already."""
    return quiet_ways([choice for choice in words.choices(t, session, DEFAULT_EMOJI) if choice.value != but])


async def tell_changed(scope: Scope, session: Session, change: Change) -> None:
    """Tell who may come, and its threads, that a session moved; ask those whose answer fell away to choose again."""
    key = f"changed:{session.id}:{session.revision}"
    for who in await rsvps.accounts_to_tell(scope.tx, session.id):
        t = scope.texts(who.language or scope.community.language)
        blocks = (
            *moved(t, session, change),
            paragraph(_your_answer(t, change, who.choice)),
            contact(t, session.details.contact or scope.community.contact),
            calendar_file(t, session, scope.community),
        )
        ways = to_answer(t, session, but=who.choice)
        await outbox.put(scope.tx, direct(f"{key}:{who.account_key}", who.account_key, *blocks, ways=ways))
    t = scope.public
    again = paragraph(t("moved-choose-again", number=session.number)) if change.lost else None
    await _tell_threads(scope, session, key, *moved(t, session, change), again)


async def tell_cancelled(scope: Scope, session: Session, reason: str) -> None:
    """Tell who would or might have come, and its threads, that a session is cancelled."""
    key = f"cancelled:{session.id}"
    for who in await rsvps.accounts_to_tell(scope.tx, session.id):
        t = scope.texts(who.language or scope.community.language)
        blocks = (
            paragraph(_cancelled(t, session, reason)),
            contact(t, session.details.contact or scope.community.contact),
            calendar_file(t, session, scope.community),
        )
        parcel = direct(f"{key}:{who.account_key}", who.account_key, *blocks, ways=_what_comes(t))
        await outbox.put(scope.tx, parcel)
    await _tell_threads(scope, session, key, paragraph(_cancelled(scope.public, session, reason)))


async def tell_late(scope: Scope, session: Session, author: Author) -> None:
    """Tell somebody that their reaction does not count, and what they can do; once for a session."""
    t = await texts_for(scope, author.key)
    told = session.details
    ways = _what_comes(t)
    if session.is_open(scope.now):
        text_id, ways = "late-replaced", to_answer(t, session)
    else:
        text_id = "late-cancelled" if session.state is SessionState.CANCELLED else "late-over"
    said = paragraph(t(text_id, title=told.title))
    reach = contact(t, told.contact or scope.community.contact)
    await outbox.put(scope.tx, direct(f"{text_id}:{session.id}:{author.key}", author.key, said, reach, ways=ways))


def moved(t: Texts, session: Session, change: Change) -> list[Block]:
    """Return in words what changed: how it was, and how it is now."""
    before, after = change.before, change.after
    blocks: list[Block] = [paragraph(t("moved-lead", title=before.title, number=session.number))]
    if change.when:
        blocks.append(paragraph(t("moved", before=words.when(t, before), after=words.when(t, after))))
    if change.where:
        blocks.append(paragraph(t("moved", before=words.where(t, before), after=words.where(t, after))))
    return blocks


def _what_comes(t: Texts) -> tuple[FollowUp, ...]:
    return (FollowUp(t("way-list"), "sessie-lijst"),)


def _your_answer(t: Texts, change: Change, choice: Rsvp) -> str:
    lost = choice not in change.after.options
    told = change.before if choice in change.before.options else change.after
    return t("moved-lost" if lost else "moved-kept", label=words.label(t, told, choice))


def _cancelled(t: Texts, session: Session, reason: str) -> str:
    return t("cancelled-dm", title=session.details.title, day=t.date(session.details.starts_at), reason=reason)


async def _tell_threads(scope: Scope, session: Session, key: str, *blocks: Block | None) -> None:
    for thread in await cards.threads_of(scope.tx, Subject("session", session.id)):
        own_key = f"{key}:{thread.platform}:{thread.ref}"
        said = letters.to_json(fit(content(*blocks)))
        await outbox.put(scope.tx, Parcel(own_key, "post", thread.platform, thread.ref, Lane.URGENT, said))
