"""Offering what may be meant, while somebody fills in an option."""

import asyncio
from collections.abc import Sequence

import discord
import structlog
from discord import app_commands

from bot.api.errors import PlatformError
from bot.api.events import Author
from bot.api.fitting import shortened
from bot.api.kinds import Option
from bot.api.platform import Desk
from bot.platforms.discord.commands.given import Given
from bot.platforms.discord.errors import platform_errors

MOST = 25
LIMIT = 100
"""Characters of a suggestion, and of what it stands for."""

PATIENCE_S = 2.0
"""How long to think: Discord waits three seconds, and whoever types not much longer."""

_log = structlog.get_logger(__name__)


async def suggest(interaction: discord.Interaction, desk: Desk, author: Author, channel_ref: str, given: Given) -> None:
    """Offer what may be meant; nothing where that cannot be known in time. Raises PlatformError."""
    options = await _options(desk, author, channel_ref, given)
    fitting = [option for option in options if 0 < len(option.value) <= LIMIT][:MOST]
    choices = [
        app_commands.Choice(name=shortened(option.label or option.value, LIMIT), value=option.value)
        for option in fitting
    ]
    with platform_errors():
        await interaction.response.autocomplete(choices)


async def _options(desk: Desk, author: Author, channel_ref: str, given: Given) -> Sequence[Option]:
    if given.typing is None:
        return ()
    try:
        async with asyncio.timeout(PATIENCE_S):
            typed = given.input[given.typing]
            return await desk.suggest(author, channel_ref, given.command, given.typing, typed)
    except (PlatformError, TimeoutError) as error:
        _log.warning("nothing_suggested", command=given.command, error=str(error))
    except Exception as error:  # noqa: BLE001 - whoever types can do without, and must hear something
        _log.error("suggestions_broken", command=given.command, exc_info=error)
    return ()
