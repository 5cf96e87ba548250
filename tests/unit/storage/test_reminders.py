"""Whom to remind of a session: one account a member, of those who come and want it."""

from bot.domain.session import Rsvp
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import communities, reminders, rsvps, statements
from storage.database import Database
from storage.rsvps import AccountRsvp
from tests.unit.storage.making import Home, know, link, new_home, new_session, said


async def answered(tx: Tx, home: Home, **choices: str) -> Subject:
    """Make a session that these people said something about; return it."""
    subject = await new_session(tx, home)
    await know(tx, home, *choices)
    for who, choice in choices.items():
        await statements.say(tx, *said(home, subject, who, choice, f"said:{subject.id}"))
    await rsvps.settle(tx, subject.id)
    return subject


async def test_those_who_come_or_may_come_are_reminded(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        session = await answered(tx, home, anna="place", bo="online", cas="maybe", dirk="no")
        await communities.remember_language(tx, home.id, "bo", "en")
        assert await reminders.to_remind(tx, session.id) == [
            AccountRsvp("anna", Rsvp.PLACE, None),
            AccountRsvp("bo", Rsvp.ONLINE, "en"),
            AccountRsvp("cas", Rsvp.MAYBE, None),
        ]
        assert await reminders.to_remind(tx, session.id + 1) == []

    await database.write(work)


async def test_a_member_of_two_accounts_is_reminded_on_one(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        session = await answered(tx, home, anna="place", bo="online")
        await link(tx, home, "bo", "anna")
        await rsvps.settle(tx, session.id)
        assert [who.account_key for who in await reminders.to_remind(tx, session.id)] == ["anna"]

    await database.write(work)


async def test_who_turned_them_off_is_not_reminded_by_any_account(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        session = await answered(tx, home, anna="place", bo="online", cas="maybe")
        await link(tx, home, "bo", "anna")
        await rsvps.settle(tx, session.id)
        members = await know(tx, home, "anna", "bo", "cas")
        for _ in range(2):
            await reminders.turn_off(tx, members["bo"])
        assert [await reminders.is_off(tx, members[who]) for who in ("anna", "bo", "cas")] == [True, True, False]
        assert [who.account_key for who in await reminders.to_remind(tx, session.id)] == ["cas"]

        for _ in range(2):
            await reminders.turn_on(tx, members["anna"])
        assert [who.account_key for who in await reminders.to_remind(tx, session.id)] == ["anna", "cas"]

    await database.write(work)


async def test_how_many_turned_them_off_is_counted_within_a_community(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        other = await new_home(tx, "other")
        members = {**await know(tx, home, "anna", "bo"), **await know(tx, other, "cas")}
        assert await reminders.count_off(tx, home.id) == 0
        for who in ("anna", "bo", "cas"):
            await reminders.turn_off(tx, members[who])
        assert await reminders.count_off(tx, home.id) == 2

    await database.write(work)
