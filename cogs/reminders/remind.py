"""Planning reminders, and putting them in the outbox when their moment has come."""

from collections.abc import Iterable
from datetime import datetime

from bot.api import letters
from bot.api.cog import Scope, Texts
from bot.domain.reminder import Reminder, comes_in_time, day_begins, is_today, moment
from bot.domain.session import Rsvp, Session, SessionState
from bot.domain.subject import Due, Subject
from cogs.reminders import message
from storage import cards, outbox, reminders, schedule
from storage.moments import to_text
from storage.outbox import Lane, Parcel
from storage.rsvps import AccountRsvp

ALL = "reminder:"
"""What the keys of all reminders begin with."""

KINDS = {f"reminder-{reminder}": reminder for reminder in Reminder}
"""The kinds of planned moment, with what they remind of."""


async def follow(scope: Scope, session: Session) -> None:
    """Plan the reminders of a session as it stands now.

    What waits to be sent says how it stood before. It is said anew where only the words are different; who has a
    reminder of another moment waiting hears in time before the new one.
    """
    for kind, reminder in KINDS.items():
        waiting = await outbox.take_back(scope.tx, _key(session, reminder), scope.now)
        key = f"{kind}:{session.id}"
        if session.state is not SessionState.ANNOUNCED:
            await schedule.cancel(scope.tx, key)
            continue
        at = moment(reminder, session.details.starts_at, session.details.zone)
        if at > scope.now:
            await schedule.plan(scope.tx, Due(key, scope.community.id, kind, session.id, at))
            continue
        # One that came while the bot was away is still to be handled.
        await schedule.cancel(scope.tx, key, after=scope.now)
        again = {parcel.target for parcel in waiting if parcel.key == _key(session, reminder, parcel.target)}
        people = await reminders.to_remind(scope.tx, session.id)
        await tell(scope, session, reminder, [who for who in people if who.account_key in again])


async def tell(scope: Scope, session: Session, reminder: Reminder, people: Iterable[AccountRsvp]) -> None:
    """Put a reminder of an announced session in the outbox for each of these people, where it is of use still."""
    told = session.details
    if session.state is not SessionState.ANNOUNCED or not comes_in_time(reminder, told.starts_at, scope.now):
        return
    today = is_today(told.starts_at, scope.now, told.zone)
    # A reminder that says "tomorrow" is of no use on the day itself.
    until = told.starts_at if today or reminder is Reminder.HOUR else day_begins(told.starts_at, told.zone)
    addressed = [(who, who.language or scope.community.language) for who in people]
    words = {
        (language, choice): _written(scope, scope.texts(language), session, choice)
        for language, choice in {(language, who.choice) for who, language in addressed}
    }
    beside = await _beside_cards(scope, session, reminder, until)
    parcels = [
        outbox.direct(
            _key(session, reminder, who.account_key),
            who.account_key,
            words[language, who.choice],
            expires_at=until,
            instead=beside.get(who.account_key.partition(":")[0]),
        )
        for who, language in addressed
    ]
    await outbox.put(scope.tx, *parcels)


def _written(scope: Scope, t: Texts, session: Session, choice: Rsvp) -> str:
    said = message.reminder(t, session, choice, scope.now, scope.community.contact)
    return letters.to_json(said, message.ways_on(t, session, choice))


async def _beside_cards(scope: Scope, session: Session, reminder: Reminder, until: datetime) -> dict[str, Parcel]:
    """Return by platform what is said beside the session's card there, for those who cannot be told in private."""
    said = letters.to_json(message.for_all(scope.public, session, scope.now, scope.community.contact))
    found: dict[str, Parcel] = {}
    for thread in await cards.threads_of(scope.tx, Subject("session", session.id)):
        key = _key(session, reminder, f"{thread.platform}:{thread.ref}")
        parcel = Parcel(key, "post", thread.platform, thread.ref, Lane.URGENT, said, expires_at=until)
        found.setdefault(thread.platform, parcel)
    return found


def _key(session: Session, reminder: Reminder, told: str | None = None) -> str:
    """Return the key of a reminder of a session that starts then, to a person or thread; without one, how all begin."""
    all_of_it = f"{ALL}{session.id}:{reminder}:"
    return all_of_it if told is None else f"{all_of_it}{to_text(session.details.starts_at)}:{told}"
