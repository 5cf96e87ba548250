"""The client asks Discord for no more than the bot needs, and keeps nothing it does not."""

import discord

from bot.platforms.discord.gateway.client import INTENTS, Client
from bot.platforms.discord.gateway.request_rate import RequestRate


def test_no_intent_is_privileged() -> None:
    privileged = discord.Intents(members=True, presences=True, message_content=True)
    assert not INTENTS.value & privileged.value
    assert {name for name, on in INTENTS if on} == {
        "guilds",
        "guild_messages",
        "guild_reactions",
        "guild_scheduled_events",
        "dm_messages",
        "dm_reactions",
    }


async def test_nothing_that_is_sent_pings_anybody() -> None:
    mentions = Client({}, RequestRate()).allowed_mentions
    assert mentions is not None
    assert mentions.to_dict() == {"parse": []}


async def test_events_come_in_order_and_at_once() -> None:
    heard: list[str] = []
    client = Client({"one": lambda _, what: heard.append(what), "two": lambda _: heard.append("two")}, RequestRate())
    client.dispatch("one", "first")
    client.dispatch("two")
    client.dispatch("three")
    client.dispatch("one", "last")
    assert heard == ["first", "two", "last"]
