"""What `watals check` does: look at everything that Matrix needs, and change nothing."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

from bot.api.errors import FatalError, PlatformError
from bot.config import Config, ConfigError, load
from bot.platforms.matrix import account, examining
from bot.platforms.matrix.asking import Asker, asker
from bot.platforms.matrix.device import standing
from bot.platforms.matrix.limit import TRIES, Limit, limit
from bot.platforms.matrix.signing import Signing
from bot.setup.findings import Finding, Mark, console, right, show, warning, wrong
from bot.setup.rooms import rooms

_AGAIN = "Meld de bot opnieuw aan met `watals init`. Hij krijgt dan nieuwe sleutels."
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
_OUTCOMES = {
    Mark.WRONG: "Er is iets mis (✘). Achter → staat wat je kunt doen.",
    Mark.WARNING: "De bot kan werken. Bij ! kan het beter; achter → staat hoe.",
    Mark.RIGHT: "Alles staat goed.",
}


async def check(path: Path) -> bool:
    """Look at everything and show what is found; return whether nothing is wrong."""
    out = console()
    marks = set()
    async for finding in findings(path):
        show(out, finding)
        marks.add(finding.mark)
    out.print()
    out.print(next(words for mark, words in _OUTCOMES.items() if mark in marks))
    return Mark.WRONG not in marks


async def findings(path: Path) -> AsyncIterator[Finding]:
    """Yield how everything stands; what cannot be seen for something that is wrong before it is left out."""
    config = _config(path)
    if isinstance(config, Finding):
        yield config
        return
    if config.matrix is None:
        yield wrong(
            f"{path} is goed, maar zegt niet dat de bot op Matrix is.", "Zet erin, op een eigen regel: [matrix]"
        )
        return
    yield right(f"{path} is goed.")
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


def _config(path: Path) -> Config | Finding:
    if not path.exists():
        return wrong(f"{path} is er niet.", "Maak het met `watals init`, of zeg met --config waar het staat.")
    try:
        return load(path)
    except ConfigError as error:
        return wrong(str(error), "Verbeter het bestand. In config.example.toml staat hoe het kan.")


async def _of_server(asking: Asker, config: Config) -> AsyncIterator[Finding]:
    yield right(f"{asking.account.homeserver} antwoordt ({await examining.version(asking)}).")
    if not await examining.is_signed_in(asking):
        yield wrong("De server kent de aanmelding van de bot niet meer.", "Meld de bot opnieuw aan met `watals init`.")
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
