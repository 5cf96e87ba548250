"""The torture's stage on a Discord of our own, which runs in the driver's process."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Any, Self

import discord.gateway
import discord.http
import yarl

from bot.app import found_community, open_database
from bot.config import COGS, Config
from bot.core.registry import Registry, load_cogs
from bot.platforms.discord.account import save
from bot.platforms.discord.gateway import client
from storage import communities
from tests.discord import rendered
from tests.discord.double import Double, Permission, Person, found_guild
from tests.discord.double.state import THREAD, Channel
from tests.discord.double.state import Message as Said
from tests.discord.world import BOT_MAY, config_in
from tests.torture.discord_asking import Asking
from tests.torture.discord_faults import DiscordFaults
from tests.torture.stage import BOT, CHANNELS, PEOPLE, Ended, Entry, Message, RunningBot


class DiscordStage:
    """People in their clients, on one server."""

    name = "discord"
    tells_when = False

    def __init__(self, now: datetime) -> None:
        self._double = Double(now)
        self._faults = DiscordFaults(self._double)
        self.faults = self._faults.names
        self._registry = Registry(load_cogs(COGS))
        self._up = AsyncExitStack()
        self._complaints: list[str] = []
        self._bot: RunningBot | None = None

    @property
    def struck(self) -> int:
        return self._faults.struck

    async def __aenter__(self) -> Self:
        double = await self._up.enter_async_context(self._double)
        self.people: dict[str, Person] = {name: double.add_person(name.capitalize()) for name in PEOPLE}
        guild = found_guild(double, "Gemeenschap", double.add_person("Beheerder"), *self.people.values())
        moderators = guild.role("Moderator", Permission.MODERATE_MEMBERS | Permission.MANAGE_MESSAGES)
        guild.give(self.people["moderator"].id, moderators)
        bots = guild.invite_bot(BOT_MAY)
        self._channels: dict[str, Channel] = {purpose: guild.text(purpose) for purpose in CHANNELS}
        guild.overwrite(self._channels["moderation"], guild.guild.id, deny=Permission.VIEW_CHANNEL)
        for role in (moderators, bots):
            guild.overwrite(self._channels["moderation"], role.id, allow=Permission.VIEW_CHANNEL)
        self._guild = guild.guild
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._up.aclose()

    def config(self, folder: Path) -> Config:
        config = config_in(folder)
        save(config.discord_folder, self._double.token)
        return config

    def inside(self) -> Callable[[], None]:
        return partial(_find, self._double.url, self._double.gateway.url)

    async def found(self, bot: RunningBot) -> None:
        self._bot = bot
        database = await open_database(bot.config, self._registry)
        try:
            await database.write(lambda tx: found_community(tx, bot.config))
            await database.write(self._link)
        finally:
            await database.close()

    def at(self, now: datetime) -> None:
        self._double.clock.now = now
        if self._bot is None or not self._bot.alive:
            self._double.gateway.forget()  # who died comes back to no session

    async def react(self, person: str, words: str, emoji: str) -> None:
        self.people[person].react(self._card(words), emoji)

    async def take_back(self, person: str, words: str, emoji: str) -> None:
        self.people[person].unreact(self._card(words), emoji)

    async def clear(self, words: str) -> None:
        self.people["moderator"].clear(self._card(words))

    async def delete(self, words: str) -> None:
        self.people["moderator"].delete(self._card(words))

    async def ask(
        self, person: str, command: str, form: Mapping[str, str] | None = None, *, confirmed: bool = False
    ) -> Ended:
        assert self._bot is not None
        who = self.people[person]
        channel = self._channels["moderation"] if person == "moderator" else who.direct()
        asking = Asking(self._double, self._registry, self._bot, who, channel, self._complaints.append)
        return await asking.ask(command, form or {}, confirmed=confirmed)

    def strike(self, fault: str, lot: Random) -> None:
        self._faults.strike(fault, lot)

    def lift(self) -> None:
        self._faults.lift()

    async def heard(self) -> bool:
        double = self._double
        if not double.gateway.connected or not double.state.commands:
            return False
        before = double.happened
        await double.heard()
        return double.happened == before

    async def sees(self) -> Sequence[Message]:
        names = {who.id: name for name, who in self.people.items()} | {self._double.state.bot.id: BOT}
        found = []
        for said in self._double.said_by_bot:
            channel = self._double.state.channel(said.channel_id)
            if channel is None or said.private_to is not None or said.interaction is not None:
                continue
            who = {emoji: frozenset(names[one] for one in people) for emoji, people in said.reactions.items() if people}
            found.append(Message(said.id, self._where(channel, names), rendered.text_of(said), who))
        return found

    async def calendar(self) -> Sequence[Entry]:
        return [Entry(one.name, one.starts_at, one.ends_at, one.location) for one in self._guild.events.values()]

    async def wrong(self) -> Sequence[str]:
        pinged = [f"the bot called {said.pings}" for said in self._double.said_by_bot if said.pings]
        return [*self._double.judge.violations, *self._complaints, *pinged]

    def _where(self, channel: Channel, names: Mapping[str, str]) -> str:
        if channel.recipient_id is not None:
            return f"to {names[channel.recipient_id]}"
        if channel.type == THREAD:
            return f"beside {self._purpose(channel.parent_id)}"
        return self._purpose(channel.id)

    def _purpose(self, channel_id: str | None) -> str:
        return next(purpose for purpose, channel in self._channels.items() if channel.id == channel_id)

    def _card(self, words: str) -> Said:
        public = {channel.id for channel in self._channels.values()}
        found = [one for one in self._double.said_by_bot if one.channel_id in public and one.private_to is None]
        offered = [one for one in found if any(self._double.state.bot.id in who for who in one.reactions.values())]
        return next(one for one in reversed(offered) if words in rendered.text_of(one))

    async def _link(self, tx: Any) -> None:
        community = await communities.first(tx)
        assert community is not None
        for purpose, channel in self._channels.items():
            await communities.link_channel(tx, community.id, self.name, channel.id, purpose)


def _find(url: str, gateway: str) -> None:
    """Let discord.py find the double in the place of Discord, and not wait for servers that are not there."""
    discord.http.Route.BASE = url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    client.GUILDS_WITHIN_S = 0.01
