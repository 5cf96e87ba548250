"""A line that breaks, a session that is over, a Discord that is slow or wrong: the bot stays, and misses nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.api.content import content, paragraph
from bot.api.errors import FatalError, PlatformError, RetryLater
from bot.api.events import Reacted
from bot.api.platform import Outgoing
from bot.app import opened, run_until_stopped
from bot.platforms.discord import adapter
from bot.platforms.discord.account import save
from bot.platforms.discord.adapter import Discord
from bot.platforms.discord.gateway import client, connection
from tests.discord.bot import Bot, bot_on
from tests.discord.double import Double, GuildKeeper
from tests.discord.double.people import Person
from tests.discord.double.state import Channel, Message
from tests.discord.world import config_in
from tests.unit.discord.store import MemoryStore

SAID = Outgoing(content(paragraph("Sessie op 13 oktober")))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)
    monkeypatch.setattr(connection, "FIRST_PAUSE_S", 0.01)


@pytest.fixture
def channel(guild: GuildKeeper) -> Channel:
    return guild.text("aankondigingen")


@pytest.fixture
def anna(double: Double, guild: GuildKeeper) -> Person:
    return double.people[guild.guild.owner_id]


@pytest.fixture
def message(anna: Person, channel: Channel) -> Message:
    return anna.write(channel, "Dag")


@pytest.fixture
async def bot(double: Double, channel: Channel) -> AsyncIterator[Bot]:
    async with bot_on(double, channel.id) as bot:
        await bot.until(lambda: bot.gaps == 1)
        yield bot


async def test_it_hears_what_people_do(bot: Bot, anna: Person, message: Message) -> None:
    anna.react(message, "📍")
    await bot.until(lambda: bot.of(Reacted))
    [event] = bot.of(Reacted)
    assert (event.message_ref, event.author.name) == (f"{message.channel_id}:{message.id}", "Moderator")


@pytest.mark.parametrize("code", [None, 4000, 4009, 1000, 1001])
async def test_after_a_line_that_breaks_it_hears_what_it_missed(
    double: Double, bot: Bot, anna: Person, message: Message, code: int | None
) -> None:
    double.gateway.drop(code)
    anna.react(message, "📍")
    await bot.until(lambda: bot.of(Reacted) and bot.gaps == 2)
    assert (len(double.gateway.identified), double.gateway.resumed) == (1, 1)


async def test_asked_to_move_it_moves(double: Double, bot: Bot, anna: Person, message: Message) -> None:
    double.gateway.ask_to_reconnect()
    anna.react(message, "📍")
    await bot.until(lambda: bot.of(Reacted) and bot.gaps == 2)
    assert double.gateway.resumed == 1


async def test_a_session_that_is_over_is_begun_anew_and_cards_are_compared(
    double: Double, bot: Bot, anna: Person, message: Message
) -> None:
    double.gateway.invalidate()
    anna.react(message, "📍")
    await bot.until(lambda: bot.gaps == 2)
    assert len(double.gateway.identified) == 2
    assert bot.of(Reacted) == [], "what was missed is not told: comparing finds it"
    anna.react(message, "💻")
    await bot.until(lambda: bot.of(Reacted))


UNREADABLE = (
    "{",
    json.dumps({"op": 0, "s": 99, "t": "MESSAGE_REACTION_ADD", "d": {"user_id": "1"}}),
    json.dumps({"op": 0, "s": 99, "t": "GUILD_CREATE", "d": {}}),
    json.dumps([]),
)


@pytest.mark.parametrize("frame", UNREADABLE)
async def test_a_payload_that_nobody_can_read_ends_no_more_than_the_client(
    double: Double, bot: Bot, anna: Person, message: Message, frame: str
) -> None:
    double.gateway.raw(frame)
    await bot.until(lambda: bot.gaps == 2)
    anna.react(message, "📍")
    await bot.until(lambda: bot.of(Reacted))
    assert len(double.gateway.identified) == 2


async def test_one_bad_payload_after_the_other_does_not_wear_it_out(
    double: Double, bot: Bot, anna: Person, message: Message
) -> None:
    for number in range(2, 6):
        double.gateway.raw("{")
        await bot.until(lambda: bot.gaps == number)  # noqa: B023 - awaited here
    anna.react(message, "📍")
    await bot.until(lambda: bot.of(Reacted))


async def test_a_line_on_which_nothing_comes_any_more_is_given_up(
    double: Double, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "HEARTBEAT_WITHIN_S", 0.1)
    async with bot_on(double, channel.id) as bot:
        await bot.until(lambda: bot.gaps == 2)
        assert (len(double.gateway.identified), double.gateway.resumed >= 1) == (1, True)


FATAL = {4004: "token", 4010: "Werk de bot bij", 4011: "Werk de bot bij", 4013: "intents", 4014: "intents"}


@pytest.mark.parametrize("code", FATAL)
async def test_what_no_try_can_mend_ends_with_a_sentence(double: Double, channel: Channel, code: int) -> None:
    double.gateway.refuse(code)
    async with bot_on(double, channel.id) as bot:
        assert FATAL[code] in await end_of(bot)
    assert len(double.gateway.identified) == 1, "it does not try again"


async def test_a_token_that_is_taken_away_later_ends_it_too(double: Double, bot: Bot) -> None:
    double.gateway.forget()
    double.gateway.refuse(4004)
    double.gateway.drop(4000)
    assert FATAL[4004] in await end_of(bot)


async def test_a_wrong_token_ends_it(double: Double, channel: Channel) -> None:
    async with bot_on(double, channel.id, token="een.ander.token") as bot:
        assert "token" in await end_of(bot)
    assert double.gateway.identified == []


async def test_the_whole_bot_ends_with_that_sentence(double: Double, guild: GuildKeeper, tmp_path: Path) -> None:
    config = config_in(tmp_path)
    save(config.discord_folder, double.token)
    double.gateway.refuse(4014)
    async with opened(config) as bot:
        with pytest.raises(ExceptionGroup) as ended:
            await run_until_stopped(bot.app)
    assert ended.value.subgroup(FatalError) is not None


async def test_where_discord_does_not_answer_at_the_start_the_bot_starts(
    double: Double, channel: Channel, tmp_path: Path
) -> None:
    save(tmp_path, double.token)
    double.faults.fail(503, "GET", "/users/@me$")
    discord = await Discord.open(tmp_path, MemoryStore())
    assert discord.user_name == adapter.NOT_ASKED
    again = await Discord.open(tmp_path, MemoryStore())
    assert again.user_name not in ("", adapter.NOT_ASKED)


@pytest.mark.parametrize(("status", "times"), [(500, 1), (503, 3)])
async def test_a_discord_that_fails_at_the_start_is_asked_again(
    double: Double, channel: Channel, status: int, times: int
) -> None:
    double.faults.fail(status, "GET", "/users/@me$", times=times)
    async with bot_on(double, channel.id) as bot:
        await bot.until(lambda: bot.gaps == 1)


async def test_told_to_wait_it_posts_when_it_may_and_once(double: Double, bot: Bot, channel: Channel) -> None:
    waiting = double.faults.limit(0.05, "POST", "/messages$", times=2)
    ref = await bot.discord.send(channel.id, SAID, "card:1")
    await waiting.spent()
    assert [f"{channel.id}:{one.id}" for one in own(double, channel)] == [ref]


async def test_told_to_wait_everywhere_everything_waits_and_goes_on(double: Double, bot: Bot, channel: Channel) -> None:
    double.faults.limit(0.05, "POST", "/messages$", everywhere=True)
    refs = await asyncio.gather(*(bot.discord.send(channel.id, SAID, f"card:{number}") for number in range(3)))
    assert {f"{channel.id}:{one.id}" for one in own(double, channel)} == set(refs)
    assert len(set(refs)) == 3


async def test_told_to_wait_for_long_it_does_not_sit_and_wait(double: Double, bot: Bot, channel: Channel) -> None:
    double.faults.limit(3600.0, "POST", "/messages$")
    with pytest.raises(RetryLater) as told:
        await bot.discord.send(channel.id, SAID, "card:1")
    assert told.value.after == 3600.0
    await bot.discord.send(channel.id, SAID, "card:1")


async def test_a_discord_that_stumbles_is_asked_again(double: Double, bot: Bot, channel: Channel) -> None:
    double.faults.fail(502, "POST", "/messages$")
    await bot.discord.send(channel.id, SAID, "card:1")
    assert len(own(double, channel)) == 1


@pytest.mark.parametrize("executed", [True, False])
async def test_what_may_have_arrived_is_sent_again_and_stands_there_once(
    double: Double, bot: Bot, channel: Channel, executed: bool
) -> None:
    double.faults.cut("POST", "/messages$", execute=executed)
    with pytest.raises(PlatformError):
        await bot.discord.send(channel.id, SAID, "card:1")
    ref = await bot.discord.send(channel.id, SAID, "card:1")
    assert [f"{channel.id}:{one.id}" for one in own(double, channel)] == [ref]


async def test_a_message_that_was_edited_too_often_is_edited_less(double: Double, bot: Bot, channel: Channel) -> None:
    ref = await bot.discord.send(channel.id, SAID, "card:1")
    before = bot.discord.edit_every(ref)
    double.clock.advance(timedelta(hours=2))
    double.faults.old_edits = True
    with pytest.raises(RetryLater):
        await bot.discord.edit(ref, SAID)
    assert bot.discord.edit_every(ref) > before


async def test_before_it_is_connected_it_asks_for_patience(
    double: Double, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "READY_WITHIN_S", 0.01)
    held = double.faults.hold("GET", "/users/@me$")
    async with bot_on(double, channel.id) as bot:
        with pytest.raises(RetryLater):
            await bot.discord.send(channel.id, SAID, "card:1")
        held.lift()
        await bot.until(lambda: bot.gaps == 1)
        await bot.discord.send(channel.id, SAID, "card:1")


async def test_while_it_comes_back_it_goes_on_posting(double: Double, bot: Bot, channel: Channel) -> None:
    double.gateway.drop(4000)
    await bot.discord.send(channel.id, SAID, "card:1")
    await bot.until(lambda: bot.gaps == 2)
    assert len(own(double, channel)) == 1


def own(double: Double, channel: Channel) -> list[Message]:
    """Return what the bot said in a channel."""
    return [one for one in double.state.in_channel(channel.id) if one.author_id == double.state.bot.id]


async def end_of(bot: Bot) -> str:
    """Return what the bot says when it ends by itself."""
    with pytest.raises(ExceptionGroup) as ended:
        await bot.running
    fatal = ended.value.subgroup(FatalError)
    assert fatal is not None
    error: Any = fatal
    while isinstance(error, ExceptionGroup):
        [error] = error.exceptions
    return str(error)
