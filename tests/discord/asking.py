"""What people ask of the bot over the double, where a test itself says what the bot answers."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.api.answers import Reply, Shown
from bot.api.cog import Texts
from bot.api.events import Author, Invoked, Submitted, Typed
from bot.api.kinds import Option
from bot.api.shapes import CommandShape
from bot.core.i18n import texts_of
from bot.core.registry import Registry, load_cogs
from bot.core.shapes import shapes
from bot.demo.running import COGS
from bot.platforms.discord import refs
from bot.platforms.discord.answering import Answers
from bot.platforms.discord.buttons import WaysOn
from bot.platforms.discord.client import Client
from bot.platforms.discord.command_names import listing
from bot.platforms.discord.command_sync import sync_commands
from bot.platforms.discord.connection import Connection
from bot.platforms.discord.inbox import Inbox
from bot.platforms.discord.interacting import Interacting
from bot.platforms.discord.moderating import Moderating
from bot.platforms.discord.waiting import Waiting
from tests.discord.double import Double
from tests.unit.discord.store import MemoryStore

Asked = Invoked | Submitted | Typed


class OurDesk:
    """The bot's own commands, and what a test lets be suggested."""

    def __init__(self) -> None:
        self.options: Sequence[Option] = ()
        self._shapes = shapes(Registry(load_cogs(COGS)))

    async def complete(self, author: Author, channel_ref: str, text: str) -> Sequence[Any]:
        return ()

    async def actions(self, author: Author, channel_ref: str) -> Sequence[Any]:
        return ()

    def commands(self) -> Sequence[CommandShape]:
        return self._shapes

    async def suggest(  # noqa: PLR0917 - as the protocol says
        self, author: Author, channel_ref: str, command: str, name: str, typed: str, given: Mapping[str, str]
    ) -> Sequence[Option]:
        return self.options

    def texts(self, locale: str | None) -> Texts:
        return texts_of(None)(locale or "nl")


class Directs:
    async def began(self, user_id: int, channel_id: int) -> None:
        pass


class Bench:
    """The parts that take in what people ask and show answers; `answer` says what is answered."""

    def __init__(self, double: Double) -> None:
        self.double = double
        self.desk, self.store = OurDesk(), MemoryStore()
        self.answer: Callable[[Asked], Shown | None] = lambda asked: None
        self.held: asyncio.Event | None = None
        self.asked: list[Asked] = []
        self.inbox = Inbox()
        waiting, ways_on = Waiting(), WaysOn(self.store)
        moderating = Moderating((), lambda: [int(guild_id) for guild_id in double.state.guilds])
        self.interacting = Interacting(self.inbox, waiting, moderating, Directs(), ways_on)
        handlers = {"interaction": lambda client, interaction: self.interacting.take(interaction)}
        self.connection = Connection(double.token, handlers, self.inbox, self._arrived)
        self.answers = Answers(waiting, ways_on, lambda: self.connection.client)

    def _arrived(self, client: Client) -> None:
        pass

    async def core(self) -> None:
        """Stand in for the core: answer what is asked."""
        async for batch in self.inbox.batches():
            for event in batch.events:
                assert isinstance(event, Asked)
                self.asked.append(event)
                if self.held is not None:
                    await self.held.wait()
                shown = self.answer(event)
                if shown is not None:
                    self.answers.put(Reply(event, shown))

    async def types(self, channel_id: str, text: str) -> None:
        """Let somebody type something to the bot alone, as it is read elsewhere."""
        channel = self.double.state.direct[channel_id]
        author = Author(refs.account_key(int(channel.recipient_id or 0)), "Ouder")
        self.inbox.put(Typed(f"typed:{channel_id}", author, channel_id, text, direct=True))


@asynccontextmanager
async def asking(double: Double) -> AsyncIterator[Bench]:
    """Let the bot listen to what people ask."""
    bench = Bench(double)
    async with asyncio.TaskGroup() as group:
        running = [
            group.create_task(bench.connection.run()),
            group.create_task(bench.interacting.run(bench.desk)),
            group.create_task(bench.answers.run(bench.desk)),
            group.create_task(bench.core()),
        ]
        client = await bench.connection.ready(30)
        await sync_commands(client, listing(bench.desk.commands()), bench.store)
        yield bench
        for task in running:
            task.cancel()
    await bench.connection.close()
