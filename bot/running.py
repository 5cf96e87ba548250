"""What `watals run` and `watals migrate` do."""

import asyncio
import socket

from bot.app import Opened, opened, run_until_stopped
from bot.config import Config


async def run_bot(config: Config) -> None:
    """Run the bot as the config says, until it is told to stop."""
    check_port(config)
    async with opened(config) as bot:
        await run_announced(bot, f"De bot draait. De chat staat op {address(config)}")


async def run_announced(bot: Opened, ready: str) -> None:
    """Run a bot; say so on the screen as soon as its page can be reached."""
    telling = asyncio.create_task(_tell(bot, ready))
    try:
        await run_until_stopped(bot.app)
    finally:
        telling.cancel()


async def migrate_database(config: Config) -> None:
    """Bring the database up to date. Opening it does so."""
    async with opened(config):
        pass


def check_port(config: Config) -> None:
    """Raise OSError, in words for who starts the bot, where its page cannot be served."""
    host, port = config.room.host, config.room.port
    family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    try:
        socket.create_server(place, family=family).close()
    except OSError as error:
        raise OSError(
            f"Poort {port} is niet vrij ({error.strerror}). Draait de bot al? Kies anders een andere poort."
        ) from error


def address(config: Config) -> str:
    """Return where the room's page is."""
    return f"http://{config.room.host}:{config.room.port}"


async def _tell(bot: Opened, ready: str) -> None:
    await bot.room.listening.wait()
    print(ready, flush=True)  # noqa: T201 - this is what the person who started it waits for
