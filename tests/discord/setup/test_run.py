"""`watals run` on Discord, as the operator gives it."""

import pytest

from bot.platforms.discord import account
from tests.discord.double import Double
from tests.discord.setup.bench import Bench
from tests.discord.setup.operator import running, watals

pytestmark = [pytest.mark.discord, pytest.mark.usefixtures("guild")]


async def run(bench: Bench) -> str:
    """Run a bot that cannot; return what it says."""
    done = await watals(bench.double, "run", "--config", bench.config)
    assert done.code == 2, done
    assert "Traceback" not in done.err
    assert bench.double.token not in done.words
    return done.words


async def test_a_token_that_is_not_known_ends_it_with_a_sentence(bench: Bench) -> None:
    bench.set_up()
    account.save(bench.discord, f"{bench.double.token}-van-vroeger")
    said = await run(bench)
    assert "kent het token van de bot niet" in said
    assert "watals init --discord" in said


async def test_without_a_token_it_says_how_to_give_one(bench: Bench) -> None:
    bench.set_up()
    bench.token.unlink()
    assert "er is nog geen token" in await run(bench)


async def test_a_discord_that_is_away_is_waited_for(bench: Bench, double: Double) -> None:
    bench.set_up()
    double.faults.fail(403, path="^", times=None)
    async with running(double, "run", "--config", bench.config, until="De bot draait", folder=bench.folder) as said:
        assert "Op Discord heet de bot (" in said
