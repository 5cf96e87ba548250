"""What waits and what stopped: in figures for monitoring, one by one for the operator, never in words of people."""

from datetime import timedelta

from msgspec.structs import replace

from bot.domain.subject import Due, Subject
from bot.domain.tx import Tx
from storage import cards, happenings, intake, moves, outbox, places, schedule
from storage.backlog import Backlog, Cards, Parcels, backlog, undelivered
from storage.database import Database
from storage.intake import Parked
from storage.outbox import Lane, Parcel
from storage.stopped import LATELY, Stopped, stopped
from tests.unit.storage.making import NOW, PLATFORM, Home, new_card, new_session

WORDS = "pimpelmees"
CHANNEL = "home-announcements"
POST = Parcel("a", "post", PLATFORM, CHANNEL, Lane.DIGEST, WORDS)
DIRECT = Parcel("b", "direct", PLATFORM, f"room:{WORDS}", Lane.URGENT, WORDS)
TIDY = Parcel("c", "tidy", PLATFORM, "m", Lane.TIDY, WORDS)


async def end(tx: Tx, key: str, state: str, at: timedelta = timedelta()) -> None:
    """Let a parcel be tried once, and end so."""
    parcel_id = await tx.value("SELECT id FROM outbox WHERE key = ?", (key,))
    await outbox.claim(tx, [parcel_id], NOW + at)
    await outbox.record(tx, parcel_id, state, error="nobody knows")


def empty(told: Backlog) -> bool:
    return not (told.parcels or told.cards or told.happenings or told.away or told.stopped_lately or told.parked)


async def test_a_new_database_has_nothing_to_do(database: Database) -> None:
    told = await database.read(lambda tx: backlog(tx, NOW))
    assert empty(told)
    assert (told.overdue, told.overdue_since) == (0, None)
    assert told.size > 0


async def test_parcels_are_counted_by_lane_and_state_but_not_once_they_are_sent(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, POST, DIRECT, TIDY, *(replace(DIRECT, key=f"{number}") for number in range(3)))
        await end(tx, "0", "sent")
        await end(tx, "1", "uncertain")
        await outbox.claim(tx, [await tx.value("SELECT id FROM outbox WHERE key = 'b'")], NOW)

    await database.write(work)
    told = await database.read(lambda tx: backlog(tx, NOW))
    assert sorted(told.parcels, key=lambda one: (one.lane, one.state)) == [
        Parcels(PLATFORM, Lane.URGENT, "claimed", 1),
        Parcels(PLATFORM, Lane.URGENT, "uncertain", 1),
        Parcels(PLATFORM, Lane.URGENT, "waiting", 1),
        Parcels(PLATFORM, Lane.DIGEST, "waiting", 1),
        Parcels(PLATFORM, Lane.TIDY, "waiting", 1),
    ]


async def test_cards_that_are_not_shown_as_they_are_count_until_they_are(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> int:
        subject = await new_session(tx, home)
        card = await new_card(tx, home, subject, "m")
        assert (await backlog(tx, NOW)).cards == (Cards(PLATFORM, "stale", 1),)
        assert (await backlog(tx, NOW, kinds=["idea"])).cards == ()
        await cards.record_shown(tx, card, 1, "", NOW)
        return card

    card = await database.write(work)
    assert empty(await database.read(lambda tx: backlog(tx, NOW)))
    await database.write(lambda tx: cards.give_up(tx, card, "failed", "no"))
    told = await database.read(lambda tx: backlog(tx, NOW))
    assert told.cards == (Cards(PLATFORM, "failed", 1),)


async def test_a_channel_where_the_bot_cannot_work_counts_and_what_is_for_it_is_not_late(
    database: Database, home: Home
) -> None:
    async def work(tx: Tx) -> None:
        await new_card(tx, home, await new_session(tx, home), "m")
        await outbox.put(tx, POST)
        assert await undelivered(tx, NOW) != await undelivered(tx, NOW, kinds=[])
        await moves.leave(tx, home.channels["announcements"])

    await database.write(work)
    told = await database.read(lambda tx: backlog(tx, NOW))
    assert (told.away, told.cards) == ({PLATFORM: 1}, ())
    late = await database.read(lambda tx: undelivered(tx, NOW))
    assert (late.parcels, late.cards) == (frozenset(), frozenset())


async def test_the_calendar_and_the_plan_are_counted(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card = await new_card(tx, home, await new_session(tx, home), "m")
        await happenings.want(tx, card, shows=True)
        for minutes in (-20, -10, 10):
            await schedule.plan(tx, Due(f"due:{minutes}", home.id, "reminder", 1, NOW + timedelta(minutes=minutes)))

    await database.write(work)
    told = await database.read(lambda tx: backlog(tx, NOW))
    assert told.happenings == {PLATFORM: 1}
    assert (told.overdue, told.overdue_since) == (2, NOW - timedelta(minutes=20))
    others = await database.read(lambda tx: backlog(tx, NOW, dues=["session-over"]))
    assert (others.overdue, others.overdue_since) == (0, None)


async def test_late_is_what_could_be_sent_and_what_was_tried_not_what_is_to_wait(
    database: Database, home: Home
) -> None:
    later = NOW + timedelta(minutes=1)

    async def work(tx: Tx) -> None:
        await outbox.put(tx, TIDY, replace(POST, key="planned", not_before=later))
        await outbox.put(tx, replace(POST, key="too late", expires_at=NOW), POST, DIRECT)
        await outbox.claim(tx, [await tx.value("SELECT id FROM outbox WHERE key = 'b'")], NOW)
        await outbox.postpone(tx, await tx.value("SELECT id FROM outbox WHERE key = 'b'"), later, "no answer")

    await database.write(work)
    late = await database.read(lambda tx: undelivered(tx, NOW))
    ids = {parcel for _, parcel in late.parcels}
    rows = await database.read(lambda tx: tx.all("SELECT id, key FROM outbox"))
    assert {row["key"] for row in rows if row["id"] in ids} == {"a", "b"}

    asked_for = await database.read(lambda tx: tx.value("SELECT id FROM outbox WHERE key = 'b'"))
    await database.write(lambda tx: outbox.unclaim(tx, asked_for))
    late = await database.read(lambda tx: undelivered(tx, NOW))
    assert asked_for not in {parcel for _, parcel in late.parcels}, "the platform asked to wait"


async def test_a_card_that_is_shown_again_and_again_is_another_each_time(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        subject = await new_session(tx, home)
        card = await new_card(tx, home, subject, "m")
        before = (await undelivered(tx, NOW)).cards
        await cards.touch(tx, [subject])
        assert (await undelivered(tx, NOW)).cards == before == {(PLATFORM, card, 0)}
        await cards.record_shown(tx, card, 1, "", NOW + timedelta(seconds=30))
        assert (await undelivered(tx, NOW)).cards == set(), "it may be edited later"
        assert (await undelivered(tx, NOW + timedelta(minutes=1))).cards == {(PLATFORM, card, 1)}

    await database.write(work)


async def test_what_stopped_is_told_of_one_by_one_without_what_it_says(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await places.name(tx, PLATFORM, CHANNEL, "aankondigingen")
        await outbox.put(tx, POST, DIRECT, replace(POST, key="thread", target=f"{CHANNEL}/9"))
        await outbox.put(tx, replace(POST, key="elsewhere", target="nameless"))
        for key in ("a", "b", "thread", "elsewhere"):
            await end(tx, key, "uncertain")
        card = await new_card(tx, home, await new_session(tx, home), "m")
        await cards.give_up(tx, card, "uncertain", "nobody knows")
        parked = Parked(0, PLATFORM, "e", f'Typed {{"text": "{WORDS}"}}', f"ValueError: {WORDS}", "abc123")
        await intake.park(tx, parked, "0.1.0", NOW)

    await database.write(work)
    found = await database.read(lambda tx: stopped(tx, NOW, 10))
    assert [(one.what, one.state, one.where) for one in found] == [
        ("post", "uncertain", "nameless"),
        ("post", "uncertain", "aankondigingen"),
        ("direct", "uncertain", ""),
        ("post", "uncertain", "aankondigingen"),
        ("card", "uncertain", "aankondigingen"),
        ("event", "parked", ""),
    ]
    assert found[-1] == Stopped("event", "parked", PLATFORM, "Typed", "", NOW, "ValueError", "abc123")
    assert {one.why for one in found[:-1]} == {"nobody knows"}
    assert WORDS not in repr(found)
    assert len(await database.read(lambda tx: stopped(tx, NOW, 1))) == 3


async def test_who_takes_no_messages_and_what_is_long_ago_need_nobody(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, DIRECT, POST, replace(POST, key="old"))
        await end(tx, "b", "failed")
        await end(tx, "a", "failed")
        await end(tx, "old", "failed", -LATELY - timedelta(seconds=1))

    await database.write(work)
    told = await database.read(lambda tx: backlog(tx, NOW))
    assert told.stopped_lately == {PLATFORM: 1}
    assert [one.what for one in await database.read(lambda tx: stopped(tx, NOW, 10))] == ["post"]
    assert sum(one.count for one in told.parcels if one.state == "failed") == 3


async def test_what_stopped_is_found_without_going_through_all_that_was_sent(database: Database) -> None:
    for table in ("outbox", "card"):
        plan = await database.read(
            lambda tx, table=table: tx.all(
                f"EXPLAIN QUERY PLAN SELECT COUNT(*) FROM {table} WHERE state IN ('failed', 'uncertain')"  # noqa: S608
            )
        )
        assert f"{table}_stopped" in plan[0]["detail"]


async def test_what_the_calendar_lacks_is_found_without_going_through_all_cards(database: Database) -> None:
    query = f"EXPLAIN QUERY PLAN SELECT COUNT(*){happenings._TO_KEEP}"
    plan = await database.read(lambda tx: tx.all(query, (PLATFORM, None, None)))
    assert not any(row["detail"].startswith("SCAN card") for row in plan)


async def test_a_retired_card_needs_nobody(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> Subject:
        subject = await new_session(tx, home)
        await cards.give_up(tx, await new_card(tx, home, subject, "m"), "uncertain", "nobody knows")
        await cards.retire(tx, subject)
        return subject

    await database.write(work)
    told = await database.read(lambda tx: backlog(tx, NOW))
    assert [one.state for one in told.cards] == ["stale"], "it is to be looked for, and taken away"
    assert await database.read(lambda tx: stopped(tx, NOW, 10)) == []


async def test_what_goes_wrong_and_is_tried_again_is_told_of_until_it_goes_well(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await outbox.put(tx, POST)
        parcel_id = await tx.value("SELECT id FROM outbox")
        await outbox.claim(tx, [parcel_id], NOW)
        card = await new_card(tx, home, await new_session(tx, home), "m")
        assert await stopped(tx, NOW, 10) == [], "nothing went wrong yet"
        await outbox.postpone(tx, parcel_id, NOW, "no line")
        await cards.postpone(tx, card, NOW, "no line")
        assert [(one.what, one.state, one.why) for one in await stopped(tx, NOW, 10)] == [
            ("post", "waiting", "no line"),
            ("card", "waiting", "no line"),
        ]
        await outbox.record(tx, parcel_id, "sent")
        await cards.record_shown(tx, card, 1, "", NOW)
        assert await stopped(tx, NOW, 10) == []

    await database.write(work)
