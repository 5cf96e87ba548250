"""Letters for pictures, in a font that has those of nearly all European languages."""

import unicodedata
from functools import lru_cache

import font_source_sans_pro as source_sans
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]


@lru_cache(maxsize=32)
def font(size: int, *, bold: bool = False) -> FreeTypeFont:
    """Return the font in a size, in pixels."""
    return ImageFont.truetype(source_sans.SourceSansProBold if bold else source_sans.SourceSansPro, size)


def readable(text: str) -> str:
    """Return what can be drawn of a text; what the font has no letter for is left out rather than shown as a box."""
    whole = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if letter.isspace() else letter for letter in whole if _has(letter)).split())


def wrapped(text: str, letters: FreeTypeFont, width: float) -> list[str]:
    """Return readable text in lines that are not wider than `width` pixels; a word that is too long is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and letters.getlength(joined) <= width:
            lines[-1] = joined
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and letters.getlength(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    if letter.isspace():
        return True
    missing, found = font(20).getmask("\uffff"), font(20).getmask(letter)
    return letter.isprintable() and (found.size, bytes(found)) != (missing.size, bytes(missing))
