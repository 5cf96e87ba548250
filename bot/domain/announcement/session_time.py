"""Which of the clock times on a page are the session's start and end."""

import re
from collections.abc import Collection, Iterator
from datetime import time
from enum import Enum

from msgspec import Struct

from bot.domain.announcement.clock import shown, times_of
from bot.domain.announcement.date_forms import Precision
from bot.domain.announcement.dates import quoted
from bot.domain.announcement.labels import Label
from bot.domain.announcement.model import Notice, Times
from bot.domain.announcement.page import Entry, Part
from bot.domain.announcement.session_date import SessionDate
from bot.domain.announcement.text import TAKEN
from bot.domain.announcement.times import TimeMention


class TimeRole(Enum):
    """What happens at a time."""

    PLAIN = "not said"
    START = "start"
    END = "end"
    DOORS = "doors open"
    OTHER = "something else"


class TimeCandidate(Struct, frozen=True):
    """A time that can be the session's, with its role and its `nearness` to the date: 0 is nearest."""

    mention: TimeMention
    role: TimeRole
    nearness: int
    times: Times


class SessionTime(Struct, frozen=True):
    """The session's times (None when not said), when the doors open, and what is to be checked."""

    times: Times | None
    doors: tuple[time, ...]
    notices: tuple[Notice, ...]


_LABEL_ROLES = {Label.START: TimeRole.START, Label.END: TimeRole.END, Label.DOORS: TimeRole.DOORS}
_WORDS = (
    (
        TimeRole.DOORS,
        r"inloop|inlopen|ontvangst|deur(?:en)? (?:gaan )?open|zaal (?:gaat )?open|zaal is open|binnenlopen",
    ),
    (
        TimeRole.OTHER,
        r"lunch\w*|pauze|borrel|diner|eten|koffie|aanmeld\w*|opgeven"
        r"|inloggen|ingelogd|inlogcode|testen|uiterlijk"
        r"|trein|bus|vertrek\w*|parkeren|maaltijd|soep",
    ),
    (TimeRole.END, r"einde?|eindtijd|eindigen|eindigt|afgelopen|afsluit\w*|sluiten|klaar|eindig"),
    (
        TimeRole.START,
        r"aanvang|start(?! het programma)|starten|begin|begint(?! het programma)|beginnen|starttijd|begintijd",
    ),
)
_ROLE_WORDS = tuple((role, re.compile(rf"\b(?:{words})\b")) for role, words in _WORDS)
_ANY_ROLE_WORD = re.compile(
    r"[ :-]*(?:is |gaat |gaan )?(?:de |er |het |een )?(?P<word>" + "|".join(words for _, words in _WORDS) + r")\b"
)
# Hours at which somebody answers the telephone: said anywhere before in the sentence.
_REACHABLE = re.compile(r"\b(?:bereikbaar|bel|bellen|telefonisch|geopend|kantoor|openingstijden|app)\b")
_UNTIL = re.compile(r"\btot(?: ongeveer| circa| uiterlijk)? ?$")
_CLAUSE_END = re.compile(rf"[,;(|{TAKEN}]|\. ")
_NEAR = 60
_LABEL, _FACT, _SENTENCE, _LINE, _SAID_TO_START, _ELSEWHERE_RANGE, _ELSEWHERE = range(7)


def find_session_time(page: list[Entry], day: SessionDate, in_programme: Collection[int]) -> SessionTime:
    """Give the session's times on `page`, apart from the lines numbered `in_programme`."""
    candidates: list[TimeCandidate] = []
    impossible: list[Notice] = []
    for entry in page:
        if entry.part in (Part.EARLIER, Part.FURNITURE) or entry.number in in_programme:
            continue
        for mention, role in _roles(entry):
            if role is TimeRole.OTHER or _of_another_day(mention, entry, day):
                continue
            if not mention.possible:
                impossible.append(Notice("time-impossible", {"said": quoted(mention.said)}))
            if mention.first.possible:
                nearness = _nearness(mention, role, entry, day)
                candidates.append(TimeCandidate(mention, role, nearness, mention.times(day.daypart)))
    candidates.sort(key=lambda each: each.nearness)
    starts = [each for each in candidates if each.role in (TimeRole.PLAIN, TimeRole.START)]
    doors = tuple(dict.fromkeys(each.times.start for each in candidates if each.role is TimeRole.DOORS))
    if not starts:
        # "Inloop van 13.00 tot 15.00 uur" and nothing else: walking in is the session.
        starts = [each for each in candidates if each.role is TimeRole.DOORS and each.times.end]
        doors = () if starts else doors
    if not starts:
        return SessionTime(None, doors, tuple(impossible))
    times = _with_end(starts, candidates)
    return SessionTime(times, doors, (*impossible, *times.notices, *_rival_notices(starts)))


def _roles(entry: Entry) -> Iterator[tuple[TimeMention, TimeRole]]:
    """Give the times of a line with their roles, from the words before a time or else right behind it."""
    plain, claimed = entry.line.plain, 0
    labelled_cells: set[int] = set()
    for number, mention in enumerate(entry.times):
        cell = entry.cell_at(mention.start)
        start = max(claimed, mention.start - _NEAR, cell.start if cell else 0)
        before = _CLAUSE_END.split(entry.unread[start : mention.start])[-1]
        role = TimeRole.OTHER if _REACHABLE.search(entry.line.before(mention.start)) else _role_in(before)
        if _UNTIL.search(before) and mention.last is None and role is not TimeRole.OTHER:
            role = TimeRole.END
        claimed = mention.end
        if role is None and cell and cell.label in _LABEL_ROLES and cell.start not in labelled_cells:
            role = _LABEL_ROLES[cell.label]
        if role is None:
            following = entry.times[number + 1].start if number + 1 < len(entry.times) else len(plain)
            behind = _ANY_ROLE_WORD.match(plain, mention.end, following)
            role = _role_in(behind["word"]) if behind else None
            claimed = behind.end() if behind else claimed
        if cell:
            labelled_cells.add(cell.start)
        yield mention, role or TimeRole.PLAIN


def _role_in(words: str) -> TimeRole | None:
    return next((role for role, pattern in _ROLE_WORDS if pattern.search(words)), None)


def _of_another_day(mention: TimeMention, entry: Entry, day: SessionDate) -> bool:
    """Say whether the dates in its sentence put the time on another day than the session's."""
    nearest = entry.date_near(mention.start)
    if day.day is None or nearest is None or not nearest.days:
        return False
    bare_weekday = nearest.precision is Precision.COUNTED and nearest.days[0].weekday() == day.day.weekday()
    return not bare_weekday and (entry.number, nearest.start) not in day.positions


def _nearness(mention: TimeMention, role: TimeRole, entry: Entry, day: SessionDate) -> int:
    if entry.label_at(mention.start) in (Label.DATE, Label.TIME, Label.START, Label.END):
        return _LABEL
    if entry.states_facts:
        return _FACT
    if (entry.number, entry.line.sentence(mention.start)) in day.sentences:
        return _SENTENCE
    if entry.number in day.lines:
        return _LINE
    if role is TimeRole.START:
        return _SAID_TO_START
    return _ELSEWHERE_RANGE if mention.last else _ELSEWHERE


def _with_end(starts: list[TimeCandidate], candidates: list[TimeCandidate]) -> Times:
    """Give the times of the best start; an end that is said elsewhere is added."""
    best = starts[0]
    if best.times.end or best.mention.last:
        return best.times
    whole = next((each.times for each in starts if each.times.end and each.times.start == best.times.start), None)
    if whole:
        return whole
    end = next((each.mention for each in candidates if each.role is TimeRole.END), None)
    if end is None:
        return best.times
    return times_of(best.mention.first, end.first, best.mention.daypart or end.daypart)


def _rival_notices(starts: list[TimeCandidate]) -> list[Notice]:
    """Name another start that is as well placed, or said to be the start."""
    best = starts[0]
    rivals = [
        each
        for each in starts
        if (each.nearness <= _FACT or each.role is TimeRole.START) and each.times.start != best.times.start
    ]
    if not rivals:
        return []
    values = {"first": shown(best.times.start), "second": shown(rivals[0].times.start)}
    return [Notice("time-ambiguous", values)]
