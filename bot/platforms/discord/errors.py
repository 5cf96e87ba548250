"""What Discord and its library say when something fails, in the words of the api."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.api.errors import FatalError, Gone, OverBudget, PlatformError, Refused, RetryLater, Unreachable

CLOSED_FOR_US = frozenset({50007, 50278})
"""Somebody takes no direct messages from the bot, or shares no server with it any more."""

TOO_MANY_CONVERSATIONS = 40003
TOO_MANY_EDITS = 30046

PATIENCE_S = 30.0
"""How long to wait where Discord asks for patience without saying how much."""
CALM_S = 3600.0
"""How long to begin no new conversation, after Discord said that there were too many."""

UNKNOWN_TO_DISCORD = (
    "Discord kent het token van de bot niet (meer). Maak in het Developer Portal bij “Bot” een nieuw token, "
    "en geef het aan de bot: watals init --discord"
)
WRONG_INTENTS = (
    "Discord laat de bot niet horen wat hij nodig heeft (intents), al is dat niets bijzonders. Werk de bot bij naar de "
    "nieuwste versie."
)
TOO_OLD = (
    "Discord begrijpt deze versie van de bot niet meer, of wil dat hij in delen draait. Werk de bot bij naar de "
    "nieuwste versie."
)
_FATAL = {
    4004: UNKNOWN_TO_DISCORD,
    4010: TOO_OLD,
    4011: TOO_OLD,
    4012: TOO_OLD,
    4013: WRONG_INTENTS,
    4014: WRONG_INTENTS,
}


@contextmanager
def platform_errors() -> Iterator[None]:
    """Raise what goes wrong at Discord as the PlatformError that says what to do about it."""
    try:
        yield
    except discord.HTTPException as error:
        raise _of_answer(error) from error
    except discord.RateLimited as error:
        raise RetryLater(error.retry_after) from error
    except (aiohttp.ClientError, discord.DiscordException, OSError) as error:
        # Its words may hold the address that was asked for, and that the key to somebody's answer.
        raise PlatformError(f"Discord did not answer: {type(error).__name__}") from error
    except RuntimeError as error:
        if str(error) != "Session is closed":
            raise
        raise PlatformError("the connection to Discord was closed meanwhile") from error


@contextmanager
def fatal_errors() -> Iterator[None]:
    """Raise as a FatalError what will not pass by itself, in words for who runs the bot."""
    try:
        yield
    except discord.LoginFailure as error:
        raise FatalError(UNKNOWN_TO_DISCORD) from error
    except discord.PrivilegedIntentsRequired as error:
        raise FatalError(WRONG_INTENTS) from error
    except discord.ConnectionClosed as error:
        if error.code not in _FATAL:
            raise
        raise FatalError(_FATAL[error.code]) from error


def _of_answer(error: discord.HTTPException) -> PlatformError:
    """Return what an answer of Discord means that is no success."""
    words = f"{error.status} {error.code} {error.text}"
    if error.code in CLOSED_FOR_US:
        return Unreachable(words)
    if error.code == TOO_MANY_CONVERSATIONS:
        return OverBudget(CALM_S)
    if error.status == 429 or error.code == TOO_MANY_EDITS:
        return RetryLater(_asked_for(error))
    if error.status == 404:
        return Gone(words)
    # What is forbidden now may be allowed later; after a failure of Discord nobody knows whether it was done.
    if error.status in (401, 403, 408) or error.status >= 500:
        return PlatformError(words)
    return Refused(words)


def _asked_for(error: discord.HTTPException) -> float:
    """Return how many seconds of patience an answer asks for."""
    try:
        return float(error.response.headers.get("Retry-After", PATIENCE_S))
    except ValueError:
        return PATIENCE_S
