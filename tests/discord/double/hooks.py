"""Where the bot's client looks for Discord."""

from collections.abc import Iterator
from contextlib import contextmanager

import discord.gateway
import discord.http
import yarl

from tests.discord.double.double import Double


@contextmanager
def hooked(double: Double) -> Iterator[None]:
    """Let discord.py find the double in the place of Discord; nothing else of it is changed."""
    with hooked_to(double.url, double.gateway.url):
        yield


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
