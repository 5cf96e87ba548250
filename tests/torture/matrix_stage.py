"""Matrix as a stage of the torture: a real homeserver, a bad line to it, and people who know nothing of the bot."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self
from uuid import uuid4

from bot.app import found_community, open_database
from bot.config import Config
from bot.core.registry import Registry, load_cogs
from bot.demo.homeserver import Homeserver, Registered
from bot.domain.tx import Tx
from bot.platforms.matrix import client as bots_client
from bot.platforms.matrix.account import Account, new_pickle_key, new_seeds, save
from storage import communities
from storage import intake as kept
from storage.database import read_only
from tests.matrix.faults import FaultProxy
from tests.matrix.person import Person
from tests.matrix.strict import StrictPerson
from tests.matrix.world import ROOMS, config_in, tells
from tests.torture.matrix_line import FAULTS, BadLine
from tests.torture.matrix_people import Talk
from tests.torture.matrix_sight import Sight
from tests.torture.stage import PEOPLE, Ended, Message, RunningBot

ENCRYPTING = ("jongere", "opa")
"""Who has a client that encrypts: what the bot says to them alone nobody else can read."""

CLICKING = ("ouder", "jongere", "moderator")
"""Who says yes to a preview by a reaction."""

LOOK_MS = 250


class MatrixStage:
    """A community on a Synapse; see `Stage` for what each method promises."""

    name = "matrix"
    tells_when = True
    faults: Sequence[str] = tuple(FAULTS)

    def __init__(self, homeserver: Homeserver | None = None) -> None:
        """Without a homeserver, it starts one of its own."""
        self._homeserver = homeserver
        self._opened = AsyncExitStack()
        self._people: dict[str, Person] = {}
        self._rooms: dict[str, str] = {}
        self._complaints: list[str] = []

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opened:
            if self._homeserver is None:
                folder = Path(opened.enter_context(TemporaryDirectory()))
                self._homeserver = await opened.enter_async_context(Homeserver(folder, fleeting=True))
            self._line = await opened.enter_async_context(FaultProxy(self._homeserver.url))
            self._bad = BadLine(self._line)
            self._account = await self._registered("watals")
            self._observer = await opened.enter_async_context(Person(self._homeserver.url, self._account))
            for name in PEOPLE:
                self._people[name] = await opened.enter_async_context(await self._arrive(name))
            self._cleaner = await opened.enter_async_context(await self._arrive("opruimer"))
            await self._make_rooms()
            self._sight = Sight(self._people, self._rooms, self._account.user_id)
            self._opened = opened.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened.aclose()

    @property
    def struck(self) -> int:
        return self._bad.struck

    def config(self, folder: Path) -> Config:
        config = config_in(folder)
        known, now = self._account, datetime.now(UTC)
        save(
            config.matrix_folder,
            Account(
                self._line.url,
                known.user_id,
                known.device_id,
                now,
                known.access_token,
                new_pickle_key(),
                new_seeds(),
            ),
        )
        self._config = config
        return config

    def inside(self) -> Callable[[], None]:
        return hurry

    async def found(self, bot: RunningBot) -> None:
        self._bot = bot
        registry = Registry(load_cogs(self._config.cogs))
        database = await open_database(self._config, registry)
        await database.write(self._link)
        await database.close()
        await bot.start()
        while not await self.heard() or await bot.waits_for():
            await self.moderator.look(LOOK_MS)
        await bot.stop()

    def at(self, now: datetime) -> None:
        """Do nothing: the homeserver has a clock of its own."""

    @property
    def moderator(self) -> Person:
        return self._people["moderator"]

    async def react(self, person: str, words: str, emoji: str) -> None:
        who = self._people[person]
        await who.look()
        await who.react(*self._sight.card(who, words), emoji)

    async def take_back(self, person: str, words: str, emoji: str) -> None:
        who = self._people[person]
        await who.look()
        room, event_id = self._sight.card(who, words)
        for one in who.rooms[room].reactions_to(event_id):
            if one["sender"] == who.user_id and one["content"]["m.relates_to"]["key"] == emoji:
                await who.redact(room, one["event_id"])

    async def clear(self, words: str) -> None:
        # Somebody else than those who answer: who takes their own reaction away, takes it back.
        who = self._cleaner
        await who.look()
        room, event_id = self._sight.card(who, words)
        for one in who.rooms[room].reactions_to(event_id):
            await who.redact(room, one["event_id"])

    async def delete(self, words: str) -> None:
        await self._cleaner.look()
        await self._cleaner.redact(*self._sight.card(self._cleaner, words))

    async def ask(
        self, person: str, command: str, form: Mapping[str, str] | None = None, *, confirmed: bool = False
    ) -> Ended:
        who = self._people[person]
        alone = who is not self.moderator
        room = await self._alone_with(who) if alone else self._rooms["moderation"]
        clicks, complain = person in CLICKING, self._complaints.append
        talk = Talk(who, self._bot, room, alone=alone, clicks=clicks, complain=complain)
        return await talk.ask(command, form, confirmed=confirmed)

    def strike(self, fault: str, lot: Random) -> None:
        self._bad.put(fault, lot)

    def lift(self) -> None:
        self._bad.mend()

    async def heard(self) -> bool:
        cursor = await self._cursor()
        if cursor is None:
            return False
        query = {"timeout": "0", "filter": '{"room":{"timeline":{"limit":1}}}', "since": cursor}
        told = await self._observer.call("GET", "/v3/sync", query=query)
        return not tells(told) and bool(told["device_one_time_keys_count"].get("signed_curve25519"))

    async def sees(self) -> Sequence[Message]:
        await self._all_look()
        return self._sight.messages()

    async def calendar(self) -> None:
        """Return nothing: a homeserver has no calendar."""

    async def wrong(self) -> Sequence[str]:
        await self._all_look()
        return [*self._complaints, *self._sight.wrong()]

    async def _all_look(self) -> None:
        for who in self._people.values():
            if await who.accept_invites():
                await who.look()

    async def _cursor(self) -> str | None:
        """Return how far the bot has read; None where it has not begun, or is just opening its database."""
        try:
            async with read_only(self._config.database) as tx:
                return await kept.cursor(tx, "matrix")
        except sqlite3.OperationalError:
            return None

    async def _alone_with(self, who: Person) -> str:
        """Return where somebody talks with the bot alone; who has no such room begins one."""
        await who.accept_invites()
        known = who.dms(self._account.user_id)
        return known[-1] if known else await who.open_dm(self._account.user_id)

    async def _registered(self, name: str, **more: str) -> Registered:
        assert self._homeserver is not None
        return await self._homeserver.register(f"{name}-{uuid4().hex[:8]}", displayname=name.capitalize(), **more)

    async def _arrive(self, name: str) -> Person:
        assert self._homeserver is not None
        kind = StrictPerson if name in ENCRYPTING else Person
        return kind(self._homeserver.url, await self._registered(name), name)

    async def _make_rooms(self) -> None:
        """Let the moderator make the community's rooms with everybody in them, and those who do not encrypt begin
        to talk with the bot: what it would begin itself is encrypted."""
        bot_id = self._account.user_id
        power = {"users": {bot_id: 50, self._cleaner.user_id: 50}}
        for purpose, name in ROOMS.items():
            others = [who for who in self._people.values() if who is not self.moderator and purpose != "moderation"]
            members = [self._observer, self._cleaner, *others]
            invited = [who.user_id for who in members]
            room = self._rooms[purpose] = await self.moderator.create_room(name, invite=invited, power_levels=power)
            await asyncio.gather(*(who.join(room) for who in members))
        for name, who in self._people.items():
            await who.look()
            if name not in ENCRYPTING:
                await who.open_dm(bot_id)

    async def _link(self, tx: Tx) -> None:
        community = await found_community(tx, self._config)
        for purpose, room in self._rooms.items():
            await communities.link_channel(tx, community.id, "matrix", room, purpose)


def hurry() -> None:
    """Let the bot's process wait less where a homeserver asks for patience without saying how much."""
    bots_client.PATIENCE_S = 0.1
