"""Sessions come back from the database as they were put."""

import itertools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.community import Contact
from bot.domain.session import ProgrammeItem, SessionDetails, SessionState
from bot.domain.tx import Tx
from bot.domain.wallclock import resolve
from storage import sessions
from storage.database import Database
from storage.moments import to_text
from tests.unit.storage.making import AMSTERDAM, NOW, Home, details, new_home

_slugs = (f"home-{number}" for number in itertools.count())
_texts = st.text(st.characters(codec="utf-8"), max_size=40)
_maybe = st.none() | _texts
_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def _details(draw: st.DrawFn) -> SessionDetails:
    zone = ZoneInfo(draw(st.sampled_from(["Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "UTC"])))
    days = st.dates(date(1990, 1, 1), date(2090, 1, 1)) | st.sampled_from([date(2026, 3, 29), date(2026, 10, 25)])
    starts_at = resolve(datetime.combine(draw(days), draw(_times)), zone).at
    lasts = timedelta(minutes=draw(st.integers(0, 24 * 60)))
    programme = draw(st.lists(st.builds(ProgrammeItem, _times.filter(lambda at: at.fold == 0), _texts), max_size=4))
    return SessionDetails(
        title=draw(_texts),
        starts_at=starts_at,
        ends_at=(starts_at.astimezone(ZoneInfo("UTC")) + lasts).astimezone(zone),
        place=draw(_maybe),
        online=draw(st.booleans()),
        description=draw(_maybe),
        programme=tuple(programme),
        contact=Contact(draw(_maybe), draw(_maybe)),
    )


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_details(), changed=_details())
async def test_what_is_said_about_a_session_comes_back_unchanged(
    database: Database, home: Home, first: SessionDetails, changed: SessionDetails
) -> None:
    async def work(tx: Tx) -> None:
        session = await sessions.add(tx, home.id, first, NOW)
        for told in (first, changed):
            await sessions.change(tx, session.id, told, NOW)
            found = await sessions.get(tx, session.id)
            assert found is not None
            assert found.details == told
            assert found.details.zone == told.zone
            for moment, as_told in ((found.details.starts_at, told.starts_at), (found.details.ends_at, told.ends_at)):
                assert to_text(moment) == to_text(as_told), "the same instant, also in an hour that comes twice"

    await database.write(work)


async def test_a_revision_is_what_changed_since_it_was_announced(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        session = await sessions.add(tx, home.id, details(), NOW)
        moments = [NOW + timedelta(hours=hours) for hours in range(1, 4)]
        await sessions.change(tx, session.id, details("Nog niet aangekondigd"), moments[0])
        assert await _version(tx, session.id) == (session.uid, 0, moments[0])
        await sessions.set_state(tx, session.id, SessionState.ANNOUNCED)
        assert await _version(tx, session.id) == (session.uid, 0, moments[0])
        await sessions.change(tx, session.id, details("Wel aangekondigd"), moments[1])
        assert await _version(tx, session.id) == (session.uid, 1, moments[1])
        await sessions.cancel(tx, session.id, "De zaal is bezet.", moments[2])
        assert await _version(tx, session.id) == (session.uid, 2, moments[2])
        other = await sessions.add(tx, home.id, details(), NOW)
        assert other.uid != session.uid

    await database.write(work)


async def _version(tx: Tx, session_id: int) -> tuple[str, int, datetime]:
    found = await sessions.get(tx, session_id)
    assert found is not None
    return found.uid, found.revision, found.changed_at


async def test_numbers_count_up_in_each_community_by_itself(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        other = await new_home(tx, "other")
        numbers = [(await sessions.add(tx, where.id, details(), NOW)).number for where in (home, home, other, home)]
        assert numbers == [1, 2, 1, 3]
        found = await sessions.by_number(tx, other.id, 1)
        assert found is not None
        assert await sessions.community_of(tx, found.id) == other.id
        assert await sessions.by_number(tx, other.id, 2) is None
        assert await sessions.get(tx, 99) is None
        with pytest.raises(LookupError):
            await sessions.community_of(tx, 99)

    await database.write(work)


async def test_a_new_session_is_a_draft_and_a_cancelled_one_knows_why(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        session = await sessions.add(tx, home.id, details(), NOW)
        assert (session.state, session.cancel_reason) == (SessionState.DRAFT, None)
        await sessions.cancel(tx, session.id, "De zaal is bezet.", NOW)
        found = await sessions.get(tx, session.id)
        assert found is not None
        assert (found.state, found.cancel_reason) == (SessionState.CANCELLED, "De zaal is bezet.")

    await database.write(work)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(st.tuples(st.integers(-3, 3), st.sampled_from(SessionState)), max_size=8),
    drafts=st.booleans(),
)
async def test_what_is_coming_is_announced_and_not_over_soonest_first(
    database: Database, made: list[tuple[int, SessionState]], drafts: bool
) -> None:
    async def work(tx: Tx) -> None:
        home = await new_home(tx, next(_slugs))
        stored = []
        for hours, state in made:
            session = await sessions.add(tx, home.id, details(starts_at=NOW + timedelta(hours=hours)), NOW)
            await sessions.set_state(tx, session.id, state)
            stored.append((session.details.starts_at, session.id, state, session.details.ends_at))
        wanted = {SessionState.ANNOUNCED, SessionState.DRAFT} if drafts else {SessionState.ANNOUNCED}
        expected = [one_id for _, one_id, state, ends_at in sorted(stored) if state in wanted and ends_at > NOW]
        coming = await sessions.coming(tx, home.id, NOW, drafts=drafts)
        assert [session.id for session in coming] == expected

    await database.write(work)


async def test_a_session_keeps_its_wall_clock_beside_the_instant(database: Database, home: Home) -> None:
    starts_at = resolve(datetime.fromisoformat("2026-10-25T10:00"), AMSTERDAM).at

    async def work(tx: Tx) -> None:
        await sessions.add(tx, home.id, details(starts_at=starts_at), NOW)
        row = await tx.one("SELECT starts_wall, ends_wall, zone, starts_at FROM session")
        assert row is not None
        assert (row["starts_wall"], row["ends_wall"]) == ("2026-10-25T10:00", "2026-10-25T12:00")
        assert (row["zone"], row["starts_at"]) == ("Europe/Amsterdam", "2026-10-25T09:00:00.000+00:00")

    await database.write(work)


def test_a_session_without_a_zone_cannot_be_kept() -> None:
    naive = datetime.fromisoformat("2026-01-01T10:00")
    told = SessionDetails(title="x", starts_at=naive, ends_at=naive)
    with pytest.raises(TypeError):
        _ = told.zone
