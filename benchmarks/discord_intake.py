"""Taking in RSVPs from Discord: from the gateway's JSON, through discord.py, until each is settled and durable."""

import asyncio
import gc
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter

import discord

from benchmarks import discord_wire as wire
from benchmarks import naive
from benchmarks.crowd import CARDS, Deed, deeds
from benchmarks.home import Home, check, home, on_disk
from bot.api.events import Author
from bot.domain.session import DEFAULT_EMOJI
from bot.platforms.discord import refs
from bot.platforms.discord.gateway.client import INTENTS, Client
from bot.platforms.discord.gateway.inbox import Inbox
from bot.platforms.discord.gateway.reading import Reader
from bot.platforms.discord.gateway.request_rate import RequestRate

KEYS = ("discord_rsvp_ratio", "rsvp_vs_naive")
MESSAGES = [wire.MESSAGES + card for card in range(CARDS)]


def measure(runs: int, scale: float = 1.0) -> dict[str, list[float]]:
    """Return how fast the bot is beside discord.py that does nothing, and beside the usual bot."""
    done = deeds(scale)
    asyncio.run(_ours(deeds(scale / 100)))  # what is loaded on first use is loaded
    found: dict[str, list[float]] = {key: [] for key in KEYS}
    for _ in range(runs):
        bare, ours, usual = (asyncio.run(timed(done)) for timed in (_bare, _ours, _naive))
        found["discord_rsvp_ratio"].append(bare / ours)
        found["rsvp_vs_naive"].append(usual / ours)
    return found


class _Bare(discord.Client):
    """Hears of reactions, and does nothing."""

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        pass

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        pass


async def _bare(done: Sequence[Deed]) -> float:
    client = _Bare(intents=INTENTS, max_messages=None)
    return await _until_handled(client, done)


async def _naive(done: Sequence[Deed]) -> float:
    with on_disk() as folder:
        database = await naive.database(Path(folder) / "naive.db")
        sessions = {message: number for number, message in enumerate(MESSAGES, start=1)}
        choices = {emoji: choice.value for choice, emoji in DEFAULT_EMOJI.items()}
        client = naive.NaiveBot(database, sessions, choices, INTENTS)
        try:
            return await _until_handled(client, done)
        finally:
            await database.close()


async def _until_handled(client: discord.Client, done: Sequence[Deed]) -> float:
    """Say what people did; return how many seconds it takes until every handler is through with it."""
    async with client:
        websocket, said = wire.in_a_guild(client), wire.texts(done)
        others = asyncio.all_tasks()
        gc.collect()
        begun = perf_counter()
        await wire.say(websocket, said)
        await asyncio.gather(*asyncio.all_tasks() - others)
        return perf_counter() - begun


async def _ours(done: Sequence[Deed]) -> float:
    """Say what people did; return how many seconds it takes until all of it is settled and durable."""
    cards = [refs.message_ref(wire.CHANNEL, message) for message in MESSAGES]
    with on_disk() as folder:
        async with home(folder, refs.PLATFORM, refs.channel_ref(wire.CHANNEL), cards) as bot:
            inbox = Inbox()
            client = Client(Reader(inbox, _nobody).handlers, RequestRate())
            websocket, said = wire.in_a_guild(client), wire.texts(done)
            taking = asyncio.create_task(_take(bot, inbox))
            gc.collect()
            begun = perf_counter()
            await wire.say(websocket, said)
            await inbox.taken_in()
            seconds = perf_counter() - begun
            taking.cancel()
            with suppress(asyncio.CancelledError):
                await taking
            await check(bot, done, lambda person: refs.account_key(wire.USERS + person))
            return seconds


async def _take(bot: Home, inbox: Inbox) -> None:
    async for batch in inbox.batches():
        await bot.intake.take(batch)


async def _nobody(message: discord.Message) -> Author:
    raise AssertionError("nobody writes to the bot here")
