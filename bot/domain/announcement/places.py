"""Where a session is: a place, online, or both."""

import re
from collections.abc import Iterator

from msgspec import Struct

from bot.domain.announcement.labels import Label
from bot.domain.announcement.page import Entry, Part
from bot.domain.announcement.place_names import (
    EDGES,
    ONLY_ONLINE,
    STATED_ONLINE,
    TOLD_ONLINE,
    place_in,
    place_told,
    reads_like_place,
)
from bot.domain.announcement.session_date import SessionDate
from bot.domain.announcement.text import TAKEN
from bot.domain.announcement.title import Title

_SENTENCE_END = re.compile(r"[.!?] (?=[A-Z])")
_PIECE = re.compile(f"[^{TAKEN}|]+")
_TAKES_PLACE = re.compile(
    r"\b(?:vindt|vinden) plaats\b|\bplaatsvind|\bverzamelen\b"
    r"|\b(?:locatie|dag|avond|middag|ochtend|bijeenkomst|sessie) is\b"
)
_LINES_BELOW = 5


class Where(Struct, frozen=True):
    """The place of a session, whether it can be followed online, and the unlabelled lines that only say so."""

    place: str | None
    online: bool
    lines: frozenset[int]


def read_where(page: list[Entry], day: SessionDate, title: Title) -> Where:
    """Give where the session on `page` is: what a label says, else what stands with the date, else what is told."""
    told = [entry for entry in page if entry.part in (Part.BODY, Part.PROGRAMME)]
    facts = [entry for entry in told if entry.states_facts or entry.number == title.number]
    labelled = [place_in(value) for value in _labelled_values(facts)]
    beside = [(number, place_in(value)) for number, value in _beside_date(told, day, title)]
    online = (
        any(STATED_ONLINE.search(entry.line.plain) for entry in facts)
        or any(is_online for _, (_, is_online) in beside)
        or any(TOLD_ONLINE.search(entry.line.plain) for entry in told)
    )
    lines = frozenset(number for number, _ in beside)
    named = ", ".join(dict.fromkeys(place for place, _ in labelled if place))
    if named or labelled:
        return Where(named or None, online, lines)
    place = _address([(number, place) for number, (place, _) in beside if place])
    if place is None and not any(ONLY_ONLINE.search(entry.line.plain) for entry in told):
        place = _told_place(told, day, title)
    return Where(place, online, lines)


def _address(places: list[tuple[int, str]]) -> str | None:
    """Give the first of `places`, with the lines of an address that go on right below it."""
    address: list[str] = []
    below = 0
    for number, place in places:
        goes_on = number == below and any(character.isdigit() for character in place)
        if not address or goes_on:
            address.append(place)
            below = number + 1
    return ", ".join(address) or None


def _labelled_values(facts: list[Entry]) -> Iterator[str]:
    for entry in facts:
        for cell in entry.cells:
            if cell.label is Label.PLACE:
                yield _SENTENCE_END.split(entry.line.text[cell.start : cell.end], maxsplit=1)[0]


def _beside_date(told: list[Entry], day: SessionDate, title: Title) -> Iterator[tuple[int, str]]:
    """Give what stands with the session's date, or right below it, and reads like a place; with its line's number."""
    dated = day.lines & {entry.number for entry in told if entry.states_facts}
    listing = 0  # how many lines below the date still list facts
    for entry in told:
        listing = _LINES_BELOW + 1 if entry.number in dated else listing - 1
        if listing <= 0:
            continue
        if entry.number not in dated and (entry.labelled or entry.dates or entry.number == title.number):
            continue
        places = [text for text in _pieces(entry) if reads_like_place(text) and text not in (title.text or "")]
        yield from ((entry.number, place) for place in places)
        if not places and not entry.states_facts:
            listing = 0


def _pieces(entry: Entry) -> Iterator[str]:
    """Give the texts between dates, times and labels; those that are no place as a whole, cut at their commas."""
    for cell in entry.cells:
        for piece in _PIECE.finditer(entry.unread, cell.start, cell.end):
            text = entry.line.text[piece.start() : piece.end()].strip(EDGES)
            yield from [text] if reads_like_place(text) else (part.strip(EDGES) for part in text.split(","))


def _told_place(told: list[Entry], day: SessionDate, title: Title) -> str | None:
    """Give the first place named with the session's date, where it takes place, with a time, or in the title."""
    dated = [_sentence(each.entry, each.mention.start) for each in day.named]
    timed = [_sentence(entry, mention.start) for entry in told if not entry.dates for mention in entry.times]
    located = [_sentence(entry, found.start()) for entry in told for found in _TAKES_PLACE.finditer(entry.line.plain)]
    sentences = [*dated, *located, *timed, title.text or ""]
    return next((place for sentence in sentences if (place := place_told(sentence))), None)


def _sentence(entry: Entry, position: int) -> str:
    start, end = entry.line.sentence_span(position)
    return entry.line.text[start:end]
