"""Reminders for many people at once: how near the rate of sending comes to what Discord takes."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from benchmarks.bot_on_double import add_session, bot_with, tell
from benchmarks.double_process import EVERYWHERE, Stage, double_with, until
from bot.domain.session import Rsvp, Session
from bot.domain.subject import Due, Subject
from bot.domain.tx import Tx
from storage import communities, rsvps, schedule, statements
from storage.statements import Meaning, Statements
from tests.discord.double import Double

KEYS = ("fanout_ratio",)

REMINDERS = 2000
WITHIN = timedelta(minutes=55)


class Homes(Stage):
    """People who wrote to the bot before, each in a channel of their own."""

    def __init__(self, double: Double, many: int) -> None:
        super().__init__(double)
        people = [double.add_person(f"Deelnemer {number}") for number in range(many)]
        self.guild.join(*people)
        self.channels = {person.id: person.direct().id for person in people}

    async def homes(self) -> dict[str, str]:
        """Return the channel of each person."""
        return self.channels

    async def reminded(self) -> dict[str, Any]:
        """Wait until everybody has a message; return when that was, and how it went."""
        await until(lambda: len(self.double.said_by_bot) >= len(self.channels))
        last = monotonic()
        told = {message.channel_id for message in self.double.said_by_bot}
        return {"last": last, "twice": len(self.channels) - len(told), **await self.traffic()}


def measure(runs: int, scale: float = 1.0) -> dict[str, list[float]]:
    """Measure several times, at full scale or smaller."""
    return {"fanout_ratio": [asyncio.run(_measure(int(REMINDERS * scale))) for _ in range(runs)]}


async def _measure(many: int) -> float:
    async with double_with(Homes, many) as ask:
        homes = await ask("homes")
        came: list[Session] = []

        async def fill(tx: Tx, community_id: int) -> None:
            came.append(await _come(tx, community_id, homes))

        async with bot_with(ask, fill, homes) as app:
            [session] = came
            began = monotonic()
            await app.database.write(lambda tx: _falls_due(tx, session))
            found = await ask("reminded")
    seconds = found.pop("last") - began
    tell({"seconds": seconds, "a_second": many / seconds, **found})
    return many / seconds / (EVERYWHERE.count / EVERYWHERE.seconds)


async def _come(tx: Tx, community_id: int, people: Iterable[str]) -> Session:
    """Let everybody say that they come to a session, where the bot knows how to reach them."""
    session = await add_session(tx, community_id, "Actiedag", WITHIN)
    names = {f"discord:{person}": "Deelnemer" for person in people}
    await communities.know_accounts(tx, community_id, names)
    coming, made = Meaning(community_id, Subject("session", session.id), Rsvp.PLACE.value), Statements()
    for seq, account in enumerate(names, await statements.take_seqs(tx, len(names))):
        made.add(coming, account, "said", seq)
    await statements.make(tx, made)
    await rsvps.settle(tx, session.id)
    return session


async def _falls_due(tx: Tx, session: Session) -> None:
    due = Due("reminder-hour:1", 1, "reminder-hour", session.id, datetime.now(UTC))
    await schedule.plan(tx, due)
