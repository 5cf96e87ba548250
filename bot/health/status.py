"""What `watals status` does: show how the bot is doing, also where it does not run, and change nothing."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from bot.config import Config
from bot.health import facts
from bot.health.door import ask
from bot.health.seen import Seen
from bot.health.verdict import RESTART, Level, Trouble, left_over, troubles
from bot.health.words import title
from bot.setup.findings import Finding, Mark, beside, console, show, warning, wrong
from storage.backlog import Backlog, backlog
from storage.database import read_only
from storage.stopped import Stopped, stopped

MOST = 10
"""So many of each kind are named one by one."""

_MARKS = {Level.FAILING: Mark.WRONG, Level.WARNING: Mark.WARNING}
_OUTCOMES = {
    Mark.WRONG: "De bot doet zijn werk niet (✘). Achter → staat wat je kunt doen.",
    Mark.WARNING: "Bij ! moet iemand kijken. Achter → staat wat je kunt doen.",
    Mark.RIGHT: "Alles gaat goed.",
}
_START = "Start hem met `watals run`. Wat wacht, gaat dan alsnog. Wat mensen intussen doen, haalt hij in."


class _Kept(Struct, frozen=True):
    """What the database tells, also where no bot runs."""

    backlog: Backlog
    stopped: Sequence[Stopped]


class _Section(Struct, frozen=True):
    heading: str
    findings: Sequence[Finding]
    lines: Sequence[str]


async def status(config: Config) -> bool:
    """Show how the bot is doing; return whether it runs well and nothing waits for the operator."""
    out = console()
    marks = set()
    for section in _sections(config, await _running(config), await _kept(config)):
        if section.heading and section.findings:
            out.print(f"\n{section.heading}")
        for finding in section.findings:
            show(out, finding)
            marks.add(finding.mark)
        for line in section.lines:
            out.print(f"  - {beside(out, line, 4)}", soft_wrap=True)
    out.print()
    out.print(next(words for mark, words in _OUTCOMES.items() if mark in marks))
    return marks == {Mark.RIGHT}


def _sections(config: Config, running: Seen | Finding, kept: _Kept | Finding) -> Iterator[_Section]:
    """Yield what is to be told: of the bot itself, then of each platform."""
    seen = running if isinstance(running, Seen) else None
    lines = kept.stopped if isinstance(kept, _Kept) else ()
    found = troubles(seen) if seen is not None else [*left_over(kept.backlog)] if isinstance(kept, _Kept) else []
    first = [running if isinstance(running, Finding) else facts.runs(running)]
    if isinstance(kept, Finding):
        first.append(kept)
    events = [facts.line(one) for one in lines if one.what == "event"]
    yield _Section("", [*first, *_findings(found, "")], events)
    for name in config.platforms:
        told = (
            []
            if seen is None
            else [facts.connection(one, seen.now) for one in seen.platforms if one.name == name and one.away_s is None]
        )
        if isinstance(kept, _Kept):
            told.append(facts.waiting(kept.backlog, name, running=seen is not None))
        stopped_here = [facts.line(one) for one in lines if one.what != "event" and one.platform == name]
        yield _Section(title(name), [*told, *_findings(found, name)], stopped_here)


def _findings(found: Sequence[Trouble], platform: str) -> list[Finding]:
    return [Finding(_MARKS[one.level], one.text, one.mend) for one in found if one.platform == platform]


async def _running(config: Config) -> Seen | Finding:
    """Return what the running bot tells of itself, or that there is none that does."""
    try:
        told = await ask(config.door)
    except TimeoutError:
        return wrong("De bot draait, maar antwoordt niet.", RESTART)
    except OSError as error:
        return warning(
            f"Of de bot draait, is hier niet te zien ({error}).",
            "Geef dit commando als de gebruiker van de bot, op dezelfde computer.",
        )
    if told is None:
        return wrong("De bot draait niet.", _START)
    try:
        return msgspec.json.decode(told, type=Seen)
    except msgspec.DecodeError:
        return warning("De bot die draait, is van een andere versie dan dit commando.", "Start de bot opnieuw.")


async def _kept(config: Config) -> _Kept | Finding:
    """Return what the database tells, or that it cannot be read."""
    if not config.database.exists():
        return warning("Er is nog geen database: de bot heeft hier nog niet gedraaid.", "")
    now = datetime.now(UTC)
    try:
        async with read_only(config.database) as tx:
            return _Kept(await backlog(tx, now), await stopped(tx, now, MOST))
    except sqlite3.Error as error:
        return wrong(
            f"De database is niet te lezen ({error}).",
            "Is hij van een andere versie? `watals migrate` brengt hem bij. Anders: zet een reservekopie terug.",
        )
