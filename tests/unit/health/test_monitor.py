"""A bot in the room that is watched: what monitoring hears over HTTP, and how long things have been so."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.api.errors import PlatformError
from bot.core.tasks import FAILING_FROM
from bot.domain import pause
from bot.health import monitor
from bot.health.verdict import AWAY_S, FAR_TOO_LATE_S, LATE_S, STUCK_S
from bot.testing.room_chat import RoomChat
from bot.testing.world import World
from storage import outbox
from storage.outbox import Lane, Parcel
from tests.support.story import announce
from tests.support.watched import Watched, watched

CARD_AGE = 'watals_oldest_stale_card_seconds{platform="room"}'
PARCEL_AGE = 'watals_oldest_parcel_seconds{platform="room"}'


@pytest.fixture
async def asked(world: World) -> AsyncIterator[Watched]:
    async with watched(world) as asked:
        await asked.until(lambda told: told['watals_connected{platform="room"}'] == 1)
        yield asked


async def out_of_order(*_: Any) -> Any:
    raise PlatformError("out of order")


async def test_a_bot_that_works_says_ok(asked: Watched, room: RoomChat) -> None:
    await announce(room)
    assert await asked.healthz() == (200, "ok")
    async with asked.client.head("/healthz") as answer:
        assert answer.status == 200
    async with asked.client.get("/") as answer:
        assert answer.status == 404


async def test_a_card_that_cannot_be_shown_is_late_then_far_too_late_and_then_well_again(
    asked: Watched, room: RoomChat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await announce(room)
    with monkeypatch.context() as broken:
        broken.setattr(world.room, "edit", out_of_order)
        await room.react("ouder", shown, "📍")
        await asked.until(lambda told: told['watals_cards{platform="room",state="stale"}'] == 1)
        world.clock.advance(timedelta(minutes=1))
        assert (await asked.metrics())[CARD_AGE] == 0, "until now it was too early to show it again"
        world.clock.advance(timedelta(seconds=LATE_S))
        assert (await asked.metrics())[CARD_AGE] == pytest.approx(LATE_S, abs=1)
        assert await asked.healthz() == (200, "ok")
        world.clock.advance(timedelta(seconds=FAR_TOO_LATE_S - LATE_S))
        status, said = await asked.healthz()
        assert (status, said["wrong"]) == (503, ["De chat: een kaart wacht al 1 uur."])
        assert (await asked.metrics())["watals_healthy"] == 0
    await room.settled()
    assert await asked.healthz() == (200, "ok")
    assert (await asked.metrics())[CARD_AGE] == 0


async def test_what_waits_in_the_outbox_is_counted_and_how_long_it_waits(
    asked: Watched, room: RoomChat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(world.room, "send", out_of_order)
        parcel = Parcel("news", "post", "room", "aankondigingen", Lane.URGENT, '{"blocks": []}')
        await world.database.write(lambda tx: outbox.put(tx, parcel))
        await asked.until(lambda told: told['watals_outbox{lane="urgent",platform="room",state="claimed"}'] == 1)
        world.clock.advance(timedelta(seconds=LATE_S))
        assert (await asked.metrics())[PARCEL_AGE] == pytest.approx(LATE_S, abs=1)


async def test_a_page_that_is_gone_for_long_is_not_healthy(asked: Watched, world: World) -> None:
    world.room.listening.clear()
    assert await asked.healthz() == (200, "ok")
    world.clock.advance(timedelta(seconds=AWAY_S))
    assert await asked.healthz() == (503, {"wrong": ["De chat: al 5 minuten geen verbinding."], "warnings": []})
    world.room.listening.set()
    assert await asked.healthz() == (200, "ok")


async def test_a_bot_that_takes_nothing_in_while_people_wait_is_not_healthy(
    asked: Watched, room: RoomChat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = asyncio.Event()
    take = world.app.intake.take

    async def slow(batch: Any) -> Any:
        await held.wait()
        return await take(batch)

    monkeypatch.setattr(world.app.intake, "take", slow)
    await room.say("ouder", "/hulp", to="bot")
    await asked.until(lambda told: told['watals_unanswered{platform="room"}'] == 1)
    world.clock.advance(timedelta(seconds=STUCK_S))
    status, said = await asked.healthz()
    assert status == 503
    assert "neemt niets op" in said["wrong"][0]
    held.set()
    await asked.until(lambda told: told['watals_unanswered{platform="room"}'] == 0)
    assert await asked.healthz() == (200, "ok")


async def test_a_part_of_the_bot_that_fails_over_and_over_is_not_healthy(
    asked: Watched, room: RoomChat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pause, "FIRST_PAUSE_S", 0.0)
    failed = 0

    async def fails(batch: Any) -> Any:
        nonlocal failed
        failed += 1
        raise RuntimeError("broken")

    monkeypatch.setattr(world.app.intake, "take", fails)
    await room.say("ouder", "/hulp", to="bot")
    await asked.until(lambda told: told["watals_tasks_failing"] == 1)
    assert failed >= FAILING_FROM
    status, said = await asked.healthz()
    assert (status, said["wrong"]) == (503, ["Een onderdeel van de bot mislukt steeds opnieuw: room.take."])


async def test_a_database_that_takes_nothing_is_not_healthy(
    asked: Watched, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor, "ANSWER_WITHIN_S", 0.01)
    released, begun = threading.Event(), threading.Event()

    async def hold(_: Any) -> None:
        begun.set()
        assert released.wait(timeout=30)

    holding = asyncio.create_task(world.database.write(hold))
    assert await asyncio.to_thread(begun.wait, 30)
    status, said = await asked.healthz()
    assert (status, said["wrong"]) == (503, ["De database antwoordt niet."])
    assert (await asked.metrics())["watals_database_writes"] == 0
    released.set()
    await holding
    monkeypatch.undo()
    assert await asked.healthz() == (200, "ok")


async def test_a_database_that_is_closed_is_not_healthy_and_figures_still_come(world: World, tmp_path: Path) -> None:
    async with watched(world) as asked:
        await world.database.close()
        status, said = await asked.healthz()
        assert status == 503
        assert "De database antwoordt niet." in said["wrong"]
        told = await asked.metrics()
        assert told["watals_database_writes"] == 0
        assert "watals_parked_events" not in told


async def test_the_monitor_looks_by_itself_and_notes_how_late_the_loop_is(
    asked: Watched, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor, "TICK_S", 0.0)
    looked, undelivered = asyncio.Event(), monitor.undelivered

    async def noted(*given: Any, **named: Any) -> Any:
        looked.set()
        return await undelivered(*given, **named)

    monkeypatch.setattr(monitor, "undelivered", noted)
    world.room.listening.clear()
    looking = asyncio.create_task(asked.monitor.run())
    await looked.wait()
    world.clock.advance(timedelta(seconds=AWAY_S))
    assert (await asked.healthz())[0] == 503, "it knew since when"
    await asked.until(lambda told: told["watals_loop_late_seconds_total"] > 0)
    looking.cancel()
    await asyncio.wait([looking])
