"""Labels in a line ("Datum:", "Waar:", 📍) and the cells of a table: which part of a line says what."""

import re
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.announcement.text import Line
from bot.domain.announcement.words import DAYPART, SHORT_WEEKDAYS, WEEKDAYS, one_of


class Label(Enum):
    """What a label promises."""

    DATE = "date"
    TIME = "time"
    START = "start"
    END = "end"
    DOORS = "doors"
    PLACE = "place"
    TITLE = "title"
    PROGRAMME = "programme"
    OTHER = "other"


class Cell(Struct, frozen=True):
    """A part of a line, from `start` to `end`, with the label that goes for it."""

    label: Label | None
    start: int
    end: int


_WORDS = {
    Label.DATE: (
        "datum en tijd", "datum & tijd", "datum/tijd", "datum", "data", "wanneer", "dag", "dag en tijd",
        "waar en wanneer", "wanneer en waar", "nieuwe datum",
    ),
    Label.TIME: ("tijd", "tijden", "tijdstip", "hoe laat", "van hoe laat tot hoe laat"),
    Label.START: ("aanvang", "aanvangstijd", "starttijd", "begintijd", "start", "begin"),
    Label.END: ("einde", "eindtijd", "eind"),
    Label.DOORS: ("inloop", "inlooptijd", "ontvangst", "zaal open", "deuren open", "deur open"),
    Label.PLACE: ("locatie", "lokatie", "waar", "plaats", "plek", "adres", "vergaderplaats", "zaal"),
    Label.TITLE: ("titel", "onderwerp", "betreft", "wat"),
    Label.PROGRAMME: ("programma", "agenda", "dagprogramma", "dagindeling", "tijdschema"),
    Label.OTHER: (
        "voor wie", "doelgroep", "kosten", "prijs", "toegang", "entree", "spreker", "sprekers", "contact", "vragen",
        "aanmelden", "aanmelding", "opgeven", "inschrijven", "meer informatie", "informatie", "info", "contactpersoon",
        "wie", "waarom", "hoe", "organisatie", "bijzonderheden", "onderdeel", "activiteit", "leeftijd",
    ),
}  # fmt: skip
_BY_WORD = {word: label for label, words in _WORDS.items() for word in words}
_EMOJI = {
    **dict.fromkeys("📅🗓📆", Label.DATE),
    **dict.fromkeys("⏰⌚🕰🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛🕐🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🕧⏱", Label.TIME),
    **dict.fromkeys("📍🏠🏢🗺🏡🏛", Label.PLACE),
    **dict.fromkeys("📧✉☎📞📱💶💰👥", Label.OTHER),
}
_WORD = one_of(_BY_WORD)
_MARK = re.compile(
    rf"(?P<bar>\|)|(?P<emoji>[{''.join(_EMOJI)}])\ufe0f?|(?<![\w-])(?P<word>{_WORD}) ?(?:[:=](?!//)|\?(?= |$))"
)
# Without a colon a word is a label only before what it promises: "Datum 26 juni 2020", "Tijd 10:00".
_OPEN_LABEL = re.compile(
    rf"\W*(?P<word>{one_of(_WORDS[Label.DATE] + _WORDS[Label.TIME] + _WORDS[Label.START] + _WORDS[Label.END])}) -? ?"
    rf"(?=(?:van |om |vanaf |op )?(?:[0-9]|(?:{one_of(WEEKDAYS | SHORT_WEEKDAYS)})\b|half |kwart |{DAYPART}))"
)
_ONLY_LABEL = re.compile(rf"\W*(?P<word>{_WORD})\W*$")
_NOT_LINKING = (None, Label.PROGRAMME, Label.OTHER, Label.TITLE)


def label_cells(lines: list[Line]) -> list[list[Cell]]:
    """Give the cells of every line; a label that stands alone goes for what comes next.

    That is the next cell, the first cell of the next line, or, below a row of labels, the cell in its column.
    """
    labelled: list[list[Cell]] = []
    columns: list[Label | None] = []
    for line in lines:
        cells = _cells(line)
        alone = [_label_alone(cell, line) for cell in cells]
        if len(cells) > 1 and all(alone):
            # A table without a column of dates is a programme; its times label themselves.
            columns = alone if Label.DATE in alone else []
            labelled.append([])
            continue
        above = columns if len(columns) == len(cells) else columns[:1]
        for column, label in enumerate(above[: len(cells)]):
            cells[column] = replace(cells[column], label=cells[column].label or label)
        resolved, waiting = _linked(cells, line)
        columns = [] if waiting in _NOT_LINKING or resolved else [waiting]
        labelled.append(resolved)
    return labelled


def _cells(line: Line) -> list[Cell]:
    """Cut a line at bars, labels and emoji that stand for a label."""
    cells: list[Cell] = []
    label, start = None, 0
    for mark in _MARK.finditer(line.plain):
        if mark.start() > start or label:
            cells.append(_cell(line, label, start, mark.start()))
        label = _BY_WORD[mark["word"]] if mark["word"] else _EMOJI.get(mark["emoji"] or "")
        start = mark.end()
    cells.append(_cell(line, label, start, len(line.plain)))
    return [cell for cell in cells if cell.label or cell.end > cell.start]


def _cell(line: Line, label: Label | None, start: int, end: int) -> Cell:
    """Give the cell without the blanks and marks around it; an open label in it is taken off."""
    while start < end and line.plain[start] in " :-,;":
        start += 1
    while end > start and line.plain[end - 1] in " -,;":
        end -= 1
    opened = None if label else _OPEN_LABEL.match(line.plain, start, end)
    return Cell(_BY_WORD[opened["word"]], opened.end(), end) if opened else Cell(label, start, end)


def _label_alone(cell: Cell, line: Line) -> Label | None:
    """Give the label when `cell` holds nothing else."""
    if cell.label and cell.start == cell.end:
        return cell.label
    only = None if cell.label else _ONLY_LABEL.match(line.plain, cell.start, cell.end)
    return _BY_WORD[only["word"]] if only else None


def _linked(cells: list[Cell], line: Line) -> tuple[list[Cell], Label | None]:
    """Give the cells that hold something, and the label that still waits for its value."""
    linked: list[Cell] = []
    waiting: Label | None = None
    for cell in cells:
        alone = _label_alone(cell, line)
        if alone:
            waiting = alone
        else:
            linked.append(Cell(cell.label or waiting, cell.start, cell.end))
            waiting = None
    return linked, waiting
