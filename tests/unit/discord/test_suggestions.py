"""What may be meant, while somebody fills in an option."""

import asyncio
from typing import Any

import pytest

from bot.api.kinds import Option
from bot.platforms.discord.commands import suggestions
from tests.unit.discord.bench import ANNA_IN_DUTCH, SIGN_UP, Bench
from tests.unit.discord.gateway import CHANNEL, Raw
from tests.unit.discord.interactions import (
    AUTOCOMPLETE,
    SUGGEST,
    Wire,
    interaction,
)


async def suggested(bench: Bench, wire: Wire) -> list[Raw]:
    bench.interacting.take(interaction(bench.gateway, AUTOCOMPLETE, SIGN_UP))
    [sent] = await wire.until(1)
    assert sent.kind == SUGGEST
    found: list[Raw] = sent.data["choices"]
    return found


async def test_what_may_be_meant_is_suggested(bench: Bench, wire: Wire) -> None:
    bench.desk.options = [Option("3", "Vervolg in Utrecht")]
    assert await suggested(bench, wire) == [{"name": "Vervolg in Utrecht", "value": "3"}]
    assert bench.desk.asked == [(ANNA_IN_DUTCH, str(CHANNEL), "aanmelden", "session", "vervolg")]


async def test_suggestions_fit(bench: Bench, wire: Wire) -> None:
    long = [Option("v" * 101, "te lang"), Option("x", "woord " * 40), Option("leeg", "")]
    bench.desk.options = [*long, *(Option(str(number), "sessie") for number in range(40))]
    found = await suggested(bench, wire)
    assert len(found) == 25
    assert all(1 <= len(one["name"]) <= 100 for one in found)
    assert "te lang" not in [one["name"] for one in found]


@pytest.mark.parametrize("error", [RuntimeError("broken"), TimeoutError()])
async def test_what_cannot_be_known_is_not_suggested(bench: Bench, wire: Wire, error: Exception) -> None:
    bench.desk.options = error
    assert await suggested(bench, wire) == []


async def test_who_waits_too_long_is_suggested_nothing(
    bench: Bench, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*args: Any) -> list[Option]:
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(suggestions, "PATIENCE_S", 0)
    monkeypatch.setattr(bench.desk, "suggest", never)
    assert await suggested(bench, wire) == []
