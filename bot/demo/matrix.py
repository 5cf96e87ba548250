"""What `watals demo-matrix` does: the demo community on a homeserver of its own, on this machine alone."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from bot.api.errors import FatalError, PlatformError
from bot.app import App, found_community, opened
from bot.config import COGS, CommunityConfig, Config, MatrixConfig
from bot.demo.filling import fill
from bot.demo.homeserver import Homeserver
from bot.demo.story import THEMES
from bot.demo.village import BOT, MODERATOR, NAMES, SPACE, Village, village
from bot.domain.tx import Tx
from bot.platforms.matrix.account import FILE
from bot.platforms.matrix.device import enter
from bot.running import check_port, run_announced
from storage import communities

_SERVER, _BOT, _VILLAGE = "server", "bot", "village.json"
_READY = """De demo draait op Matrix (stoppen met Ctrl-C).

  server      {url}
{accounts}

Open een Matrix-programma op deze computer,
zoals Element. Kies bij inloggen een andere
server, vul het adres hierboven in, en log in
als een van deze mensen. De kamers staan bij
“{space}”.
Typ in een kamer: !hulp"""
_ROLES = {MODERATOR: "  moderator", BOT: "  de bot zelf"}


async def run_demo(data: Path, port: int, *, reset: bool = False) -> None:
    """Run the demo in a folder until it is told to stop; with `reset`, begin afresh.

    Raises FatalError where there is no Synapse, OSError where the port is taken.
    """
    check_port("127.0.0.1", port)
    if reset:
        _forget(data)
    config = demo_config(data)
    async with Homeserver(data / _SERVER, port=port) as homeserver:
        found = await village(homeserver, data / _VILLAGE)
        await _let_bot_in(homeserver, found, config)
        async with opened(config) as bot:
            await _move_in(bot.app, config, found.rooms)
            await run_announced(bot, _ready(homeserver, found))


def demo_config(data: Path) -> Config:
    """Return the demo's config: what a small real one would be."""
    community = CommunityConfig(name=SPACE, email="rvjeugdzorg@loc.nl", phone="030 284 3200", themes=THEMES)
    return Config(data=data / _BOT, cogs=COGS, community=community, matrix=MatrixConfig(), log_level="warning")


async def _let_bot_in(homeserver: Homeserver, found: Village, config: Config) -> None:
    """Sign the bot in, as `watals init` does, unless it is."""
    if (config.matrix_folder / FILE).exists():
        return
    try:
        await enter(homeserver.url, BOT, found.passwords[BOT], config.matrix_folder)
    except PlatformError as error:
        raise FatalError(f"De bot kan niet op de server van de demo: {error}. Begin opnieuw met --reset.") from error


async def _move_in(app: App, config: Config, rooms: Mapping[str, str]) -> None:
    """Let the rooms serve the community, and tell its story; again is no error."""

    async def move_in(tx: Tx) -> None:
        community = await found_community(tx, config)
        for purpose, room_id in rooms.items():
            await communities.link_channel(tx, community.id, "matrix", room_id, purpose)
        await fill(tx, app.settling, app.clock.now())

    await app.database.write(move_in)


def _ready(homeserver: Homeserver, found: Village) -> str:
    accounts = "\n".join(f"  {name:<10}  {found.passwords[name]}{_ROLES.get(name, '')}" for name in NAMES)
    return _READY.format(url=homeserver.url, accounts=accounts, space=SPACE)


def _forget(data: Path) -> None:
    """Remove what an earlier demo kept, and nothing else that may be in the folder."""
    for folder in (_SERVER, _BOT):
        shutil.rmtree(data / folder, ignore_errors=True)
    (data / _VILLAGE).unlink(missing_ok=True)
