"""The programme: lines that begin with a time and say what happens then."""

import re
from datetime import time

from msgspec import Struct

from bot.domain.announcement.labels import Label
from bot.domain.announcement.model import Notice
from bot.domain.announcement.page import Entry, Part
from bot.domain.announcement.times import TimeMention
from bot.domain.session import ProgrammeItem

_BEFORE_TIME = re.compile(r"(?:vanaf|om|ca\.?|circa|[^\w\x00\x01])*", re.UNICODE)
_AROUND_TITLE = " \t-–—:|.,;→>"
_TITLE = re.compile(r"[^\W\d_]{2}")
_END = re.compile(r"\b(?:einde|sluiting|afgelopen|tot ziens)\b")
_DOORS = re.compile(r"\b(?:inloop|ontvangst|inloggen|binnenkomst|aankomst)\b")


class Programme(Struct, frozen=True):
    """The items, the numbers of the lines that they and their titles were read from, and what was assumed."""

    items: tuple[ProgrammeItem, ...]
    lines: frozenset[int]
    notices: tuple[Notice, ...]

    @property
    def start(self) -> time | None:
        """When the programme proper begins: its first item after people have come in."""
        return next((item.at for item in self.items if not _DOORS.search(item.title.lower())), None)

    @property
    def end(self) -> time | None:
        """When the last item says that it is over."""
        last = self.items[-1] if self.items else None
        return last.at if last and _END.search(last.title.lower()) else None


def read_programme(page: list[Entry], daypart: str | None = None) -> Programme:
    """Give the programme on `page`; `daypart` is said with the session's date.

    Under a heading "Programma" every line that begins with a time is an item, and a time alone takes its title from
    the line below. Elsewhere two such lines are needed, for one alone is the time of the session itself.
    """
    one_line = next((entry for entry in page if _is_one_line(entry)), None)
    if one_line:
        return _programme(_in_one_line(one_line), frozenset({one_line.number}), daypart)
    found: list[tuple[TimeMention, str]] = []
    lines: set[int] = set()
    for entry in page:
        item = _item(entry, page)
        if item:
            title_line, title = item
            found.append((entry.times[0], title))
            lines |= {entry.number, title_line}
    announced = any(page[number].part is Part.PROGRAMME for number in lines)
    if len(found) < (1 if announced else 2):
        return Programme((), frozenset(), ())
    return _programme(found, frozenset(lines), daypart)


def _item(entry: Entry, page: list[Entry]) -> tuple[int, str] | None:
    """Give the title of the item that `entry` begins and the number of its line, or None when it is no item."""
    if not _begins_with_time(entry):
        return None
    title = entry.line.text[entry.times[0].end :].strip(_AROUND_TITLE)
    if _TITLE.search(title):
        return entry.number, title
    below = page[entry.number + 1] if entry.number + 1 < len(page) else None
    if entry.part is not Part.PROGRAMME or below is None or below.states_facts or _begins_with_time(below):
        return None
    return below.number, below.line.text


def _begins_with_time(entry: Entry) -> bool:
    if entry.part not in (Part.BODY, Part.PROGRAMME) or entry.dates or not entry.times or entry.labelled:
        return False
    mention = entry.times[0]
    lead = _BEFORE_TIME.match(entry.line.plain)
    return mention.first.possible and lead is not None and lead.end() >= mention.start


def _is_one_line(entry: Entry) -> bool:
    labelled = bool(entry.cells) and entry.cells[0].label is Label.PROGRAMME
    return labelled and len(entry.times) > 1 and entry.part in (Part.BODY, Part.PROGRAMME)


def _in_one_line(entry: Entry) -> list[tuple[TimeMention, str]]:
    """Read "Programma: 10.00 opening, 10.30 lezing"."""
    ends = [mention.start for mention in entry.times[1:]] + [len(entry.line.text)]
    texts = [entry.line.text[mention.end : end] for mention, end in zip(entry.times, ends, strict=True)]
    titles = [re.sub(r",? en $", "", text).strip(_AROUND_TITLE) for text in texts]
    return [(mention, title) for mention, title in zip(entry.times, titles, strict=True) if title]


def _programme(found: list[tuple[TimeMention, str]], lines: frozenset[int], daypart: str | None) -> Programme:
    items: list[ProgrammeItem] = []
    notices: list[Notice] = []
    for mention, title in found:
        times = mention.times(daypart)
        # An hour left open after an earlier item is settled by it.
        if not items or times.start <= items[-1].at:
            notices += times.notices
        items.append(ProgrammeItem(times.start, title))
    return Programme(tuple(items), lines, tuple(notices))
