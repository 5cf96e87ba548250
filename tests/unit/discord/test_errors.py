"""What Discord says when something fails, and what the bot makes of it."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.api.errors import FatalError, Gone, OverBudget, PlatformError, Refused, RetryLater, Unreachable
from bot.platforms.discord.errors import PATIENCE_S, fatal_errors, platform_errors


def answer(status: int, code: int = 0, headers: Mapping[str, str] | None = None) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="", headers=headers or {})
    return discord.HTTPException(response, {"code": code, "message": "words"})


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (answer(403, 50007), Unreachable),
        (answer(403, 50278), Unreachable),
        (answer(429, 40003), OverBudget),
        (answer(403, 50001), PlatformError),
        (answer(403, 50013), PlatformError),
        (answer(404, 10008), Gone),
        (answer(404, 10062), Gone),
        (answer(400, 50035), Refused),
        (answer(400, 40060), Refused),
        (answer(401), PlatformError),
        (answer(502), PlatformError),
        (answer(503), PlatformError),
        (answer(429, 30046), RetryLater),
        (discord.RateLimited(61.0), RetryLater),
        (aiohttp.ServerDisconnectedError(), PlatformError),
        (aiohttp.ClientConnectionError(), PlatformError),
        (ConnectionResetError(), PlatformError),
        (TimeoutError(), PlatformError),
        (discord.GatewayNotFound(), PlatformError),
        (RuntimeError("Session is closed"), PlatformError),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else str(value),
)
def test_each_has_its_meaning(error: Exception, meaning: type[PlatformError]) -> None:
    with pytest.raises(PlatformError) as raised, platform_errors():
        raise error
    assert type(raised.value) is meaning


@pytest.mark.parametrize(("headers", "seconds"), [({"Retry-After": "7"}, 7.0), ({}, PATIENCE_S)])
def test_it_is_as_patient_as_discord_asks(headers: Mapping[str, str], seconds: float) -> None:
    with pytest.raises(RetryLater) as raised, platform_errors():
        raise answer(429, headers=headers)
    assert raised.value.after == seconds


def test_the_address_that_was_asked_for_is_not_told() -> None:
    with pytest.raises(PlatformError) as raised, platform_errors():
        raise aiohttp.InvalidURL("https://discord.test/webhooks/1/secret")
    assert "secret" not in str(raised.value)


def test_a_mistake_of_the_program_stays_one() -> None:
    with pytest.raises(RuntimeError, match="mistake"), platform_errors():
        raise RuntimeError("mistake")


def closed(code: int) -> discord.ConnectionClosed:
    socket: Any = SimpleNamespace(close_code=code)
    return discord.ConnectionClosed(socket, shard_id=None)


@pytest.mark.parametrize(
    "error",
    [
        discord.LoginFailure("no"),
        discord.PrivilegedIntentsRequired(None),
        *(closed(code) for code in (4004, 4010, 4011, 4012, 4013, 4014)),
    ],
    ids=str,
)
def test_what_does_not_pass_by_itself_ends_with_a_sentence(error: Exception) -> None:
    with pytest.raises(FatalError) as raised, fatal_errors():
        raise error
    assert str(raised.value).endswith((".", "watals init --discord"))


def test_another_end_of_the_connection_is_no_reason_to_stop() -> None:
    with pytest.raises(discord.ConnectionClosed), fatal_errors():
        raise closed(4009)
