"""What `watals check` finds on Matrix. It changes nothing."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

from bot.api.errors import FatalError, PlatformError
from bot.config import Config
from bot.platforms.matrix import account, examining
from bot.platforms.matrix.asking import Asker, asker
from bot.platforms.matrix.device import standing
from bot.platforms.matrix.limit import TRIES, Limit, limit
from bot.platforms.matrix.signing import Signing
from bot.setup.findings import Finding, right, warning, wrong
from bot.setup.matrix_rooms import rooms

_SIGN_IN = "Meld de bot opnieuw aan met `watals init --matrix`."
_AGAIN = f"{_SIGN_IN} Hij krijgt dan nieuwe sleutels."
_SIGNING = {
    Signing.READY: right("Versleuteling: de sleutels zijn er, en het account staat ervoor in."),
    Signing.MISSING: warning(
        "Versleuteling: het account staat niet in voor de sleutels van de bot. Wie alleen bekende apparaten vertrouwt, "
        "kan niet met de bot praten.",
        _AGAIN,
    ),
    Signing.FOREIGN: warning(
        "Versleuteling: iemand heeft het account in een ander programma andere sleutels gegeven. Wie alleen bekende "
        "apparaten vertrouwt, kan niet met de bot praten.",
        _AGAIN,
    ),
    Signing.LOST: wrong(
        "Versleuteling: de sleutels van de bot zijn weg. Zo kan hij geen versleutelde berichten lezen of schrijven.",
        _AGAIN,
    ),
}
_LIMIT = {
    Limit.LIFTED: right(f"Snelheid: de server remt de bot niet af ({TRIES} verzoeken achter elkaar gingen door)."),
    Limit.LIMITED: warning(
        "Snelheid: de server remt de bot af. Reacties en berichten komen dan laat, vooral als het druk is.",
        "Laat de beheerder van de server de rem eraf halen: zie “De rem eraf” in docs/operators/matrix.md.",
    ),
    Limit.UNKNOWN: warning(
        "Snelheid: bij deze server is niet te zien of hij de bot afremt.",
        "Vraag het de beheerder van de server.",
    ),
}


async def findings(config: Config) -> AsyncIterator[Finding]:
    """Yield how everything stands; what cannot be seen for something that is wrong before it is left out."""
    try:
        known = account.load(config.matrix_folder)
    except FatalError as error:
        yield wrong(str(error), "Doe dat eerst; de rest is dan pas te zien.")
        return
    yield right(f"Het account is {known.user_id}. Alleen jij kunt bij {config.matrix_folder / account.FILE}.")
    async with asker(known) as asking:
        try:
            async for finding in _of_server(asking, config):
                yield finding
        except PlatformError as error:
            yield wrong(
                f"{known.homeserver}: de server geeft geen goed antwoord ({error}).",
                "Draait de server, en doet internet het? Probeer het straks nog eens. De bot zelf wacht gewoon af.",
            )


async def _of_server(asking: Asker, config: Config) -> AsyncIterator[Finding]:
    yield right(f"{asking.account.homeserver} antwoordt ({await examining.version(asking)}).")
    if not await examining.is_signed_in(asking):
        yield wrong("De server kent de aanmelding van de bot niet meer.", _SIGN_IN)
        return
    yield right("De aanmelding is geldig.")
    yield await _of_keys(asking, config.matrix_folder)
    joined = await examining.joined(asking)
    async for finding in rooms(asking, config.database, joined):
        yield finding
    yield _LIMIT[await limit(asking)]


async def _of_keys(asking: Asker, folder: Path) -> Finding:
    try:
        return _SIGNING[await standing(asking, folder)]
    except sqlite3.Error as error:
        return wrong(f"Versleuteling: de sleutels van de bot zijn niet te lezen ({error}).", _AGAIN)
