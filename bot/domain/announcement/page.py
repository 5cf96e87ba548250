"""An announcement as a page: its lines with all that was found in them, and the part of the page each is in."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from bot.domain.announcement.contact import mask_addresses
from bot.domain.announcement.dates import DateMention, find_dates
from bot.domain.announcement.labels import Cell, Label, label_cells
from bot.domain.announcement.text import TAKEN, Line, mask, read_lines
from bot.domain.announcement.times import TimeMention, find_times


class Part(Enum):
    """The part of the page that a line is in."""

    BODY = "body"
    PROGRAMME = "programme"
    EARLIER = "earlier message"
    FURNITURE = "of the website or newsletter, not of the announcement"


_FURNITURE = re.compile(
    r"^(?:nieuwsbrief|deelnemers platform|alle deelnemers|click to .*|klik hier.*|log ?in|inloggen|registreren"
    r"|lees (?:meer|verder).*|meer lezen.*|deel (?:dit|op) .*|delen|volg ons.*|ondersteund door.*|menu|home|zoeken"
    r"|terug naar .*|alle rechten .*|cookie.*|privacy.*|©.*|meer artikelen .*|thema's: .*|bekijk (?:in|online) .*)$"
    r"|validatiedoeleinden|\bnieuwsbrief\b.{0,80}\b(?:afgemeld|afmelden|uitschrijven|uitgeschreven)\b"
    r"|\b(?:afmelden|uitschrijven)\b.{0,80}\bnieuwsbrief\b"
    r"|\bdeze (?:e-?mail|mail) (?:is|werd) (?:verzonden|verstuurd)\b"
)
_EARLIER_MESSAGE = re.compile(
    r"^(?:onderstaand|het onderstaande|dit onderstaande|(?:hier)?onder staat het|eerder|oorspronkelijk|vorig)e? ?"
    r"(?:bericht|aankondiging|artikel)\b"
)
_EARLIER_HEADING = re.compile(
    r"^(?:eerdere|vorige|voorbije|afgelopen) (?:bijeenkomst|sessie|actiedag|keer|editie|dag)"
    r"|^(?:terugblik|verslag|archief)\b"
)
_PROGRAMME_HEADING = re.compile(
    r"^(?:het |ons )?(?:voorlopige? |volledige? )?(?:programma|agenda|dagprogramma|dagindeling|tijdschema)\b"
    r"[^.!?]{0,30}:?$"
)
_HEADING_LENGTH = 80
_WORD = re.compile(r"[^\W\d_]{2,}")
# What stands around a date or time in a line that gives facts and tells no story.
_FACT_WORDS = frozenset(
    {
        "op",
        "om",
        "van",
        "vanaf",
        "tot",
        "en",
        "te",
        "in",
        "uur",
        "de",
        "het",
        "is",
        "aanvang",
        "start",
        "begin",
        "einde",
    }
    | {"inloop", "datum", "tijd", "wanneer", "waar", "locatie", "online", "via", "zoom", "teams", "hybride", "fysiek"}
    | {"digitaal", "tussen", "rond", "bij", "of", "circa", "ca", "ongeveer", "deuren", "open", "zaal"}
)
_CLOCK_LIKE = re.compile(r"(?<![\w.,])[0-9]{1,2}[.:][0-9]{2}")
_TIME_LEAD_IN = re.compile(r"(?:van|vanaf|om|tussen|rond|circa|ca\.?|tot|uiterlijk) ")
_FACT_LENGTH, _FACT_OTHER_WORDS = 120, 3


@dataclass(frozen=True)
class Entry:
    """One line of the page with what was found in it."""

    number: int
    line: Line
    cells: list[Cell]
    dates: list[DateMention]
    times: list[TimeMention]
    part: Part

    def label_at(self, position: int) -> Label | None:
        """Give the label of the cell that `position` is in."""
        cell = self.cell_at(position)
        return cell.label if cell else None

    def cell_at(self, position: int) -> Cell | None:
        """Give the cell that `position` is in, if any."""
        before = bisect_right(self.cells, position, key=lambda cell: cell.start)
        cell = self.cells[before - 1] if before else None
        return cell if cell and position <= cell.end else None

    def date_near(self, position: int) -> DateMention | None:
        """Give the last date before `position` in its sentence, or else the first after it in that sentence."""
        after = bisect_right(self.dates, position, key=lambda mention: mention.start)
        sentence = self.line.sentence(position)
        near = [*self.dates[max(0, after - 1) : after], *self.dates[after : after + 1]]
        return next((date for date in near if self.line.sentence(date.start) == sentence), None)

    @cached_property
    def timed_sentences(self) -> frozenset[int]:
        """The numbers of the sentences that name a time."""
        return frozenset(self.line.sentence(mention.start) for mention in self.times)

    @cached_property
    def unread(self) -> str:
        """The plain text with the dates and times taken out."""
        days = [(mention.start, mention.end) for mention in self.dates]
        hours = [(mention.start, mention.end) for mention in self.times]
        return mask(self.line.plain, sorted(days + hours))

    @cached_property
    def labelled(self) -> bool:
        """Whether the line begins with a label."""
        return bool(self.cells) and self.cells[0].label is not None

    @cached_property
    def is_sentence(self) -> bool:
        """Whether the line is told, with words of its own, rather than listed."""
        return self.line.text[-1] in ".!?" and len(_WORD.findall(self.unread)) > _FACT_OTHER_WORDS

    @cached_property
    def states_facts(self) -> bool:
        """Whether the line gives date, time or place rather than telling something."""
        if any(cell.label not in (None, Label.TITLE, Label.OTHER, Label.PROGRAMME) for cell in self.cells):
            return True
        if not (self.dates or self.times) or len(self.line.text) > _FACT_LENGTH:
            return False
        # Names may be many ("Theater Het Oude Raadhuis"); it is the small words that make a story.
        told = (found[0] for found in _WORD.finditer(self.unread) if self.line.text[found.start()].islower())
        return sum(word not in _FACT_WORDS for word in told) <= _FACT_OTHER_WORDS


def read_page(text: str, today: date) -> list[Entry]:
    """Give the lines of `text` with their dates (counted from `today`), times, labels and part of the page."""
    lines = read_lines(text)
    cells = label_cells(lines)
    parts = _parts(lines)
    return [_entry(number, *found, today) for number, found in enumerate(zip(lines, cells, parts, strict=True))]


def _entry(number: int, line: Line, cells: list[Cell], part: Part, today: date) -> Entry:
    readable = mask_addresses(line.plain)
    dates_due = {cell.start for cell in cells if cell.label is Label.DATE}
    dates = find_dates(readable, today, dates_due)
    readable = mask(readable, [(mention.start, mention.end) for mention in dates], TAKEN)
    times_due = {
        _after_lead_in(readable, cell.start)
        for cell in cells
        if cell.label in (Label.TIME, Label.START, Label.END, Label.DOORS)
    }
    if cells and cells[0].label is Label.PROGRAMME:
        times_due |= {found.start() for found in _CLOCK_LIKE.finditer(readable)}
    return Entry(number, line, cells, dates, find_times(readable, times_due), part)


def _after_lead_in(text: str, position: int) -> int:
    lead = _TIME_LEAD_IN.match(text, position)
    return lead.end() if lead else position


def is_heading(line: Line) -> bool:
    """Say whether `line` stands above something: short, and not a sentence."""
    return len(line.text) <= _HEADING_LENGTH and line.text[-1] not in ".,;" and not line.bullet


def _parts(lines: list[Line]) -> list[Part]:
    parts: list[Part] = []
    current, to_the_end = Part.BODY, False
    for line in lines:
        if parts and not to_the_end:
            to_the_end = bool(_EARLIER_MESSAGE.search(line.plain))
            current = Part.EARLIER if to_the_end else _part_from(line, current)
        parts.append(Part.FURNITURE if _FURNITURE.search(line.plain) else current)
    return parts


def _part_from(line: Line, current: Part) -> Part:
    """Give the part of the page that `line`, perhaps a heading, is in when `current` was the part before it."""
    if not is_heading(line):
        return current
    if _EARLIER_HEADING.search(line.plain):
        return Part.EARLIER
    if _PROGRAMME_HEADING.search(line.plain):
        return Part.PROGRAMME
    return Part.BODY if current is Part.EARLIER and not re.search("[0-9]", line.plain) else current
