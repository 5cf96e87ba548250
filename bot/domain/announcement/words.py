"""Dutch words for numbers, days, months and parts of the day, as pattern pieces and as values."""

import re
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """Give a pattern that matches one of `words`, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
WEEKDAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAYS)}
SHORT_WEEKDAYS = {name[:2]: number for name, number in WEEKDAYS.items()} | {"don": 3, "woe": 2, "vrij": 4}

_MONTHS = (
    ("januari", "jan"),
    ("februari", "febr", "feb"),
    ("maart", "mrt"),
    ("april", "apr"),
    ("mei",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("augustus", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
_TEENS = (
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
)
NUMBERS = (
    {name: number for number, name in enumerate(_UNITS + _TEENS, 1)}
    | {"één": 1, "eén": 1, "twintig": 20, "dertig": 30, "eenendertig": 31, "eenentwintig": 21}
    | {f"{unit}entwintig": 20 + number for number, unit in enumerate(_UNITS, 1)}
    | {"tweeëntwintig": 22, "drieëntwintig": 23}
)
ORDINALS = {"eerste": 1, "1e": 1, "tweede": 2, "2e": 2, "derde": 3, "3e": 3, "vierde": 4, "4e": 4, "laatste": -1}

MORNING, AFTERNOON, EVENING, NIGHT = "ochtend", "middag", "avond", "nacht"
# The hours that a part of the day can stand for.
DAYPART_HOURS = {
    MORNING: frozenset(range(13)),
    AFTERNOON: frozenset(range(12, 19)),
    EVENING: frozenset({*range(17, 24), 0}),
    NIGHT: frozenset({22, 23, *range(7)}),
}
_DAYPART_WORDS = {"ochtend": MORNING, "morgen": MORNING, "middag": AFTERNOON, "avond": EVENING, "nacht": NIGHT}
DAYPART_NAME = one_of(_DAYPART_WORDS)
# "'s avonds", "vanavond", "in de avond", and the tail of "vrijdagavond" and "morgenavond"
DAYPART = (
    rf"(?:(?:\b|')s ?{DAYPART_NAME}s|\bvan{DAYPART_NAME}|\bin de (?:vroege |late )?{DAYPART_NAME}"
    rf"|(?:dag|morgen){DAYPART_NAME})\b"
)
_DAYPART_TAIL = re.compile(rf"({DAYPART_NAME})s?$")


def daypart_of(said: str) -> str | None:
    """Give the part of the day at the end of `said` ("vrijdagavond", "'s avonds"), if there is one."""
    found = _DAYPART_TAIL.search(said)
    return _DAYPART_WORDS[found[1]] if found else None


def number(said: str) -> int:
    """Give the value of digits or of a number word from `NUMBERS`."""
    return NUMBERS[said] if said in NUMBERS else int(said)
