"""Many people on Matrix at once."""

from collections.abc import Mapping
from datetime import timedelta

from bot.testing import Seen
from tests.matrix.chat import MatrixChat
from tests.matrix.person import Person
from tests.matrix.world import MatrixWorld


class CrowdChat(MatrixChat):
    """Who does nothing looks only when time passes: it is much to ask that all look at every step of one of them."""

    def __init__(self, world: MatrixWorld, people: Mapping[str, Person]) -> None:
        super().__init__(world, people)
        self._busy = {"moderator"}

    async def say(self, person: str, text: str, *, to: str = "announcements") -> None:
        self._busy.add(person)
        await super().say(person, text, to=to)

    async def react(self, person: str, message: Seen, emoji: str) -> None:
        self._busy.add(person)
        await super().react(person, message, emoji)

    async def _answer(self, person: str, text: str) -> None:
        self._busy.add(person)
        await super()._answer(person, text)

    async def later(self, by: timedelta) -> None:
        self._busy.update(self.people)
        await super().later(by)

    async def start_bot(self, *, after_gap: bool = False) -> None:
        self._busy.update(self.people)
        await super().start_bot(after_gap=after_gap)

    async def _look(self) -> bool:
        busy, self._busy = self._busy, {"moderator"}
        return await self._let_look(busy)
