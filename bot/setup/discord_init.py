"""What `watals init --discord` does: keep the bot's token, and say how it comes on a server."""

from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from bot.api.errors import FatalError, PlatformError
from bot.config import Config
from bot.platforms.discord import account
from bot.platforms.discord.examining import Bot, examiner
from bot.platforms.discord.permissions import invite_url
from bot.setup.config_file import data_for, written
from bot.setup.discord_portal import portal
from bot.setup.findings import Finding, right, show, warning
from bot.setup.questions import secret
from bot.setup.steps import show_steps

_QUESTION = "Het token van de bot, uit het Developer Portal van Discord (je ziet niet wat je typt): "
_NO_TOKEN = "Er is geen token gegeven. Er is niets veranderd."  # noqa: S105 - not a token
_LINES = "[discord]"
_WHY = "Discord. Het token staat niet hier, maar in de map hierboven."
_NEXT = (
    ("Open dit adres, en kies de server waar de bot moet komen. Je moet die server mogen beheren.", "{invite}"),
    ("Start de bot.", "watals run --config {config}"),
    (
        "Typ in elk kanaal wat daar komt. Wie de server mag beheren, is voor de bot al moderator.",
        "/instellen kanaal",
    ),
    ("Kijk of alles goed staat.", "watals check --config {config}"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """A token, and whether it is the environment's: then it is kept nowhere else."""

    token: str = field(repr=False)
    in_environment: bool


def ask() -> Given:
    """Ask for the token, unless the environment has it; raise FatalError where none is given.

    It waits for the keyboard: do not call it within an event loop.
    """
    told = account.from_environment()
    if told is not None:
        return Given(told, in_environment=True)
    return Given(account.checked(secret(_QUESTION, _NO_TOKEN), "De invoer"), in_environment=False)


async def init(out: Console, path: Path, config: Config | None, given: Given) -> None:
    """Keep a token that Discord knows, and say what comes next; `config` is what `path` has, if anything.

    Raises FatalError, and keeps nothing, where Discord does not know it.
    """
    folder = data_for(path, config) / "discord"
    before = account.left_in(folder)
    bot = await _bot_of(given.token)
    show(out, right(f"Discord kent de bot als {bot.name}."))
    show(out, _kept(folder, given))
    if before is not None and account.bot_of(before) not in (None, bot.user_id):
        show(out, _OTHER)
    for finding in portal(bot):
        show(out, finding)
    there = config is not None and config.discord is not None
    show(out, written(path, config, there=there, lines=_LINES, why=_WHY))
    invite = invite_url(bot.application_id)
    show_steps(out, [(text, copied.format(invite=invite, config=path)) for text, copied in _NEXT])


async def _bot_of(token: str) -> Bot:
    try:
        async with examiner(token) as examining:
            return examining.bot
    except PlatformError as error:
        raise FatalError(
            f"Discord geeft geen goed antwoord ({error}). Doet internet het? Probeer het straks nog eens. "
            "Er is niets veranderd."
        ) from error


def _kept(folder: Path, given: Given) -> Finding:
    if given.in_environment:
        return right(f"Het token staat in de omgeving, als {account.VARIABLE}. De bot bewaart het nergens.")
    account.save(folder, given.token)
    return right(f"Het token staat in {folder / account.FILE}. Alleen jij kunt erbij.")


_OTHER = warning(
    "Dit token is van een andere bot dan het vorige. Wat de vorige op Discord plaatste, kan deze niet bijwerken.",
    "Was dat niet de bedoeling? Doe `watals init --discord` nog een keer, met een token van de vorige bot.",
)
