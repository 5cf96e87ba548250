"""What people ask of the bot over the double, where a test itself says what the bot answers."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from bot.api.answers import Answer, FollowUp, Reply, Shown
from bot.api.content import content, paragraph
from bot.api.events import Author, Invoked, Submitted, Typed
from bot.api.kinds import Option
from bot.api.shapes import CommandShape
from bot.core.registry import Registry, load_cogs
from bot.core.shapes import shapes
from bot.demo.running import COGS
from bot.platforms.discord import refs
from bot.platforms.discord.adapter import Discord
from tests.discord.bare import until
from tests.discord.double import Double
from tests.discord.double.components import texts
from tests.discord.double.people import Person
from tests.discord.double.state import Channel, Message
from tests.unit.discord.desk import EmptyDesk
from tests.unit.discord.store import MemoryStore

Asked = Invoked | Submitted | Typed


class OurDesk(EmptyDesk):
    """The bot's own commands, and what a test lets be suggested."""

    def __init__(self) -> None:
        self.options: Sequence[Option] = ()
        self._shapes = shapes(Registry(load_cogs(COGS)))

    def commands(self) -> Sequence[CommandShape]:
        return self._shapes

    async def suggest(self, author: Author, channel_ref: str, command: str, name: str, typed: str) -> Sequence[Option]:
        return self.options


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
    await until(lambda: double.state.commands)
    try:
        yield bench
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await bench.discord.close()


def an_answer(text: str, *more: str, follow_ups: tuple[FollowUp, ...] = (), public: bool = False) -> Shown:
    rest = tuple(content(paragraph(one)) for one in more)
    return Shown(Answer(content(paragraph(text)), public=public, more=rest, follow_ups=follow_ups))


def says(message: Message) -> str:
    return "\n".join(texts(message.components))


async def seen(person: Person, channel: Channel, many: int = 1) -> list[Message]:
    """Return what somebody sees in a channel, when the bot has said so much there."""
    await until(lambda: sum(not message.flags & 128 for message in person.sees(channel)) >= many)
    return person.sees(channel)


def by_command(**answers: Shown) -> Callable[[Asked], Shown | None]:
    """Return what is answered by the id of a command, or by the button of a draft."""

    def answer(asked: Asked) -> Shown | None:
        told = (
            asked.command if isinstance(asked, Invoked) else asked.button if isinstance(asked, Submitted) else "typed"
        )
        return answers.get(told.replace("-", "_"))

    return answer
