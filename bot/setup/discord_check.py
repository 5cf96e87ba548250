"""What `watals check` finds on Discord. It changes nothing."""

from collections.abc import AsyncIterator

from bot.api.errors import CogError, FatalError, PlatformError
from bot.config import Config, DiscordConfig
from bot.core.registry import Registry, load_cogs
from bot.core.shapes import shapes
from bot.platforms.discord import account
from bot.platforms.discord.commands.names import listing
from bot.platforms.discord.examining import Examiner, examiner
from bot.setup.discord_channels import channels
from bot.setup.discord_portal import portal
from bot.setup.findings import Finding, right, warning, wrong


async def findings(config: Config, told: DiscordConfig) -> AsyncIterator[Finding]:
    """Yield how everything stands; what cannot be seen for something that is wrong before it is left out."""
    try:
        token = account.load(config.discord_folder)
    except FatalError as error:
        yield wrong(str(error), "Doe dat eerst; de rest is dan pas te zien.")
        return
    if account.from_environment() is not None:
        yield right(f"Het token staat in de omgeving, als {account.VARIABLE}.")
    else:
        yield right(f"Het token is er. Alleen jij kunt bij {config.discord_folder / account.FILE}.")
    try:
        async with examiner(token) as examining:
            async for finding in _of_bot(examining, config, told):
                yield finding
    except FatalError as error:
        yield wrong(str(error), "Doe dat eerst; de rest is dan pas te zien.")
    except PlatformError as error:
        yield wrong(
            f"Discord geeft geen goed antwoord ({error}).",
            "Doet internet het? Probeer het straks nog eens. De bot zelf wacht gewoon af.",
        )


async def _of_bot(examining: Examiner, config: Config, told: DiscordConfig) -> AsyncIterator[Finding]:
    yield right(f"Discord kent de bot als {examining.bot.name}.")
    for finding in portal(examining.bot):
        yield finding
    yield await _of_commands(examining, config)
    async for finding in channels(examining, config.database, told.moderator_roles):
        yield finding


async def _of_commands(examining: Examiner, config: Config) -> Finding:
    """Return whether people find on Discord what the bot can do."""
    try:
        commands = listing(shapes(Registry(load_cogs(config.cogs)))).payload
    except CogError as error:
        return wrong(str(error), "Verbeter dat onderdeel, of haal het uit `cogs` in de instellingen.")
    if await examining.lists(commands):
        return right("De commando's van de bot staan op Discord.")
    return warning(
        "Op Discord staan niet de commando's van deze versie van de bot.",
        "Start de bot. Hij zet ze er zelf op; dat duurt hooguit een paar minuten.",
    )
