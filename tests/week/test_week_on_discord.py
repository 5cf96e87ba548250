"""The week with thirty participants on a Discord of our own, who pick, press and click as one does in its client."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from bot.platforms.discord.gateway import client
from bot.testing.platform_world import START
from tests.discord.chat import DiscordChat
from tests.discord.double import Double, hooked
from tests.discord.world import DiscordWorld, config_in
from tests.week.ending import NOTHING_LEFT, check, left_lying
from tests.week.model import Week
from tests.week.players import Act, Players
from tests.week.script import live

pytestmark = pytest.mark.discord

PEOPLE = tuple(f"deelnemer-{number}" for number in range(1, 31))
PATIENCE_S = 60.0


class TownChat(DiscordChat):
    """Discord refuses a command for a bot that it has no session of; who gave it does so again when there is one."""

    def __init__(self, world: DiscordWorld) -> None:
        super().__init__(world)
        self._refused: list[Callable[[], Awaitable[None]]] = []

    async def ask(self, act: Callable[[], Awaitable[None]]) -> None:
        """Ask something of the bot, now or as soon as that can be."""
        if self._bot_is_there:
            await act()
        else:
            self._refused.append(act)

    async def ask_again(self) -> None:
        """Ask what was refused."""
        refused, self._refused = self._refused, []
        for act in refused:
            await act()

    async def start_bot(self, *, after_gap: bool = False) -> None:
        await super().start_bot(after_gap=after_gap)
        await self.ask_again()

    @property
    def _bot_is_there(self) -> bool:
        """A line that broke may come back: until then Discord keeps what there is to tell."""
        return bool(self.world.double.gateway.sessions)


class Town(Players):
    """What is given again counts from then on."""

    chat: TownChat

    def signs_up(self, person: str, number: int, choice: str) -> Act:
        who, act = super().signs_up(person, number, choice)
        return who, partial(self.chat.ask, act)


@pytest.fixture
async def chat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TownChat]:
    """A community of thirty participants and a moderator."""
    monkeypatch.setattr(client, "GUILDS_WITHIN_S", 0.01)
    async with Double(START) as double:
        with hooked(double):
            world = DiscordWorld(config_in(tmp_path), double, names=(*PEOPLE, "moderator"))
            world.patience_s = PATIENCE_S
            await world.start()
            await world.serve()
            await world.settled()
            yield TownChat(world)
            await world.close()
    assert double.judge.violations == []
    assert not any(message.pings for message in double.said_by_bot), "the bot calls nobody"


@pytest.mark.timeout(300)
async def test_a_week_on_discord_ends_as_a_plain_model_says(chat: TownChat) -> None:
    gateway = chat.world.double.gateway

    async def break_line() -> None:
        """Let the line break; what is missed is told when the bot is back."""
        gateway.drop()
        await gateway.joined()

    async def forget() -> None:
        """Let the line break and Discord forget the session; what is missed is never told."""
        gateway.forget()
        gateway.drop()
        await gateway.joined()
        await chat.ask_again()

    players = Town(chat, Week(), PEOPLE)
    await live(players, forget, break_line)
    await check(players)
    assert await chat.world.database.read(left_lying) == NOTHING_LEFT
    assert (len(gateway.identified), gateway.resumed) == (4, 1), "begun, twice away, once forgotten; once resumed"
