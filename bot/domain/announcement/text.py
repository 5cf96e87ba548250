"""From pasted text to clean lines that can be searched.

Every line is kept twice, with equal length so that a position in one is a position in the other: `text` as written,
and `plain` in lower case with plain dashes and quotes, on which all patterns work.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BULLET = re.compile(r"^(?:[•●◦▪‣∙·*-]|[–—]) (?=\S)|^[•●◦▪‣∙·](?=\S)")
_MARKUP = re.compile(r"^#{1,6} |^> |\*\*|__")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\s]{0,500}\)")
# A sentence ends at a full stop before a capital; cells of a table and parts between bullets stand on their own too.
_SENTENCE_END = re.compile(r"[.!?;](?= [^a-z0-9])|[|•·]")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‛′´`", "'"),
        **dict.fromkeys("“”„″", '"'),
        # letters whose lower case is longer, or that lower() leaves alone although they are read as i or s
        "İ": "I",
        "ı": "i",
        "ſ": "s",
    }
)

CONTEXT = 160
"""How many characters around a date or time are looked at; it keeps reading linear on endless lines."""


def plain(text: str) -> str:
    """Give `text` in lower case with plain dashes and quotes, character for character."""
    return text.translate(_PLAIN).lower()


TAKEN, NOISE = "\x00", "\x01"
"""What `mask` puts in the place of what has been read, and of what is neither date nor time."""


def mask(text: str, spans: list[tuple[int, int]], filler: str = TAKEN) -> str:
    """Give `text` with the `spans` (ordered, not overlapping) filled with `filler`, at equal length."""
    if not spans:
        return text
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], filler * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


@dataclass(frozen=True)
class Line:
    """One line that is not blank: `block` counts the paragraphs, `bullet` says that it stood in a list."""

    text: str
    block: int
    bullet: bool

    @cached_property
    def plain(self) -> str:
        """The text as patterns see it."""
        return plain(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self.text)]

    def sentence(self, position: int) -> int:
        """Give the number, within the line, of the sentence that `position` is in."""
        return bisect_right(self._ends, position)

    def sentence_span(self, position: int) -> tuple[int, int]:
        """Give start and end of the sentence that `position` is in, at most `CONTEXT` away from it."""
        number = self.sentence(position)
        start = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self.text)
        return max(start, position - CONTEXT), min(end, position + CONTEXT)

    def before(self, position: int) -> str:
        """Give what stands before `position` in its sentence."""
        return self.plain[self.sentence_span(position)[0] : position]

    def around(self, position: int) -> str:
        """Give the sentence that `position` is in."""
        start, end = self.sentence_span(position)
        return self.plain[start:end]


def tidy(text: str) -> str:
    """Give one line without invisible characters and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def read_lines(text: str) -> list[Line]:
    """Give the lines of `text` that are not blank, without bullets and light markup."""
    lines: list[Line] = []
    block, blank = 0, False
    for raw in _LINE_ENDS.split(text):
        content = _MARKUP.sub("", _LINK.sub(r"\1", tidy(raw)))
        bare = _BULLET.sub("", content, count=1).strip()
        if not any(character.isalnum() for character in bare):
            blank = True
            continue
        block += blank and bool(lines)
        blank = False
        lines.append(Line(bare, block, bullet=bare != content.strip()))
    return lines
