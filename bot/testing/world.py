"""The world of the room: people in it, a bot that can be stopped and started, and a clock in the test's hand."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec.structs import replace

from bot.api.platform import Platform
from bot.app import room_settings
from bot.config import COGS, CommunityConfig, Config, PersonConfig, RoomConfig
from bot.core.registry import Registry
from bot.core.steps import Step, no_step
from bot.platforms.room.server import ServedRoom
from bot.testing.chat import PEOPLE
from bot.testing.platform_world import SOON, START, CogFailedError, PlatformWorld
from storage import intake as kept
from storage.progress import open_cards

__all__ = ["COGS", "SOON", "START", "CogFailedError", "World", "config_in", "open_cards"]


def config_in(folder: Path, *, cogs: tuple[str, ...] = COGS, port: int = 8765, names: Sequence[str] = PEOPLE) -> Config:
    """Return the config of a small community with these people; who is called "moderator" is one."""
    people = tuple(PersonConfig(id=name, name=name.capitalize(), moderator=name == "moderator") for name in names)
    community = CommunityConfig(
        name="Radicale vernieuwing jeugdzorg",
        email="rvjeugdzorg@loc.nl",
        phone="030 284 3200",
        themes=("Oorzaken aanpakken", "Hulp thuis"),
    )
    return Config(data=folder, cogs=cogs, community=community, room=RoomConfig(port=port, people=people))


class World(PlatformWorld):
    """A room with people in it, and a bot that can be stopped and started while they go on."""

    def __init__(
        self, config: Config, registry: Registry | None = None, *, step: Step = no_step, strict: bool = False
    ) -> None:
        super().__init__(config, registry, step=step, strict=strict)
        self.room = ServedRoom(replace(room_settings(config), port=0), self.clock.monotonic)

    @asynccontextmanager
    async def platforms(self) -> AsyncIterator[Sequence[Platform]]:
        yield [self.room]

    async def caught_up(self) -> bool:
        cursor = await self.database.read(lambda tx: kept.cursor(tx, self.room.name))
        return int(cursor or 0) == self.room.timeline.last

    async def latest(self) -> Mapping[str, str]:
        return {self.room.name: str(self.room.timeline.last)}

    async def close(self) -> None:
        await super().close()
        self.room.close()
