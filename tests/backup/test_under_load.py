"""A backup that is made while people go on is a state that the bot really had, and the bot goes on from there."""

import asyncio
import json
import signal
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.api import content as contents
from bot.app import found_community
from bot.config import Config, load
from bot.domain.session import SessionDetails, SessionState
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from bot.domain.wallclock import zone_named
from storage import cards, communities, sessions
from storage.database import Database
from tests.backup.operator import Operator, parts
from tests.room.driving import Browser, Window, free_port
from tests.support.operator import PATIENCE_S, going_on

pytestmark = pytest.mark.timeout(120)
CLICKS, TYPES = ("ouder", "oma", "jongere"), ("professional", "moderator")
TYPED = ("place", "online", "maybe")
SIGNED_UP = "SELECT account.key, rsvp.choice FROM rsvp JOIN account ON account.member_id = rsvp.member_id"
BACKUPS = 3
Records = Iterable[Mapping[str, Any]]


async def found(config: Config) -> None:
    """Make a community with a session whose card the bot is to post."""

    async def fill(tx: Tx) -> None:
        community = await found_community(tx, config)
        starts_at = (datetime.now(UTC) + timedelta(days=20)).astimezone(zone_named("Europe/Amsterdam"))
        told = SessionDetails("Dag", starts_at, starts_at + timedelta(hours=2), place="Utrecht", online=True)
        session = await sessions.add(tx, community.id, told, datetime.now(UTC))
        await sessions.set_state(tx, session.id, SessionState.ANNOUNCED)
        [channel] = await communities.channels_for(tx, community.id, "announcements")
        await cards.post(tx, Subject("session", session.id), [channel.id])

    config.data.mkdir()
    database = await Database.open(config.database)
    await database.write(fill)
    await database.close()


def records(timeline: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in timeline.splitlines(keepends=True) if line.endswith(b"\n")]


def clicked(told: Records) -> dict[str, str]:
    """Who comes, by what they clicked: each puts one reaction on the card and takes it back, again and again."""
    coming: dict[str, str] = {}
    for record in told:
        if record.get("person") in CLICKS and record["what"] in {"reacted", "unreacted"}:
            coming.pop(f"room:{record['person']}", None)
            if record["what"] == "reacted":
                coming[f"room:{record['person']}"] = "place"
    return coming


def typed(told: Records) -> dict[str, str]:
    """Who comes, by what they typed."""
    said = (record for record in told if str(record.get("text", "")).startswith("/aanmelden 1 "))
    return {f"room:{record['author']}": record["text"].rpartition(" ")[2] for record in said}


def kept(database: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute(sql).fetchall()


def cursor(database: Path) -> int:
    """Return how much the bot has taken in."""
    [(reached,)] = kept(database, "SELECT CAST(value AS INTEGER) FROM cursor WHERE platform = 'room'")
    return int(reached)


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await asyncio.to_thread(holds):
            pass


async def go_on(windows: Mapping[str, Window], card: str) -> None:
    """Let all click and type at once, again and again; nobody types before their last command is answered."""
    for on, choice in zip(cycle((True, False)), cycle(TYPED), strict=False):
        clicks = [windows[name].ask("react", message=card, emoji="📍", on=on) for name in CLICKS]
        await asyncio.gather(*clicks, *(sign_up(windows[name], name, choice) for name in TYPES))


async def sign_up(window: Window, person: str, choice: str) -> None:
    await window.ask("say", channel=f"dm:{person}", text=f"/aanmelden 1 {choice}")
    await window.until(lambda frame: bool(frame.get("message", {}).get("author", {}).get("bot")))


@asynccontextmanager
async def crowd(port: int, card: str) -> AsyncIterator[None]:
    """Let everybody go on and on."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        browser = Browser(session, port)
        windows = {name: await stack.enter_async_context(browser.window(name)) for name in (*CLICKS, *TYPES)}
        group = await stack.enter_async_context(asyncio.TaskGroup())
        going = group.create_task(go_on(windows, card))
        yield
        going.cancel()


def is_of_one_moment(backup: dict[str, bytes], work: Path) -> int:
    """Fail unless what the bot kept is all that follows from what it had taken in; return how much that was."""
    database = work / "watals.db"
    database.write_bytes(backup["watals.db"])
    reached = cursor(database)
    before = [record for record in records(backup["room.jsonl"]) if record["n"] <= reached]
    assert len(before) == reached, "the timeline has all that the database knows of"
    assert dict(kept(database, SIGNED_UP)) == clicked(before) | typed(before)
    assert kept(database, "SELECT COUNT(*) FROM seen") == [(sum("text" in record for record in before),)]
    assert kept(database, "PRAGMA integrity_check") == [("ok",)]
    return reached


async def test_a_backup_under_load_is_a_state_the_bot_had_and_it_goes_on_from_there(tmp_path: Path) -> None:
    here, there = Operator(tmp_path / "hier"), Operator(tmp_path / "daar")
    port, other = free_port(), free_port()
    here.set_up(port)
    there.set_up(other)
    await found(load(here.config))
    process = await here.start("run")
    async with going_on(process, "De bot draait"):
        await until(lambda: kept(here.database, "SELECT 1 FROM card WHERE shown = wanted AND message_ref IS NOT NULL"))
        [(card,)] = kept(here.database, "SELECT message_ref FROM card")
        async with crowd(port, card):
            await until(lambda: len(kept(here.database, SIGNED_UP)) > len(TYPES))
            moments: list[int] = []
            for number in range(BACKUPS):
                await until(lambda: cursor(here.database) > max(moments, default=0))
                assert (await here.back_up(tmp_path / f"{number}.tar.gz")).code == 0
                moments.append(is_of_one_moment(parts(tmp_path / f"{number}.tar.gz"), tmp_path))
        process.send_signal(signal.SIGKILL)
        await process.wait()

    assert (await there.restore(tmp_path / f"{BACKUPS - 1}.tar.gz")).code == 0
    told = records(there.timeline.read_bytes())
    expected = clicked(told) | typed(told[: moments[-1]])
    process = await there.start("run")
    async with going_on(process, "De bot draait"), aiohttp.ClientSession() as session:
        await until(lambda: dict(kept(there.database, SIGNED_UP)) == expected)
        async with Browser(session, other).window("ouder") as ouder:
            await ouder.ask("say", channel="dm:ouder", text="/aanmelden 1 maybe")
            expected["room:ouder"] = "maybe"
            await until(lambda: dict(kept(there.database, SIGNED_UP)) == expected)
        await until(lambda: kept(there.database, "SELECT 1 FROM card WHERE shown = wanted"))
    whole = records(there.timeline.read_bytes())
    assert whole[: len(told)] == told
    assert max(Counter(record["key"] for record in whole if "key" in record).values()) == 1
    assert kept(there.database, "SELECT state FROM outbox WHERE state IN ('uncertain', 'failed')") == []
    assert kept(there.database, "SELECT COUNT(*) FROM parked_event") == [(0,)]
    counts = Counter(expected.values())
    shown = next(record for record in reversed(whole) if record["what"] == "edited" and record["message"] == card)
    text = contents.plain(contents.from_json(json.dumps(shown["content"])))
    for words, choice in (("naar Utrecht", "place"), ("online mee", "online"), ("Misschien", "maybe")):
        assert f"{words}: {counts[choice]}" in text
