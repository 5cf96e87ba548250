"""`watals init --discord`, as the operator gives it."""

import asyncio
import os
import re
import tomllib
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.platforms.discord import account
from bot.platforms.discord.permissions import NEEDED
from tests.discord.double import GuildKeeper
from tests.discord.double import guild_payloads as payloads
from tests.discord.setup.bench import Bench
from tests.discord.setup.operator import command, environment, watals
from tests.support.operator import PATIENCE_S

pytestmark = [pytest.mark.discord, pytest.mark.usefixtures("guild")]
CLOSED = "\x04"  # Ctrl-D
OTHER = "OTk5OTk5OTk5OTk5OTk5OTk5.GxYzAb.van-een-andere-bot"


async def test_it_keeps_the_token_and_says_what_comes_next(bench: Bench) -> None:
    done = await bench.init()
    assert done.code == 0, done
    assert "Discord kent de bot als wat-als.bot#0001" in done.words
    assert bench.known.discord_folder == bench.discord
    assert tomllib.loads(bench.config.read_text()) == {"data": "data", "discord": {}}
    assert account.load(bench.discord) == bench.double.token
    assert {path.stat().st_mode & 0o777 for path in bench.discord.iterdir()} == {0o600}
    for word in ("watals run", "/instellen kanaal", "watals check"):
        assert word in done.out


async def test_the_invitation_asks_for_just_what_the_bot_needs(bench: Bench) -> None:
    done = await bench.init()
    [address] = re.findall(r"^ +(https://discord\.com/oauth2/authorize\S+)$", done.out, re.MULTILINE)
    asked = parse_qs(urlsplit(address).query)
    assert asked == {
        "client_id": [bench.double.state.bot.id],
        "scope": ["bot applications.commands"],
        "permissions": [str(NEEDED.value)],
    }


async def test_a_token_that_discord_does_not_know_is_kept_nowhere(bench: Bench) -> None:
    done = await bench.init(stdin=f"{OTHER}\n")
    assert done.code == 2
    assert "kent het token van de bot niet" in done.words
    assert OTHER not in done.words
    assert list(bench.folder.iterdir()) == []


@pytest.mark.parametrize("typed", ["", "\n", "mijn geheime wachtwoord\n"])
async def test_what_is_no_token_is_not_sent(bench: Bench, typed: str) -> None:
    done = await bench.init(stdin=typed)
    assert done.code == 2
    assert "token" in done.err
    assert "geheime" not in done.words
    assert bench.double.rest.asked == []


async def test_a_discord_that_does_not_answer_changes_nothing(bench: Bench) -> None:
    bench.double.faults.cut("GET", "/users/@me", times=None)
    done = await bench.init()
    assert done.code == 2
    assert "geeft geen goed antwoord" in done.words
    assert list(bench.folder.iterdir()) == []


async def test_the_token_is_never_an_option(bench: Bench) -> None:
    assert "--token" not in (await watals(bench.double, "init", "--help")).out.lower()


async def test_a_token_in_the_environment_is_kept_nowhere_else(bench: Bench) -> None:
    done = await bench.init(stdin="", **{account.VARIABLE: bench.double.token})
    assert done.code == 0, done
    assert account.VARIABLE in done.words
    assert not bench.token.exists()


async def test_a_token_of_another_bot_is_said(bench: Bench) -> None:
    account.save(bench.discord, OTHER)
    done = await bench.init()
    assert done.code == 0
    assert "van een andere bot dan het vorige" in done.words
    assert account.load(bench.discord) == bench.double.token


async def test_a_new_token_of_the_same_bot_is_nothing_to_warn_of(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench.double.state.bot, "id", str(account.bot_of(OTHER)))
    account.save(bench.discord, OTHER)
    bench.token.chmod(0o644)
    done = await bench.init()
    assert "andere bot" not in done.words
    assert account.load(bench.discord) == bench.double.token


async def test_a_config_that_is_there_is_left_alone(bench: Bench) -> None:
    told = 'data = "elders"\n[matrix]\ninvites = ["voorbeeld.nl"]\n'
    bench.config.write_text(told)
    done = await bench.init()
    assert bench.config.read_text() == told
    assert "Zet daar dit in:\n\n    [discord]\n" in done.out
    assert account.load(bench.folder / "elders" / "discord") == bench.double.token


async def test_what_is_not_well_in_the_portal_is_said_at_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = payloads.application
    monkeypatch.setattr(payloads, "application", lambda *given: {**usual(*given), "bot_public": True, "flags": 1 << 19})
    done = await bench.init()
    assert done.code == 0
    assert "Zet Public Bot uit" in done.words
    assert "(Message Content Intent)" in done.words


async def test_without_a_keyboard_it_says_where_to_choose_a_platform(bench: Bench) -> None:
    done = await watals(bench.double, "init", "--config", bench.config, stdin=f"{bench.double.token}\n")
    assert done.code == 2
    assert "--discord" in done.err
    both = await watals(bench.double, "init", "--config", bench.config, "--discord", "--user", "watals")
    assert both.code == 2
    assert "kies --matrix of --discord" in both.words


async def test_in_a_terminal_it_asks_where_and_shows_no_token(bench: Bench) -> None:
    code, said = await _in_a_terminal(bench, {"2 = Discord: ": "2", "typt): ": bench.double.token})
    assert code == 0, said
    assert bench.double.token not in said
    assert account.load(bench.discord) == bench.double.token


@pytest.mark.parametrize("at", ["2 = Discord: ", "typt): "])
async def test_who_closes_the_keyboard_at_a_question_is_told_that_nothing_changed(bench: Bench, at: str) -> None:
    code, said = await _in_a_terminal(bench, {"2 = Discord: ": "2"} | {at: CLOSED})
    assert code == 2
    assert "Er is niets veranderd" in said
    assert not bench.discord.exists()


async def _in_a_terminal(bench: Bench, answers: dict[str, str]) -> tuple[int, str]:
    """Give the command with answers to its questions; return its code, and all that stood on the screen."""
    ours, theirs = os.openpty()
    process = await asyncio.create_subprocess_exec(
        *command(bench.double, "init", "--config", bench.config),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(),
        start_new_session=True,
    )
    os.close(theirs)
    said = await asyncio.to_thread(_talk, ours, answers)
    async with asyncio.timeout(PATIENCE_S):
        return await process.wait(), said


def _talk(terminal: int, answers: dict[str, str]) -> str:
    """Answer questions as they come; return all that stood on the screen."""
    said = ""
    with open(terminal, "r+b", buffering=0) as screen:
        while True:
            try:
                said += screen.read(1000).decode(errors="replace")
            except OSError:  # the other side is gone
                return said
            for question in [question for question in answers if said.endswith(question)]:
                screen.write(f"{answers.pop(question)}\n".encode())


async def test_the_bot_is_not_disturbed(bench: Bench, guild: GuildKeeper) -> None:
    channel = guild.text("nieuws")
    await bench.init()
    assert not [one for one in bench.double.rest.asked if one.method != "GET"]
    assert not [one for one in bench.double.state.messages.values() if one.channel_id == channel.id]
