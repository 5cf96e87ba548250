"""Reminders that wait to be sent: many at once, and what becomes of them when something changes."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.api import content as contents
from bot.api.events import Author, Typed
from bot.core.dispatch import Dispatcher
from bot.core.registry import Registry, load_cogs
from bot.core.scopes import scope_for
from bot.core.settling import Settling
from bot.core.steps import no_step
from bot.domain.session import SessionState
from bot.domain.subject import Due, Subject
from bot.domain.tx import Parameters, Tx
from bot.testing.world import COGS
from storage import communities, outbox, rsvps, schedule, sessions, statements
from storage.database import Database
from storage.outbox import Parcel
from storage.statements import Statements
from tests.unit.storage.making import AMSTERDAM, NOW, Home, details, know, new_home, said

START = datetime(2026, 10, 9, 10, 0, tzinfo=AMSTERDAM)
DAY_BEFORE = datetime(2026, 10, 8, 10, 0, tzinfo=AMSTERDAM).astimezone(UTC)
WEEK_BEFORE = DAY_BEFORE - timedelta(days=6)
MINUTE = timedelta(minutes=1)


class Counting:
    """A transaction that counts what is asked of it."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self.calls = 0

    def __getattr__(self, name: str) -> object:
        self.calls += 1
        return getattr(self._tx, name)

    async def execute_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        self.calls += 1
        await self._tx.execute_many(sql, rows)


@dataclass
class Bot:
    """A bot that takes in what people do and sends nothing."""

    database: Database
    registry: Registry
    home: Home
    session: int

    async def says(self, who: str, text: str, now: datetime) -> None:
        """Let somebody give a command."""
        dispatcher = Dispatcher(self.registry, Settling(self.registry, no_step))

        async def work(tx: Tx) -> None:
            community = await communities.get(tx, self.home.id)
            asked = Typed(f"{who} {text}", Author(who, who, "nl"), "dm", text, direct=True)
            await dispatcher.handle(tx, community, asked, now)

        await self.database.write(work)

    async def changes(self, now: datetime, *, state: SessionState | None = None, **other: object) -> None:
        """Let the session change, and every cog hear of it."""

        async def work(tx: Tx) -> None:
            session = await sessions.get(tx, self.session)
            assert session is not None
            await sessions.change(tx, self.session, replace(session.details, **other), NOW)  # type: ignore[arg-type]
            if state is not None:
                await sessions.set_state(tx, self.session, state)
            settling = Settling(self.registry, no_step)
            await settling.tell_changed(tx, self.home.id, [Subject("session", self.session)], now)

        await self.database.write(work)

    async def reminds(self, now: datetime) -> int:
        """Let the moments that have come be handled; return how much was asked of the database."""
        calls = 0

        async def work(tx: Tx) -> None:
            nonlocal calls
            for due in await schedule.arrived(tx, now, 9, kinds=["reminder-day", "reminder-hour"]):
                assert await schedule.strike(tx, due, now)
                counting = Counting(tx)
                cog = self.registry.by_due[due.kind]
                scope = await scope_for(self.registry, cog, counting, self.home.id, now)  # type: ignore[arg-type]
                await cog.due(scope, due)
                calls += counting.calls

        await self.database.write(work)
        return calls

    async def waiting(self, now: datetime) -> dict[str, Parcel]:
        """Return what waits to be sent, by whom it is for."""
        ready = await self.database.read(lambda tx: outbox.ready(tx, "room", now, 10_000))
        return {queued.parcel.target: queued.parcel for queued in ready if not queued.parcel.has_expired(now)}

    async def planned(self) -> list[Due]:
        end = START + timedelta(weeks=9)
        kinds = ["reminder-day", "reminder-hour"]
        return await self.database.read(lambda tx: schedule.arrived(tx, end, 9, kinds=kinds))


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot with an announced session to which two people come."""
    database = await Database.open(tmp_path / "watals.db")

    async def fill(tx: Tx) -> tuple[Home, int]:
        home = await new_home(tx, "home")
        session = await sessions.add(tx, home.id, details(starts_at=START), NOW)
        await know(tx, home, "room:anna", "room:bo")
        for who in ("room:anna", "room:bo"):
            await statements.say(tx, *said(home, Subject("session", session.id), who, "place"))
        await rsvps.settle(tx, session.id)
        return home, session.id

    home, session = await database.write(fill)
    bot = Bot(database, Registry(load_cogs(COGS)), home, session)
    await bot.changes(WEEK_BEFORE, state=SessionState.ANNOUNCED)
    yield bot
    await database.close()


def text(parcel: Parcel) -> str:
    return contents.plain(contents.from_json(parcel.payload))


async def test_two_thousand_people_cost_the_database_no_more_than_two(bot: Bot) -> None:
    async def come(tx: Tx) -> None:
        names = {f"room:p{number}": f"P{number}" for number in range(2000)}
        await communities.know_accounts(tx, bot.home.id, names)
        made = Statements()
        for seq, who in enumerate(names, await statements.take_seqs(tx, len(names))):
            made.add(*said(bot.home, Subject("session", bot.session), who, "online"), seq)
        await statements.make(tx, made)
        await rsvps.settle(tx, bot.session)

    await bot.database.write(come)
    calls = await bot.reminds(DAY_BEFORE)
    assert len(await bot.waiting(DAY_BEFORE)) == 2002
    assert calls < 10


async def test_who_wants_no_more_is_not_sent_what_waits(bot: Bot) -> None:
    await bot.reminds(DAY_BEFORE)
    await bot.says("room:anna", "/herinneringen uit", DAY_BEFORE)
    assert set(await bot.waiting(DAY_BEFORE)) == {"room:bo"}
    await bot.says("room:anna", "/herinneringen aan", DAY_BEFORE)
    assert set(await bot.waiting(DAY_BEFORE)) == {"room:bo"}


async def test_what_waits_says_how_the_session_is_now(bot: Bot) -> None:
    await bot.reminds(DAY_BEFORE)
    (sent, _) = await bot.database.read(lambda tx: outbox.ready(tx, "room", DAY_BEFORE, 9))
    await bot.database.write(lambda tx: outbox.claim(tx, [sent.id], DAY_BEFORE))
    await bot.database.write(lambda tx: outbox.record(tx, sent.id, "sent", ref="m"))
    assert "Utrecht" in text((await bot.waiting(DAY_BEFORE))["room:bo"])

    await bot.changes(DAY_BEFORE + MINUTE, place="Assen")
    waiting = await bot.waiting(DAY_BEFORE + MINUTE)
    assert set(waiting) == {"room:bo"}
    assert "Assen" in text(waiting["room:bo"])
    assert "Utrecht" not in text(waiting["room:bo"])


async def test_what_waits_is_not_sent_when_the_session_moves(bot: Bot) -> None:
    await bot.reminds(DAY_BEFORE)
    week_later = {"starts_at": START + timedelta(weeks=1), "ends_at": START + timedelta(weeks=1, hours=2)}
    await bot.changes(DAY_BEFORE + MINUTE, **week_later)
    assert await bot.waiting(DAY_BEFORE + MINUTE) == {}
    assert [due.at for due in await bot.planned()] == [
        DAY_BEFORE + timedelta(weeks=1),
        START + timedelta(weeks=1, hours=-1),
    ]
    await bot.reminds(DAY_BEFORE + timedelta(weeks=1))
    waiting = await bot.waiting(DAY_BEFORE + timedelta(weeks=1))
    assert set(waiting) == {"room:anna", "room:bo"}
    assert "16 oktober" in text(waiting["room:bo"])


async def test_a_moment_that_came_while_the_bot_was_away_outlives_a_change(bot: Bot) -> None:
    back = DAY_BEFORE + timedelta(hours=1)
    await bot.changes(back, place="Assen")
    assert len(await bot.planned()) == 2
    await bot.reminds(back)
    assert {text(parcel).count("Assen") > 0 for parcel in (await bot.waiting(back)).values()} == {True}


@pytest.mark.parametrize("waits", [False, True])
async def test_a_session_moved_to_this_evening_has_its_last_reminder_only(bot: Bot, *, waits: bool) -> None:
    now = DAY_BEFORE + MINUTE if waits else DAY_BEFORE - MINUTE
    await bot.reminds(now)
    assert len(await bot.waiting(now)) == (2 if waits else 0)
    this_evening = datetime(2026, 10, 8, 20, 0, tzinfo=AMSTERDAM)
    await bot.changes(now, starts_at=this_evening, ends_at=this_evening + timedelta(hours=2))
    assert await bot.waiting(now) == {}
    assert [(due.kind, due.at) for due in await bot.planned()] == [
        ("reminder-hour", this_evening - timedelta(hours=1)),
    ]


@pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.OVER])
async def test_nothing_waits_and_nothing_is_planned_for_a_session_that_is_not_coming(
    bot: Bot, state: SessionState
) -> None:
    assert len(await bot.planned()) == 2
    await bot.reminds(DAY_BEFORE)
    await bot.changes(DAY_BEFORE + MINUTE, state=state)
    assert await bot.waiting(DAY_BEFORE + MINUTE) == {}
    assert await bot.planned() == []


async def test_tomorrow_is_said_until_midnight_only(bot: Bot) -> None:
    await bot.reminds(DAY_BEFORE)
    midnight = datetime(2026, 10, 9, 0, 0, tzinfo=AMSTERDAM)
    assert {parcel.expires_at for parcel in (await bot.waiting(DAY_BEFORE)).values()} == {midnight}


@pytest.mark.parametrize("late", [timedelta(hours=15), timedelta(hours=23, minutes=30)])
async def test_what_is_said_on_the_day_itself_is_said_until_it_begins(bot: Bot, late: timedelta) -> None:
    await bot.reminds(DAY_BEFORE + late)
    waiting = await bot.waiting(DAY_BEFORE + late)
    assert len(waiting) == 2
    assert {parcel.expires_at for parcel in waiting.values()} == {START}


async def test_everything_is_struck_off_when_the_session_is_over(bot: Bot) -> None:
    await bot.reminds(START + timedelta(hours=3))
    assert await bot.waiting(START + timedelta(hours=3)) == {}
    assert await bot.planned() == []


async def test_the_settings_say_how_many_want_none(bot: Bot) -> None:
    async def settings(tx: Tx) -> list[str]:
        cog = bot.registry.cogs["reminders"]
        return [fact.value for fact in await cog.settings(await scope_for(bot.registry, cog, tx, bot.home.id, START))]

    assert await bot.database.read(settings) == ["iedereen die komt, krijgt ze"]
    await bot.says("room:anna", "/herinneringen uit", START)
    assert await bot.database.read(settings) == ["één persoon wil ze niet"]
    await bot.says("room:bo", "/herinneringen uit", START)
    assert await bot.database.read(settings) == ["2 mensen willen ze niet"]
