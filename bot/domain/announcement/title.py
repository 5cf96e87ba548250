"""What the session is called."""

import re
from itertools import pairwise

from msgspec import Struct

from bot.domain.announcement.labels import Label
from bot.domain.announcement.page import Entry, Part
from bot.domain.announcement.place_names import STATED_ONLINE, reads_like_place
from bot.domain.announcement.text import TAKEN

_LONGEST = 120
_LINES_LOOKED_AT = 8
_GREETING = re.compile(
    r"^(?:beste|hallo|hoi|hey|hee|dag|lieve|geachte|goedemorgen|goedemiddag|goedenavond|goededag|allemaal)\b[^.?]{0,60}[,!]?$"
)
# Says what kind of message it is, and is the title only when nothing better follows.
_KIND = re.compile(
    r"^\W*(?:uitnodiging|aankondiging|herinnering|save the date|let op|agenda|nieuws|bericht|belangrijk|reminder)\W*$"
)
_PUBLISHED = re.compile(r"^(?:geplaatst|gepubliceerd|laatst gewijzigd|bijgewerkt|datum publicatie|publicatiedatum)\b")
_CONNECTS = re.compile(
    r"(?:[\s,:;|(•·–—-]|(?<![\w-])(?:op|van|om|is|datum|wanneer|en|te|de|het|aanvang|start|vanaf|uur|a\.s\.)(?!\w))+$",
    re.I,
)
# "De bijeenkomst van 17 april is verplaatst." tells something, and "De bijeenkomst" is no title.
_TELLS = re.compile(r"^(?:de|het|op|we|wij|onze|deze|dit|er|kom|hierbij|graag)\b.*[.!?]$")
_EDGES = " \t,:;|)(•·–—-."
_CLOSING = re.compile(
    r"^(?:(?:hartelijke |vriendelijke |lieve |warme )?groet\w*|met (?:vriendelijke|hartelijke)"
    r"|liefs|tot (?:dan|ziens))\b"
)
_NO_NAME = re.compile(r"^(?:in|te|via|bij|op|van|of|en|tot) |@")
_STORY = re.compile(r"[.!?](?: [^a-z]|$)")
_LONGEST_SENTENCE = 6


class Title(Struct, frozen=True):
    """The title and the number of the line that it stands in."""

    text: str | None
    number: int | None


_NONE = Title(None, None)


def find_title(page: list[Entry]) -> Title:
    """Give the title: labelled as such, above the line that says when it was published, or the first heading."""
    for entry in page:
        for cell in entry.cells:
            if cell.label is Label.TITLE and entry.part is Part.BODY:
                return Title(entry.line.text[cell.start : cell.end], entry.number)
    top = _top(page)
    for above, entry in pairwise(top):
        if _PUBLISHED.search(entry.line.plain) and _from_line(above).text:
            return _from_line(above)
    titles = [title for title in map(_from_line, top) if title.text]
    return next((title for title in titles if not _KIND.search((title.text or "").lower())), [*titles, _NONE][0])


def _top(page: list[Entry]) -> list[Entry]:
    """Give the lines before the story begins; what looks like a heading below that is one of a paragraph."""
    top: list[Entry] = []
    for entry in page:
        if entry.part in (Part.PROGRAMME, Part.EARLIER) or len(top) == _LINES_LOOKED_AT:
            break
        if _CLOSING.search(entry.line.plain):
            break
        if entry.part is Part.BODY:
            top.append(entry)
        if len(entry.line.text) > _LONGEST:
            break
    return top


def _from_line(entry: Entry) -> Title:
    """Give the title in one line: all of it, or what it says beside the date."""
    line = entry.line
    if entry.labelled or any(pattern.search(line.plain) for pattern in (_GREETING, _PUBLISHED, _NO_NAME)):
        return _NONE
    if entry.dates or entry.times:
        text = _beside_date(entry)
    else:
        words = len(line.text.split())
        sentence = line.text.endswith(".") and (words > _LONGEST_SENTENCE or entry.number > 0)
        where = reads_like_place(line.text) and (words == 1 or STATED_ONLINE.search(line.plain)) and entry.number > 0
        text = None if line.bullet or sentence or where else line.text
    return Title(text, entry.number) if text and len(text) <= _LONGEST else _NONE


def _beside_date(entry: Entry) -> str | None:
    """Give the part of the line before its date, or else the first part behind it that is no place."""
    text, unread = entry.line.text, entry.unread
    if _TELLS.search(entry.line.plain) or (not entry.states_facts and _STORY.search(text)):
        return text if text[-1] in "!?" and len(text.split()) <= 2 * _LONGEST_SENTENCE else None
    before = _CONNECTS.sub("", text[: unread.find(TAKEN)]).strip()
    if sum(character.isalpha() for character in before) > 2:
        if _GREETING.search(before.lower()):
            return None
        return before if before.endswith("..") else before.removesuffix(".")
    behind = text[unread.rfind(TAKEN) + 1 :]
    pieces = [piece.strip(_EDGES) for piece in re.split(r"[,;|]| [-–—] ", behind)]
    if behind.startswith((":", " - ", " – ")) and not reads_like_place(pieces[0] or pieces[-1]):
        return pieces[0] or pieces[-1]
    return next((piece for piece in pieces if _names_something(piece)), None)


def _names_something(piece: str) -> bool:
    return len(piece.split()) > 1 and not piece[0].islower() and not STATED_ONLINE.search(piece.lower())
