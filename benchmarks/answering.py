"""Commands while many people react: how long who gives one waits for the answer."""

import asyncio
from collections.abc import Sequence
from random import Random
from statistics import quantiles
from time import monotonic

from benchmarks.bot_on_double import announce, bot_with, tell
from benchmarks.double_process import Stage, double_with, until
from bot.domain.session import DEFAULT_EMOJI
from bot.domain.tx import Tx
from tests.discord.double import Double, Person
from tests.discord.double.state import Message

KEYS = ("command_p99_ms",)

COMMANDS = ("mijn aanmeldingen", "sessie lijst", "sessie toon")
ASKED = 400
REACTIONS_A_SECOND = 500
COMMANDS_A_SECOND = 20
CARDS = 5
PEOPLE = 1000
SEED = 1


class Busy(Stage):
    """People who react, change their mind, and ask things."""

    def __init__(self, double: Double, asked: int) -> None:
        super().__init__(double)
        self.asked = asked
        self.people = [double.add_person(f"Deelnemer {number}") for number in range(PEOPLE)]
        self.guild.join(*self.people)
        self._dice = Random(SEED)  # noqa: S311 - no secret

    async def ask_among_reactions(self) -> list[float]:
        """Give commands, one in turn, while people react; return how long each took, in seconds."""
        cards = await self._cards()
        each = REACTIONS_A_SECOND // COMMANDS_A_SECOND
        answers: list[asyncio.Task[float]] = []
        began = monotonic()
        for number in range(self.asked * each):
            await asyncio.sleep(began + number / REACTIONS_A_SECOND - monotonic())
            self._react(self._dice.choice(self.people), self._dice.choice(cards))
            if number % each == each // 2:
                person = self._dice.choice(self.people)
                command = COMMANDS[len(answers) % len(COMMANDS)]
                answers.append(asyncio.create_task(self._answered(person, command)))
        return await asyncio.gather(*answers)

    async def _answered(self, person: Person, command: str) -> float:
        values = {"sessie": "1"} if command == "sessie toon" else {}
        began = monotonic()
        await person.command(self.channel, command, values).answered.wait()
        return monotonic() - began

    def _react(self, person: Person, card: Message) -> None:
        emoji = self._dice.choice(list(DEFAULT_EMOJI.values()))
        if person.id in card.reactions[emoji]:
            person.unreact(card, emoji)
        else:
            person.react(card, emoji)

    async def _cards(self) -> Sequence[Message]:
        """Return the cards, when the bot has put all its reactions under each."""
        await until(lambda: len(self._complete) == CARDS)
        return self._complete

    @property
    def _complete(self) -> list[Message]:
        return [one for one in self.double.said_by_bot if len(one.reactions) == len(DEFAULT_EMOJI)]


def measure(runs: int, scale: float = 1.0) -> dict[str, list[float]]:
    """Measure several times, at full scale or smaller."""
    return {"command_p99_ms": [asyncio.run(_measure(max(int(ASKED * scale), 2))) for _ in range(runs)]}


async def _measure(asked: int) -> float:
    async with double_with(Busy, asked) as ask, bot_with(ask, _announce) as app:
        took = [seconds * 1000 for seconds in await ask("ask_among_reactions")]
        traffic = await ask("traffic")
        figures = await app.database.read(_kept)
    parts = quantiles(took, n=100, method="inclusive")
    tell({"p50": parts[49], "p90": parts[89], "p99": parts[98], "longest": max(took), **figures, **traffic})
    return parts[98]


async def _announce(tx: Tx, community_id: int) -> None:
    for number in range(1, CARDS + 1):
        await announce(tx, community_id, f"Actiedag {number}")


async def _kept(tx: Tx) -> dict[str, float]:
    return {"statements": await tx.value("SELECT COUNT(*) FROM statement WHERE standing = 1")}
