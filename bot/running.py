"""What `watals run` and `watals migrate` do."""

import asyncio
import socket

from bot.app import App, Opened, found_community, opened, run_until_stopped
from bot.config import Config
from bot.domain import onetime
from bot.domain.tx import Tx
from storage import first_moderator, moderators
from storage.first_moderator import Offer

FIRST_MODERATOR = """Er is nog geen moderator. Zo word je het:
  1. Open de chat, kies wie je bent en ga naar “Wat-als bot”.
  2. Typ daar: /moderator worden {code}
De code werkt één keer. Begint de bot opnieuw, dan staat hier een nieuwe."""


async def run_bot(config: Config) -> None:
    """Run the bot as the config says, until it is told to stop."""
    check_port(config)
    async with opened(config) as bot:
        ready = f"De bot draait. De chat staat op {address(config)}"
        code = await code_for_first_moderator(bot.app, config)
        await run_announced(bot, ready if code is None else f"{ready}\n\n{FIRST_MODERATOR.format(code=code)}")


async def code_for_first_moderator(app: App, config: Config) -> str | None:
    """Return a one-time code that makes somebody moderator; None where there is a moderator already.

    Only its hash is kept, in the place of an earlier one.
    """
    named = any(person.moderator for person in config.room.people)
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
