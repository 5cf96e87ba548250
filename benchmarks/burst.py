"""A thousand reactions on one card within seconds: how often it is edited, and how soon it shows the last of them."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from itertools import cycle
from time import monotonic
from typing import Any

from benchmarks.bot_on_double import announce, bot_with, tell
from benchmarks.double_process import Stage, double_with, until
from bot.domain.session import DEFAULT_EMOJI
from tests.discord import rendered
from tests.discord.double import Double
from tests.discord.double.state import Message

KEYS = ("burst_edits", "burst_staleness_s")

REACTIONS = 1000
SECONDS = 5.0
QUIET_S = 4.0
"""How long the card is watched after it shows everything: an edit too many counts too."""


class Crowd(Stage):
    """People who all react to the same card."""

    def __init__(self, double: Double, many: int, seconds: float, quiet: float) -> None:
        super().__init__(double)
        self.people = [double.add_person(f"Deelnemer {number}") for number in range(many)]
        self.guild.join(*self.people)
        self.seconds = seconds
        self.quiet = quiet

    async def react(self) -> dict[str, Any]:
        """React one after the other, evenly; return what became of the card."""
        card, counts = await self._card(), Counter[str]()
        edits, asked = card.edits, len(self.double.rest.asked)
        began = monotonic()
        for number, (person, emoji) in enumerate(zip(self.people, cycle(DEFAULT_EMOJI.values()), strict=False)):
            await asyncio.sleep(began + number * self.seconds / len(self.people) - monotonic())
            person.react(card, emoji)
            counts[emoji] += 1
        last = monotonic()
        shown = await self._shown(card, counts)
        await asyncio.sleep(self.quiet)
        requests = self.double.rest.asked[asked:]
        return {
            "burst_edits": card.edits - edits,
            "burst_staleness_s": shown - last,
            "requests": len(requests),
            "files": sum(one.files for one in requests),
            "refused": sum(one.status == 429 for one in requests),
        }

    async def _card(self) -> Message:
        """Return the card, when the bot has put all its reactions under it."""
        await until(lambda: [one for one in self.double.said_by_bot if len(one.reactions) == len(DEFAULT_EMOJI)])
        [card] = self.double.said_by_bot
        return card

    async def _shown(self, card: Message, counts: Mapping[str, int]) -> float:
        """Return when the card shows these counts."""

        def tells() -> bool:
            lines = rendered.text_of(card).splitlines()
            return all(any(_tells(line, emoji, many) for line in lines) for emoji, many in counts.items())

        while not tells():
            edits = card.edits
            await until(lambda: card.edits > edits)  # noqa: B023 - awaited here
        return monotonic()


def _tells(line: str, emoji: str, many: int) -> bool:
    return line.startswith(emoji) and line.endswith(f": {many}")


def measure(runs: int, scale: float = 1.0) -> dict[str, list[float]]:
    """Measure several times, at full scale or smaller."""
    found = [asyncio.run(_measure(scale)) for _ in range(runs)]
    return {key: [each[key] for each in found] for key in KEYS}


async def _measure(scale: float) -> dict[str, float]:
    async with (
        double_with(Crowd, int(REACTIONS * scale), SECONDS * scale, QUIET_S * scale) as ask,
        bot_with(ask, lambda tx, community_id: announce(tx, community_id, "Actiedag")),
    ):
        found: dict[str, float] = await ask("react")
    tell(found)
    return found
