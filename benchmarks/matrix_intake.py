"""Taking in RSVPs from Matrix: from a sync's JSON, through nio, until each is settled and durable."""

import asyncio
import gc
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

from nio import AsyncClient, AsyncClientConfig, Event, MatrixRoom, ReactionEvent, RedactionEvent, schemas

from benchmarks import matrix_wire as wire
from benchmarks.crowd import CARDS, Deed, deeds
from benchmarks.home import check, home, on_disk
from bot.api.events import Batch
from bot.platforms.matrix import checks, refs
from bot.platforms.matrix.account import Account, new_pickle_key, new_seeds
from bot.platforms.matrix.ahead import together
from bot.platforms.matrix.client import FILTER, Client
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.doors import Doors
from bot.platforms.matrix.listening import Listener
from bot.platforms.matrix.names import Names
from bot.platforms.matrix.own import OwnMessages
from bot.platforms.matrix.reading import Reader
from bot.platforms.matrix.rooms import Rooms

KEYS = ("matrix_rsvp_ratio",)
_CONFIG = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=False)
SERVER, TOKEN = "https://thuis.example", "geheim"


def measure(runs: int, scale: float = 1.0) -> dict[str, list[float]]:
    """Return how fast the bot is beside nio that does nothing with what it hears."""
    done = deeds(scale / 4)
    asyncio.run(_ours(deeds(scale / 100)))  # what is loaded on first use is loaded
    return {KEYS[0]: [asyncio.run(_bare(done)) / asyncio.run(_ours(done)) for _ in range(runs)]}


async def _bare(done: Sequence[Deed]) -> float:
    """Return how many seconds nio alone, as it comes, takes to hear what people did."""
    with on_disk() as folder, patch.object(schemas, "Validator", checks.BUILT_ANEW):
        client, told = AsyncClient(SERVER, wire.ME, store_path=folder, config=_CONFIG), wire.syncs(done)
        client.restore_login(wire.ME, "APPARAAT", TOKEN)
        return await _time(client, told)


async def _time(client: AsyncClient, told: Sequence[str]) -> float:
    client.add_event_callback(_ignore, (ReactionEvent, RedactionEvent))
    wire.answer(client, told)
    await client.sync(0, dict(FILTER))
    gc.collect()
    begun = perf_counter()
    for _ in told[1:]:
        await client.sync(0, dict(FILTER))
    return perf_counter() - begun


async def _ignore(room: MatrixRoom, event: Event) -> None:
    pass


async def _ours(done: Sequence[Deed]) -> float:
    """Return how many seconds it takes until what people did is settled and durable."""
    cards = [refs.message_ref(wire.ROOM, wire.card_event(card)) for card in range(CARDS)]
    with on_disk() as folder:
        async with home(folder, refs.PLATFORM, wire.ROOM, cards) as bot:
            listener, told = _listener(Path(folder)), wire.syncs(done)
            wire.answer(listener.client.nio, told)
            heard = _heard(listener)
            await anext(heard)
            gc.collect()
            begun = perf_counter()
            async with aclosing(together(heard)) as batches:
                async for batch in batches:
                    await bot.intake.take(batch)
                    if batch.cursor == f"s{len(told)}":
                        break
            seconds = perf_counter() - begun
            await check(bot, done, lambda person: refs.account_key(wire.user_of(person)))
            return seconds


async def _heard(listener: Listener) -> AsyncGenerator[Batch]:
    async for news, events in listener.listen("s0"):
        yield Batch(refs.PLATFORM, events, news.token, news.gap)


class _Listener(Listener):
    """Listens with a device that is known already."""

    client: Client

    async def _unlock(self) -> None:
        pass


def _listener(folder: Path) -> _Listener:
    account = Account(SERVER, wire.ME, "APPARAAT", datetime.now(UTC), TOKEN, new_pickle_key(), new_seeds())
    client, rooms = Client(account, folder), Rooms()
    directs = Directs(client, rooms, encrypted=True)
    doors = Doors(client, rooms, directs, ())
    reader = Reader(client, rooms, directs, OwnMessages(client), Names(client))
    rooms.served = frozenset({wire.ROOM})
    listener = _Listener(client, rooms, directs, doors, reader)
    listener.client = client
    return listener
