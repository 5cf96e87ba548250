"""What `watals demo` does."""

from pathlib import Path

from bot.app import opened
from bot.config import COGS, CommunityConfig, Config, PersonConfig, RoomConfig
from bot.demo.filling import fill
from bot.demo.story import THEMES
from bot.running import address, check_port, run_announced

PEOPLE = (
    PersonConfig(id="ouder", name="Ouder"),
    PersonConfig(id="jongere", name="Jongere"),
    PersonConfig(id="ervaring", name="Ervaringsdeskundige"),
    PersonConfig(id="professional", name="Professional"),
    PersonConfig(id="moderator", name="Begeleider", moderator=True),
)


def demo_config(data: Path, port: int) -> Config:
    """Return the demo's config: what a small real one would be."""
    community = CommunityConfig(
        name="Radicale vernieuwing jeugdzorg",
        email="rvjeugdzorg@loc.nl",
        phone="030 284 3200",
        themes=THEMES,
    )
    return Config(
        data=data, cogs=COGS, community=community, room=RoomConfig(port=port, people=PEOPLE), log_level="warning"
    )


async def run_demo(data: Path, port: int, *, reset: bool = False) -> None:
    """Run the demo in a folder until it is told to stop; with `reset`, begin afresh."""
    config = demo_config(data, port)
    assert config.room is not None  # noqa: S101 - the demo is a room
    check_port(config.room.host, config.room.port)
    if reset:
        _forget(config)
    async with opened(config) as bot:
        await bot.app.database.write(lambda tx: fill(tx, bot.app.settling, bot.app.clock.now()))
        await run_announced(bot, f"De demo draait: {address(config.room)}   (stoppen met Ctrl-C)")


def _forget(config: Config) -> None:
    """Remove what an earlier demo kept, and nothing else that may be in the folder."""
    for kept in (*config.data.glob(f"{config.database.name}*"), config.timeline):
        kept.unlink(missing_ok=True)
