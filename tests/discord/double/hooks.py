"""Where the bot's client looks for Discord."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import discord.gateway
import discord.http
import yarl

from bot.platforms.discord.gateway import request_rate
from tests.discord.double.double import Double
from tests.discord.double.limits import PLENTY


@contextmanager
def hooked(double: Double) -> Iterator[None]:
    """Let discord.py find the double in the place of Discord.

    The bot makes requests as fast as it can: a double that has no limit for all of them together minds that not. Nor
    does it mind how often its client says what it heard, for which a test asks more often than Discord ever does.
    """
    before, limiter = request_rate.MOST, discord.gateway.GatewayRatelimiter
    request_rate.MOST = PLENTY
    discord.gateway.GatewayRatelimiter = partial(limiter, PLENTY)
    try:
        with hooked_to(double.url, double.gateway.url):
            yield
    finally:
        request_rate.MOST = before
        discord.gateway.GatewayRatelimiter = limiter


@contextmanager
def hooked_to(url: str, gateway_url: str) -> Iterator[None]:
    """Let discord.py find a double at these addresses, wherever it runs."""
    before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    try:
        yield
    finally:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = before
