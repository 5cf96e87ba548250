"""A community on a homeserver: its rooms, its people, its bot, and a clock in the test's hand."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.api.platform import Platform
from bot.config import COGS, CommunityConfig, Config, MatrixConfig
from bot.core.registry import Registry
from bot.demo.homeserver import Homeserver, Registered
from bot.platforms.matrix.account import Account, new_pickle_key, new_seeds, save
from bot.platforms.matrix.adapter import Matrix
from bot.testing.platform_world import PlatformWorld
from storage import communities
from storage import intake as kept
from tests.matrix.person import Person

ROOMS = {"announcements": "Aankondigingen", "ideas": "Wat als", "moderation": "Moderatie"}


def config_in(folder: Path, *, cogs: tuple[str, ...] = COGS, invites: Sequence[str] = ()) -> Config:
    """Return the config of a small community on Matrix."""
    community = CommunityConfig(
        name="Radicale vernieuwing jeugdzorg",
        email="rvjeugdzorg@loc.nl",
        phone="030 284 3200",
        themes=("Oorzaken aanpakken", "Hulp thuis"),
    )
    return Config(data=folder, cogs=cogs, community=community, matrix=MatrixConfig(invites=tuple(invites)))


class MatrixWorld(PlatformWorld):
    """A bot on a homeserver that can be stopped and started while people go on.

    `url` is where the bot finds the homeserver: its own address, or a bad line to it.
    """

    patience_s = 30.0
    look_again_after_s = 0.01

    def __init__(
        self,
        config: Config,
        homeserver: Homeserver,
        bot: Registered,
        registry: Registry | None = None,
        *,
        url: str | None = None,
        encrypted_direct: bool = False,
        strict: bool = False,
    ) -> None:
        super().__init__(config, registry, strict=strict)
        self.homeserver = homeserver
        self.bot = bot
        self.rooms: dict[str, str] = {}
        self._encrypted_direct = encrypted_direct
        self._took_in = asyncio.Event()
        url = url or homeserver.url
        save(
            config.matrix_folder,
            Account(
                url,
                bot.user_id,
                bot.device_id,
                datetime.now(UTC),
                bot.access_token,
                new_pickle_key(),
                new_seeds(),
            ),
        )
        self._observer = Person(homeserver.url, bot, "bot")

    @property
    def runs(self) -> bool:
        """Whether the bot is there now."""
        return self._running is not None

    @asynccontextmanager
    async def platforms(self) -> AsyncIterator[Sequence[Platform]]:
        self.matrix = await Matrix.open(
            self.config.matrix_folder, self.config.matrix.invites, encrypted_direct=self._encrypted_direct
        )
        try:
            yield [self.matrix]
        finally:
            await self.matrix.close()

    @property
    def busy(self) -> bool:
        return super().busy or bool(self.matrix.waiting)

    async def caught_up(self) -> bool:
        """Return whether the bot kept all that the homeserver has to tell, and left it keys to give to others."""
        self._took_in.clear()
        cursor = await self.database.read(lambda tx: kept.cursor(tx, "matrix"))
        told = {} if cursor is None else await self._sync(cursor)
        if told and not tells(told):
            return bool(told["device_one_time_keys_count"].get("signed_curve25519"))
        try:
            async with asyncio.timeout(1):
                await self._took_in.wait()
        except TimeoutError:
            self._raise_if_ended()
        return False

    async def latest(self) -> Mapping[str, str]:
        return {"matrix": (await self._sync(None))["next_batch"]}

    async def close(self) -> None:
        await super().close()
        await self._observer.__aexit__(None, None, None)

    async def found_rooms(self, moderator: Person, people: Sequence[Person], **made: Any) -> None:
        """Let the moderator make the community's rooms with everybody in them, and let them serve it."""
        public = [*people, moderator]
        for purpose, name in ROOMS.items():
            members = public if purpose != "moderation" else [moderator]
            invited = [self.bot.user_id, *(one.user_id for one in members if one is not moderator)]
            levels = (
                {"users": {moderator.user_id: 100, self.bot.user_id: 50}}
                if "version" in made
                else {"users": {self.bot.user_id: 50}}
            )
            room = await moderator.create_room(name, invite=invited, power_levels=levels, **made)
            self.rooms[purpose] = room
            await asyncio.gather(*(one.join(room) for one in members if one is not moderator))
        await self.serve()

    async def enter(self, rooms: Mapping[str, str]) -> None:
        """Let the bot, which was not started yet, into rooms that anybody can join; they serve it once it is."""
        self.rooms = dict(rooms)
        await asyncio.gather(*(self._observer.join(room) for room in rooms.values()))

    async def serve(self) -> None:
        """Let its rooms serve the community."""
        await self.database.write(self._link)

    async def leave(self) -> None:
        """Let the bot go out of its rooms."""
        await asyncio.gather(*(self._observer.leave(room) for room in self.rooms.values()))

    async def _link(self, tx: Any) -> None:
        community = await communities.first(tx)
        for purpose, room in self.rooms.items():
            await communities.link_channel(tx, community.id, "matrix", room, purpose)

    async def _sync(self, since: str | None) -> dict[str, Any]:
        query = {"timeout": "0", "filter": '{"room":{"timeline":{"limit":1}}}'} | ({"since": since} if since else {})
        return await self._observer.call("GET", "/v3/sync", query=query)

    def _on_step(self, name: str) -> None:
        if name == "intake.kept":
            self._took_in.set()
        super()._on_step(name)


def tells(told: Mapping[str, Any]) -> bool:
    rooms = told.get("rooms", {})
    new = any(part["timeline"]["events"] for part in rooms.get("join", {}).values())
    alone = told.get("to_device", {}).get("events") or told.get("device_lists", {}).get("changed")
    return new or bool(rooms.get("invite") or rooms.get("leave") or alone)
