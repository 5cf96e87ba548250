"""What `watals run` and `watals migrate` do."""

import asyncio
import gc
import socket

from bot.app import App, Opened, found_community, open_database, opened, run_until_stopped
from bot.config import Config, RoomConfig
from bot.core.registry import Registry, load_cogs
from bot.data_folder import held
from bot.domain import onetime
from bot.domain.tx import Tx
from storage import first_moderator, moderators
from storage.first_moderator import Offer

FIRST_MODERATOR = """Er is nog geen moderator. Zo word je het:
{ways}
De code werkt één keer. Begint de bot opnieuw, dan staat hier een nieuwe."""
IN_ROOM = """  1. Open de chat, kies wie je bent en ga naar “Wat-als bot”.
  2. Typ daar: /moderator worden {code}"""
ON_MATRIX = """  Stuur de bot op Matrix een privébericht: !moderator worden {code}"""
ON_DISCORD = """  Mag je op Discord de server beheren? Dan ben je het daar al.
  Anders typ je er in een kanaal: /moderator worden code:{code} (alleen jij ziet dat)"""


async def run_bot(config: Config) -> None:
    """Run the bot as the config says, until it is told to stop."""
    from bot.health.watching import watched  # noqa: PLC0415 - `watals migrate` watches nothing

    for served in (config.room, config.health):
        if served is not None:
            check_port(served.host, served.port)
    async with opened(config) as bot, watched(bot.app, config):
        gc.freeze()  # what was loaded stays: without it, the collector has little to look at
        gc.enable()
        ready = " ".join(["De bot draait.", *_reachable(bot, config)])
        code = await code_for_first_moderator(bot.app, config)
        await run_announced(bot, ready if code is None else f"{ready}\n\n{_how_to_become(config, code)}")


async def code_for_first_moderator(app: App, config: Config) -> str | None:
    """Return a one-time code that makes somebody moderator; None where there is a moderator already.

    Only its hash is kept, in the place of an earlier one.
    """
    named = config.room is not None and any(person.moderator for person in config.room.people)
    code = onetime.new_code()

    async def offer(tx: Tx) -> str | None:
        community = await found_community(tx, config)
        if named or await moderators.count(tx, community.id):
            await first_moderator.forget(tx, community.id)
            return None
        await first_moderator.offer(tx, community.id, Offer(onetime.hashed(code), wrong_tries=0))
        return code

    return await app.database.write(offer)


async def run_announced(bot: Opened, ready: str) -> None:
    """Run a bot; say so on the screen as soon as it can be reached."""
    telling = asyncio.create_task(_tell(bot, ready))
    try:
        await run_until_stopped(bot.app)
    finally:
        telling.cancel()


async def migrate_database(config: Config) -> None:
    """Bring the database up to date. Opening it does so."""
    with held(config.data):
        database = await open_database(config, Registry(load_cogs(config.cogs)))
        await database.close()


def check_port(host: str, port: int) -> None:
    """Raise OSError, in words for who starts the bot, where nothing can be served."""
    family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    try:
        socket.create_server(place, family=family).close()
    except OSError as error:
        raise OSError(
            f"Poort {port} is niet vrij ({error.strerror}). Draait de bot al? Kies anders een andere poort."
        ) from error


def address(room: RoomConfig) -> str:
    """Return where the room's page is."""
    return f"http://{room.host}:{room.port}"


def _reachable(bot: Opened, config: Config) -> list[str]:
    """Return, in words, where people find the bot."""
    found = [] if config.room is None else [f"De chat staat op {address(config.room)}"]
    if bot.matrix is not None:
        found.append(f"Op Matrix heet de bot {bot.matrix.user_id}")
    if bot.discord is not None:
        found.append(f"Op Discord heet de bot {bot.discord.user_name}")
    return found


def _how_to_become(config: Config, code: str) -> str:
    """Return, in words, how somebody becomes the first moderator, wherever the bot is."""
    ways = ((IN_ROOM, config.room), (ON_MATRIX, config.matrix), (ON_DISCORD, config.discord))
    there = [way for way, told in ways if told is not None]
    return FIRST_MODERATOR.format(ways="\nOf:\n".join(there).format(code=code))


async def _tell(bot: Opened, ready: str) -> None:
    if bot.room is not None:
        await bot.room.listening.wait()
    print(ready, flush=True)  # noqa: T201 - this is what the person who started it waits for
