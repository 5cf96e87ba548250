"""The stage on Matrix, played on as the torture does: people do things, the bot dies and returns."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.demo.homeserver import Homeserver
from tests.torture.bots import Bot
from tests.torture.clock import SharedTime
from tests.torture.matrix_stage import MatrixStage
from tests.torture.process import Kill
from tests.torture.stage import Ended, Message

pytestmark = pytest.mark.matrix
DAY = {"title": "Dag 1", "day": "vr 9 okt 2026", "hours": "10-12u", "place": "Utrecht", "online": "ja"}
START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
async def stage(homeserver: Homeserver) -> AsyncIterator[MatrixStage]:
    async with MatrixStage(homeserver) as stage:
        yield stage


@pytest.fixture
async def bot(stage: MatrixStage, tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot that was founded, and is stopped."""
    time = tmp_path / "time"
    SharedTime(time, START)
    bot = Bot(stage, tmp_path, time)
    await stage.found(bot)
    yield bot
    await bot.stop()


async def settled(stage: MatrixStage, bot: Bot) -> None:
    while not await stage.heard() or await bot.waits_for():
        assert bot.alive, bot.said.read_text()
        await stage.moderator.look(100)


async def card(stage: MatrixStage, words: str) -> Message:
    (found,) = [one for one in await stage.sees() if words in one.text and one.where == "announcements"]
    return found


async def announced(stage: MatrixStage, bot: Bot) -> None:
    assert await stage.ask("moderator", "/sessie nieuw", DAY) is Ended.ANSWERED
    assert await stage.ask("moderator", "/sessie aankondigen 1", confirmed=True) is Ended.ANSWERED
    await settled(stage, bot)


async def test_people_ask_react_and_see(stage: MatrixStage, bot: Bot) -> None:
    await bot.start()
    await announced(stage, bot)
    await stage.react("ouder", "Dag 1", "📍")
    await stage.react("opa", "Dag 1", "💻")
    assert await stage.ask("jongere", "/aanmelden 1 online") is Ended.ANSWERED
    changed = await stage.ask("moderator", "/sessie wijzig 1", {"place": "Assen"}, confirmed=True)
    assert changed is Ended.ANSWERED
    assert await stage.ask("oma", "/watals", {"what_if": "we luisteren?", "now": "Nu niet."}, confirmed=True)
    await settled(stage, bot)
    seen = await card(stage, "Dag 1")
    assert "Assen: 1" in seen.text
    assert "online mee: 2" in seen.text
    assert seen.reactions["📍"] == {"bot", "ouder"}
    await stage.take_back("ouder", "Dag 1", "📍")
    await stage.clear("Dag 1")
    await settled(stage, bot)
    seen = await card(stage, "Dag 1")
    assert "Assen: 0" in seen.text
    assert "online mee: 2" in seen.text
    assert seen.reactions["📍"] == {"bot"}
    assert [one.text for one in await stage.sees() if one.where == "ideas"]
    assert await stage.wrong() == []


async def test_what_people_did_without_a_bot_is_done_when_it_returns(stage: MatrixStage, bot: Bot) -> None:
    await bot.start()
    await announced(stage, bot)
    await bot.stop()
    assert await stage.ask("jongere", "/aanmelden 1 online") is Ended.KEPT
    assert await stage.ask("oma", "/aanmelden 1 place") is Ended.KEPT
    await stage.react("ouder", "Dag 1", "📍")
    await bot.start(Kill("intake.moved", 1))
    await bot.ended()
    await bot.start()
    await settled(stage, bot)
    seen = await card(stage, "Dag 1")
    assert "Utrecht: 2" in seen.text
    assert "online mee: 1" in seen.text
    assert await stage.wrong() == []
