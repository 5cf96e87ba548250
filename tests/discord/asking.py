"""What people ask of the bot over the double, where a test itself says what the bot answers."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from bot.api.answers import Completion, MessageAction, Reply, Shown
from bot.api.cog import Texts
from bot.api.events import Author, Invoked, Submitted, Typed
from bot.api.kinds import Option
from bot.api.shapes import CommandShape
from bot.core.i18n import texts_of
from bot.core.registry import Registry, load_cogs
from bot.core.shapes import shapes
from bot.demo.running import COGS
from bot.platforms.discord import refs
from bot.platforms.discord.adapter import Discord
from tests.discord.double import Double
from tests.unit.discord.store import MemoryStore

Asked = Invoked | Submitted | Typed


class OurDesk:
    """The bot's own commands, and what a test lets be suggested."""

    def __init__(self) -> None:
        self.options: Sequence[Option] = ()
        self._shapes = shapes(Registry(load_cogs(COGS)))

    async def complete(self, author: Author, channel_ref: str, text: str) -> Sequence[Completion]:
        return ()

    async def actions(self, author: Author, channel_ref: str) -> Sequence[MessageAction]:
        return ()

    def commands(self) -> Sequence[CommandShape]:
        return self._shapes

    async def suggest(  # noqa: PLR0917 - as the api has it
        self, author: Author, channel_ref: str, command: str, name: str, typed: str, given: Mapping[str, str]
    ) -> Sequence[Option]:
        return self.options

    def texts(self, locale: str | None) -> Texts:
        return texts_of(None)(locale or "nl")


class Bench:
    """The bot on the double. `answer` is what it thinks; while `free` is not set, it thinks on."""

    def __init__(self, double: Double, store: MemoryStore) -> None:
        self.desk, self.store = OurDesk(), store
        self.discord = Discord(double.token, "wat-als", self.store, ())
        self.answer: Callable[[Asked], Shown | None] = lambda asked: None
        self.asked: list[Asked] = []
        self.free = asyncio.Event()
        self.free.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.discord.run(self.desk))
            group.create_task(self._think())

    async def _think(self) -> None:
        async for batch in self.discord.batches(None):
            for event in batch.events:
                if not isinstance(event, Asked):
                    continue
                self.asked.append(event)
                await self.free.wait()
                shown = self.answer(event)
                if shown is not None:
                    await self.discord.show(Reply(event, shown))


@asynccontextmanager
async def asking(double: Double, *served: str, store: MemoryStore | None = None) -> AsyncIterator[Bench]:
    """Let the bot be there, with its commands listed; `served` are channels that serve."""
    bench = Bench(double, store or MemoryStore())
    await bench.discord.know_channels([refs.channel_ref(int(channel)) for channel in served])
    running = asyncio.create_task(bench.run())
    while not double.state.commands:  # noqa: ASYNC110 - nobody tells when
        await asyncio.sleep(0)
    try:
        yield bench
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await bench.discord.close()
