"""Which of the dates on a page is the session's.

Every date plays a role: a page also names the day it was published, the day to sign up before, days gone by. Of the
dates that can be the session's the best placed is taken; a different one that is well placed too is a contradiction.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property

from msgspec import Struct

from bot.domain.announcement.date_forms import Precision
from bot.domain.announcement.dates import DateMention, shown
from bot.domain.announcement.labels import Label
from bot.domain.announcement.model import Notice
from bot.domain.announcement.page import Entry, Part
from bot.domain.announcement.title import Title


class Standing(IntEnum):
    """How good a claim a date has to be the session's, the best first."""

    LABELLED = 0
    FACTS = 1
    TITLE = 2
    INVITATION = 3
    PROSE = 4
    COUNTED = 5
    LATER = 6


class Candidate(Struct, frozen=True):
    """A date that can be the session's, and where it stands."""

    mention: DateMention
    entry: Entry
    standing: Standing


@dataclass(frozen=True)
class SessionDate:
    """The session's date, all the places that name it, and what is to be checked; `day` is None when none does."""

    day: date | None
    named: tuple[Candidate, ...]
    notices: tuple[Notice, ...]

    @cached_property
    def positions(self) -> frozenset[tuple[int, int]]:
        """Where the date is named: numbers of lines, positions in them."""
        return frozenset((each.entry.number, each.mention.start) for each in self.named)

    @cached_property
    def sentences(self) -> frozenset[tuple[int, int]]:
        """Where the date is named: numbers of lines, numbers of sentences in them."""
        return frozenset((each.entry.number, each.entry.line.sentence(each.mention.start)) for each in self.named)

    @cached_property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines that name the date."""
        return frozenset(each.entry.number for each in self.named)

    @cached_property
    def daypart(self) -> str | None:
        """The part of the day that is said with the date."""
        return next((part for each in self.named if (part := each.mention.daypart)), None)


_PUBLISHED = re.compile(
    r"\b(?:gepubliceerd|geplaatst|gepost|gewijzigd|bijgewerkt|geschreven|verstuurd|verzonden|publicatiedatum|publicatie"
    r"|aangemaakt|bericht van|nieuwsbericht|laatste update|toegevoegd|gedateerd|brief van|kamerbrief|artikel van)\b"
)
_BY_THEN = re.compile(r"(?:\buiterlijk(?: op| tot| t/m)?|\bvóór|\bvoor|\btot|\btot en met|\bt/m|\bvanaf)(?: \w+dag)? $")
_SIGN_UP = re.compile(
    r"\b(?:aanmeld\w*|aangemeld|meld\b.{0,30}\baan|aan te melden|opgeven|opgave|geef je op|inschrij\w*|schrijf je"
    r"|deadline|sluit\w*|reageren|reageer|reactie|laat\b.{0,40}\bweten|rsvp|afmelden|inlever\w*|insturen|stuur\w*"
    r"|mailen?|doorgeven|vroegboek\w*|kaarten|tickets|bestellen|aanleveren|indienen|betalen)\b"
)
_ALWAYS_BEFORE = re.compile(r"(?:\buiterlijk(?: op)?|\bvóór|\bdeadline:?|\bsluit\w*(?: is)?(?: op)?:?)(?: \w+dag)? $")
_PREPARES = re.compile(
    r"\b(?:inlogcode\w*|inloglink|ontvang\w*|krijg (?:je|jij|u)|sturen (?:we|wij)|mailen (?:we|wij)|wordt de link)\b"
)
_PREPARES_AFTER = re.compile(
    r"^[^,.|;]{0,25}\b(?:inlogcode\w*|ontvang\w*|krijg|krijgt|sturen|mailen|versturen|sluit)\b"
)
# As the last part of a word too: "themabijeenkomst", "ouderavond".
_SESSION_WORD = (
    r"(?:bijeenkomst(?:en)?|sessies?|dag van|conferenties?|actiedag(?:en)?|themadag|avond|middag|overleg|workshops?"
    r"|webinar|training|lezing|vergadering|gesprek|café|festival|tafel|borrel)\b"
)
_FOR_SESSION = re.compile(rf"{_SESSION_WORD}.{{0,30}}(?:\bop|\bvan|,|\bis)(?: de)? ?$")
_INVITES = re.compile(
    rf"{_SESSION_WORD}|\b(?:elkaar|tot ziens|tot dan|welkom|uitnodig\w*|nodigen|vindt|plaatsvindt|we gaan|gaan we"
    r"|komen we|wij gaan|beginnen|begint|start|starten|kom|komt|doe mee|gepland|houden we|organiseren|staat)\b"
)
_PAST = re.compile(
    r"\b(?:was|waren|kreeg|kregen|had|hadden|werd|werden|organiseerden?|bespraken|besprak|kwam|kwamen|vond|vonden|ging"
    r"|gingen|startten?|startte|begon|sprak|spraken|hield|hielden|bleek|debatteerde|afgelopen|vorige?|destijds|toen"
    r"|sinds|terugblik\w*|terugkijk\w*|terugkeken|eerdere|overleed|besloot|besloten)\b"
    r"|\b(?:heb|hebben|heeft)\b.{0,80}\bge(?!pland|organiseerd|reserveerd|regeld)\w+(?:d|t|en)\b"
)
_GIVEN_UP = re.compile(
    r"\b(?:in plaats van|i\.p\.v\.|ipv|niet(?: op)?|oude datum:?|oorspronkelijke? (?:datum|gepland)?(?: op)?:?"
    r"|stond gepland op|(?:verplaatst|verzet|verschoven|uitgesteld)(?: \w+){0,3} van|van)(?: de| op| \w+dag)? $"
)
_MOVES = re.compile(r"\b(?:verplaatst|verplaatsen|verzet|verschoven|verhuisd|uitgesteld|nieuwe datum)\b")
_MOVED_TO = re.compile(r"(?:\bnaar|\bnieuwe datum(?: is| wordt)?:?|\btot|\bwordt(?: nu)?)(?: de| \w+dag)? $")
_LATER = re.compile(
    r"\b(?:volgende|vervolg\w*|daarna|daaropvolgende|nog een|noteer ook|ook alvast|later|vooraankondiging|ook op)\b"
)
_SLIGHT = frozenset({Standing.PROSE, Standing.COUNTED, Standing.LATER})


def find_session_date(page: list[Entry], title: Title) -> SessionDate:
    """Give the session's date on `page`; `title` is its title."""
    candidates = [
        Candidate(mention, entry, standing)
        for entry in page
        if entry.part not in (Part.EARLIER, Part.FURNITURE)
        for mention in entry.dates
        if (standing := _standing(mention, entry, is_title=entry.number == title.number)) is not None
    ]
    impossible = [notice for each in candidates if not each.mention.days for notice in each.mention.notices]
    possible = sorted((each for each in candidates if each.mention.days), key=lambda each: each.standing)
    if not possible:
        return SessionDate(None, (), tuple(impossible) or (Notice("date-missing"),))
    best = possible[0]
    named = tuple(each for each in possible if each.mention.same_day(best.mention))
    # "13 oktober" in the title and "13 oktober 2023" below it: the year counts for both.
    chosen = next((each for each in named if each.mention.year_said), best)
    rivals = [
        each
        for each in possible
        if not each.mention.same_day(chosen.mention)
        and (each.standing == best.standing or (each.standing not in _SLIGHT and best.standing is not Standing.LATER))
    ]
    notices = [*impossible, *_own_notices(chosen, named), *_rival_notices(chosen, rivals)]
    return SessionDate(chosen.mention.days[0], named, tuple(notices))


def _own_notices(chosen: Candidate, named: Iterable[Candidate]) -> list[Notice]:
    """Give the notices of the date itself, and of its repetitions where they say more of the day."""
    notices = list(chosen.mention.notices)
    codes = {notice.code for notice in notices}
    for each in named:
        if each.mention.days[0] == chosen.mention.days[0]:
            notices += [notice for notice in each.mention.notices if notice.code not in codes]
            codes |= {notice.code for notice in each.mention.notices}
    return notices


def _rival_notices(chosen: Candidate, rivals: list[Candidate]) -> list[Notice]:
    if not rivals:
        return []
    values = {"first": shown(chosen.mention.days[0]), "second": shown(rivals[0].mention.days[0])}
    return [Notice("date-ambiguous", values)]


class _Context(Struct, frozen=True):
    """A date with the words around it in its sentence."""

    mention: DateMention
    entry: Entry
    is_title: bool
    before: str
    around: str

    @property
    def labelled(self) -> bool:
        return self.entry.label_at(self.mention.start) is Label.DATE

    @property
    def counted(self) -> bool:
        return self.mention.precision is not Precision.CALENDAR

    @property
    def has_time(self) -> bool:
        return self.entry.line.sentence(self.mention.start) in self.entry.timed_sentences

    @property
    def lists_facts(self) -> bool:
        return self.entry.states_facts and not self.entry.is_sentence


def _is_given_up(date: _Context) -> bool:
    """Say whether it is the day that a session was moved from."""
    moves = _MOVES.search(date.around) and "nieuwe datum" not in date.before
    return bool(moves) and (date.labelled or bool(_GIVEN_UP.search(date.before)))


def _is_deadline(date: _Context) -> bool:
    """Say whether something else than the session happens on that day, or until then."""
    if _ALWAYS_BEFORE.search(date.before) or _PREPARES.search(date.before):
        return True
    after = date.entry.line.plain[date.mention.end : date.mention.end + 60]
    if _PREPARES_AFTER.search(after) or (_BY_THEN.search(date.before) and _SIGN_UP.search(date.around)):
        return True
    return bool(_SIGN_UP.search(date.before)) and not _FOR_SESSION.search(date.before)


def _is_told_in_passing(date: _Context) -> bool:
    """Say whether it is a word such as "morgen" in a sentence that names no time and invites nobody."""
    if not date.counted or date.has_time or date.lists_facts or date.is_title:
        return False
    one_word = len(date.mention.said.split()) == 1 and date.mention.daypart is None
    return one_word or not _INVITES.search(date.around)


# The first rule that holds gives the standing; None takes the date out.
_RULES: tuple[tuple[Callable[[_Context], object], Standing | None], ...] = (
    (lambda date: _MOVES.search(date.around) and _MOVED_TO.search(date.before), Standing.LABELLED),
    (_is_given_up, Standing.LATER),
    (lambda date: date.labelled, Standing.LABELLED),
    (lambda date: _PUBLISHED.search(date.before), None),
    (_is_deadline, None),
    (_is_told_in_passing, None),
    (lambda date: date.counted and _PAST.search(date.around), None),
    (lambda date: date.counted, Standing.COUNTED),
    (lambda date: date.is_title, Standing.TITLE),
    (lambda date: date.lists_facts, Standing.FACTS),
    (lambda date: _PAST.search(date.around), None),
    (lambda date: _LATER.search(date.around), Standing.LATER),
    (lambda date: date.entry.states_facts, Standing.FACTS),
    (lambda date: _INVITES.search(date.around) or date.has_time, Standing.INVITATION),
)


def _standing(mention: DateMention, entry: Entry, *, is_title: bool) -> Standing | None:
    """Give the claim of `mention` to be the session's date, or None when it plays another role."""
    line = entry.line
    date = _Context(mention, entry, is_title, line.before(mention.start), line.around(mention.start))
    return next((standing for holds, standing in _RULES if holds(date)), Standing.PROSE)
