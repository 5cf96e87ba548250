"""What is kept for later: planned moments, drafts, how far was read, and what could not be settled."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.subject import Due
from bot.domain.tx import Tx
from bot.domain.wallclock import resolve
from storage import drafts, intake, schedule
from storage.database import Database
from storage.drafts import Draft
from storage.intake import Parked
from storage.moments import from_text, to_text
from tests.unit.storage.making import AMSTERDAM, NOW, Home

IN_DATABASE = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def due(home: Home, key: str, at: datetime) -> Due:
    return Due(key, home.id, "session-over", 7, at)


def draft(home: Home, draft_id: str = "d", **other: object) -> Draft:
    made = Draft(
        id=draft_id,
        community_id=home.id,
        account_key="anna",
        channel_ref="dm:anna",
        kind="form",
        command="watals",
        input={"what_if": "we “luisteren”?\n🧡"},
        asked=("what_if", "now"),
        notes=("Kijk goed.",),
        step=1,
        expires_at=NOW + timedelta(hours=24),
    )
    return replace(made, **other)  # type: ignore[arg-type]


async def test_planning_again_under_the_same_key_moves_the_moment(database: Database, home: Home) -> None:
    heard = database.listen(schedule.SIGNAL)

    async def work(tx: Tx) -> None:
        assert await schedule.next_at(tx) is None
        await schedule.plan(tx, due(home, "a", NOW))
        await schedule.plan(tx, due(home, "b", NOW + timedelta(hours=1)))
        await schedule.plan(tx, due(home, "a", NOW + timedelta(hours=2)))
        assert await schedule.next_at(tx) == NOW + timedelta(hours=1)
        found = await schedule.arrived(tx, NOW + timedelta(days=1), 9)
        assert found == [due(home, "b", NOW + timedelta(hours=1)), due(home, "a", NOW + timedelta(hours=2))]
        assert await schedule.arrived(tx, NOW + timedelta(days=1), 1) == found[:1]
        await schedule.cancel(tx, "b")
        await schedule.cancel(tx, "unknown")
        assert [one.key for one in await schedule.arrived(tx, NOW + timedelta(days=1), 9)] == ["a"]

    await database.write(work)
    assert heard.is_set()


async def test_what_has_come_can_be_spared_from_being_cancelled(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await schedule.plan(tx, due(home, "came", NOW))
        await schedule.plan(tx, due(home, "to come", NOW + timedelta(milliseconds=1)))
        for key in ("came", "to come"):
            await schedule.cancel(tx, key, after=NOW)
        assert [one.key for one in await schedule.arrived(tx, NOW + timedelta(days=1), 9)] == ["came"]

    await database.write(work)


@IN_DATABASE
@given(
    after=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=1000)),
    before=st.timedeltas(min_value=timedelta(milliseconds=1), max_value=timedelta(days=1000)),
)
async def test_a_moment_has_come_from_that_moment_on_and_not_before(
    database: Database, home: Home, after: timedelta, before: timedelta
) -> None:
    async def work(tx: Tx) -> None:
        await schedule.plan(tx, due(home, "a", NOW))
        assert len(await schedule.arrived(tx, NOW + after, 9)) == 1
        assert await schedule.arrived(tx, NOW - before, 9) == []

    await database.write(work)


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        (datetime.fromisoformat("2026-03-28T10:00"), datetime(2026, 3, 28, 9, 0, tzinfo=UTC)),
        (datetime.fromisoformat("2026-03-29T10:00"), datetime(2026, 3, 29, 8, 0, tzinfo=UTC)),
        (datetime.fromisoformat("2026-10-24T10:00"), datetime(2026, 10, 24, 8, 0, tzinfo=UTC)),
        (datetime.fromisoformat("2026-10-25T02:30"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime.fromisoformat("2026-10-25T10:00"), datetime(2026, 10, 25, 9, 0, tzinfo=UTC)),
    ],
)
async def test_the_change_of_clocks_is_stored_as_what_people_mean(
    database: Database, home: Home, wall: datetime, utc: datetime
) -> None:
    async def work(tx: Tx) -> None:
        await schedule.plan(tx, due(home, "a", resolve(wall, AMSTERDAM).at))
        row = await tx.one("SELECT wall, zone, at FROM due")
        assert row is not None
        assert datetime.fromisoformat(row["wall"]) == wall
        assert row["zone"] == "Europe/Amsterdam"
        assert from_text(row["at"]) == utc
        assert await schedule.next_at(tx) == utc

    await database.write(work)


async def test_both_readings_of_a_repeated_hour_are_told_apart(database: Database, home: Home) -> None:
    wall = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)

    async def work(tx: Tx) -> None:
        await schedule.plan(tx, due(home, "second", wall.replace(fold=1)))
        await schedule.plan(tx, due(home, "first", wall))
        first, second = await schedule.arrived(tx, NOW + timedelta(days=365), 9)
        assert (first.key, second.key) == ("first", "second")
        assert second.at - first.at == timedelta(hours=1)

    await database.write(work)


_moments = st.datetimes(
    datetime.fromisoformat("0001-01-03"),
    datetime.fromisoformat("9999-12-29"),
    timezones=st.sampled_from([UTC, AMSTERDAM]),
)


@given(one=_moments, other=_moments)
def test_stored_moments_are_in_the_order_of_time(one: datetime, other: datetime) -> None:
    def whole(moment: datetime) -> datetime:
        utc = moment.astimezone(UTC)
        return utc.replace(microsecond=utc.microsecond // 1000 * 1000)

    assert from_text(to_text(one)) == whole(one)
    assert (to_text(one) < to_text(other)) == (whole(one) < whole(other))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_text(NOW.replace(tzinfo=None))


async def test_a_draft_is_found_by_its_own_account_until_it_expires(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        made = draft(home)
        await drafts.keep(tx, made)
        assert await drafts.find(tx, "d", "anna", NOW) == made
        assert await drafts.find(tx, "d", "bilal", NOW) is None
        assert await drafts.find(tx, "other", "anna", NOW) is None
        assert await drafts.find(tx, "d", "anna", made.expires_at - timedelta(milliseconds=1)) == made
        assert await drafts.find(tx, "d", "anna", made.expires_at) is None
        await drafts.drop(tx, "d")
        assert await drafts.find(tx, "d", "anna", NOW) is None

    await database.write(work)


async def test_a_draft_is_kept_over_an_earlier_state_of_it(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await drafts.keep(tx, draft(home))
        later = replace(draft(home).at_step(2), input={"now": "Nu niet."}, asked=("now",), notes=())
        await drafts.keep(tx, later)
        assert await drafts.find(tx, "d", "anna", NOW) == later

    await database.write(work)


async def test_expired_drafts_are_thrown_away_and_others_are_not(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        for number in range(3):
            await drafts.keep(tx, draft(home, f"{number}", expires_at=NOW + timedelta(hours=number)))
        await drafts.drop_expired(tx, NOW + timedelta(hours=1))
        assert [row["id"] for row in await tx.all("SELECT id FROM draft")] == ["2"]

    await database.write(work)


async def test_an_event_is_new_once_on_each_platform(database: Database) -> None:
    async def work(tx: Tx) -> None:
        assert await intake.is_new(tx, "room", "1", NOW)
        assert not await intake.is_new(tx, "room", "1", NOW + timedelta(days=1))
        assert await intake.is_new(tx, "elsewhere", "1", NOW)
        assert await intake.is_new(tx, "room", "2", NOW + timedelta(days=1))
        await intake.forget_seen(tx, NOW + timedelta(hours=1))
        assert await intake.is_new(tx, "room", "1", NOW)
        assert not await intake.is_new(tx, "room", "2", NOW)

    await database.write(work)


async def test_each_platform_has_its_own_cursor(database: Database) -> None:
    async def work(tx: Tx) -> None:
        assert await intake.cursor(tx, "room") is None
        for value in ("5", "12"):
            await intake.move_cursor(tx, "room", value)
        await intake.move_cursor(tx, "elsewhere", "s1")
        assert [await intake.cursor(tx, name) for name in ("room", "elsewhere")] == ["12", "s1"]

    await database.write(work)


async def test_what_could_not_be_settled_waits_for_another_program(database: Database) -> None:
    async def work(tx: Tx) -> None:
        first, second = (Parked(0, "room", f"{n}", "Typed {}", "ValueError: no", f"ref{n}") for n in (1, 2))
        await intake.park(tx, first, "0.1", NOW)
        await intake.park(tx, second, "0.1", NOW)
        assert await intake.parked_by_others(tx, "0.1") == []
        found = await intake.parked_by_others(tx, "0.2")
        assert [replace(one, id=0) for one in found] == [first, second]

        await intake.park(tx, replace(first, error="KeyError: again", reference="new"), "0.2", NOW)
        assert [one.event_id for one in await intake.parked_by_others(tx, "0.2")] == ["2"]
        await intake.unpark(tx, found[1].id)
        assert await intake.parked_by_others(tx, "0.2") == []
        (left,) = await intake.parked_by_others(tx, "0.3")
        assert (left.error, left.reference) == ("KeyError: again", "new")

    await database.write(work)


async def test_a_moment_is_struck_off_once_and_only_if_it_was_not_moved_meanwhile(
    database: Database, home: Home
) -> None:
    async def work(tx: Tx) -> None:
        for key in ("stays", "moves", "goes"):
            await schedule.plan(tx, due(home, key, NOW))
        found = {one.key: one for one in await schedule.arrived(tx, NOW, 9)}
        await schedule.plan(tx, due(home, "moves", NOW + timedelta(hours=1)))
        await schedule.cancel(tx, "goes")
        assert [await schedule.strike(tx, found[key], NOW) for key in ("stays", "moves", "goes")] == [
            True,
            False,
            False,
        ]
        assert not await schedule.strike(tx, found["stays"], NOW)
        assert await schedule.next_at(tx) == NOW + timedelta(hours=1)

    await database.write(work)
