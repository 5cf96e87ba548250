"""The Discord wire double in a process of its own, so that its work is not counted as the bot's."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from tests.discord.double import Double, found_guild
from tests.discord.double.clock import RunningClock
from tests.discord.double.hooks import hooked_to
from tests.discord.double.limits import Limit
from tests.discord.world import BOT_MAY

LIMITS = {
    ("PATCH", "/channels/{channel}/messages/{message}"): Limit(5, 5.0),
    ("POST", "/channels/{channel}/messages"): Limit(5, 5.0),
    ("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me"): Limit(1, 0.25),
}
"""What Discord takes in one channel."""

EVERYWHERE = Limit(50, 1.0)
"""What Discord takes of one bot."""

LOOKS_EVERY_S = 0.002

_PROCESSES = get_context("spawn")

Ask = Callable[..., Coroutine[Any, Any, Any]]
"""Has a method of the stage called, by its name, in the double's process; returns what that returns."""


class Stage:
    """What happens on the double; a benchmark adds what its people do and see. It lives in the double's process."""

    def __init__(self, double: Double) -> None:
        self.double = double
        self.double.limits.by_route.update(LIMITS)
        self.double.limits.everywhere = EVERYWHERE
        self.guild = found_guild(double, "Gemeenschap", double.add_person("Beheerder"))
        self.guild.invite_bot(BOT_MAY)
        self.channel = self.guild.text("aankondigingen")

    async def where(self) -> str:
        """Return the channel that is for announcements."""
        return self.channel.id

    async def connected(self) -> None:
        """Return when the bot listens, and its commands are known."""
        await self.double.gateway.joined()
        await until(lambda: self.double.state.commands)

    async def traffic(self) -> dict[str, int]:
        """Return how many requests were made so far, and how many of those were refused for a limit."""
        limits = self.double.limits
        return {"requests": len(self.double.rest.asked), "refused": limits.hit, "everywhere": limits.hit_everywhere}


async def until(happened: Callable[[], object]) -> None:
    """Return when something happened on the double."""
    while not happened():  # noqa: ASYNC110 - nobody tells when
        await asyncio.sleep(LOOKS_EVERY_S)


@asynccontextmanager
async def double_with(stage: type[Stage], *args: Any) -> AsyncIterator[Ask]:
    """Run a double with a stage on it, which discord.py finds here in the place of Discord."""
    here, there = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_serve, args=(there, stage, args), daemon=True)
    process.start()
    there.close()
    turn = asyncio.Lock()

    async def ask(name: str, *told: Any) -> Any:
        async with turn:
            here.send((name, told))
            return await asyncio.to_thread(here.recv)

    try:
        with hooked_to(*await asyncio.to_thread(here.recv)):
            yield ask
    finally:
        here.close()
        await asyncio.to_thread(process.join)


def _serve(asked: Connection, stage: type[Stage], args: tuple[Any, ...]) -> None:
    os.environ.pop("DISCORD_OPENAPI", None)  # Judging every word is for tests.
    asyncio.run(_answer(asked, stage, args))


async def _answer(asked: Connection, stage: type[Stage], args: tuple[Any, ...]) -> None:
    async with Double(clock=RunningClock()) as double:
        on_it = stage(double, *args)
        asked.send((double.url, double.gateway.url))
        while True:
            try:
                name, told = await asyncio.to_thread(asked.recv)
            except EOFError:
                return
            asked.send(await getattr(on_it, name)(*told))
