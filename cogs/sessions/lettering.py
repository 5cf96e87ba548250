"""Letters for pictures: the font that comes with Pillow, with the accents that it lacks."""

import unicodedata
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]
Stroke = tuple[tuple[float, float], ...]

# Strokes and dots of each accent, in units of the font's size: from the middle, upwards from where it begins.
_ACUTE: Stroke = ((-0.03, 0.0), (0.07, 0.11))
_GRAVE: Stroke = ((0.03, 0.0), (-0.07, 0.11))
_ABOVE: dict[str, tuple[Stroke, ...]] = {
    "\u0300": (_GRAVE,),
    "\u0301": (_ACUTE,),
    "\u0302": (((-0.1, 0.0), (0.0, 0.1), (0.1, 0.0)),),
    "\u0303": (((-0.13, 0.02), (-0.06, 0.08), (0.06, 0.02), (0.13, 0.08)),),
    "\u0304": (((-0.1, 0.05), (0.1, 0.05)),),
    "\u0306": (((-0.1, 0.09), (-0.05, 0.02), (0.05, 0.02), (0.1, 0.09)),),
    "\u0307": (((0.0, 0.05), (0.0, 0.05)),),
    "\u0308": (((-0.1, 0.05), (-0.1, 0.05)), ((0.1, 0.05), (0.1, 0.05))),
    "\u030a": (((0.0, 0.0), (0.06, 0.06), (0.0, 0.12), (-0.06, 0.06), (0.0, 0.0)),),
    "\u030b": (((-0.08, 0.0), (0.0, 0.11)), ((0.06, 0.0), (0.14, 0.11))),
    "\u030c": (((-0.1, 0.1), (0.0, 0.0), (0.1, 0.1)),),
}
_BELOW: dict[str, tuple[Stroke, ...]] = {
    "\u0323": (((0.0, -0.1), (0.0, -0.1)),),
    "\u0326": (((0.02, -0.08), (-0.03, -0.18)),),
    "\u0327": (((0.0, 0.0), (0.05, -0.09), (-0.06, -0.15)),),
    "\u0328": (((0.06, 0.0), (0.0, -0.1), (0.1, -0.14)),),
}
_MARKS = _ABOVE | _BELOW
_SPELLED = {
    **dict(zip("øØłŁđĐıħĦ", "oOlLdDihH", strict=True)),
    **dict(zip("–—−‐‑•·", "-----··", strict=True)),
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ß": "ss",
    "ẞ": "SS",
    "þ": "th",
    "Þ": "Th",
    "€": "EUR ",
}
_GAP = 0.08
_WEIGHT = 0.085
_SMOOTH = 4


@lru_cache(maxsize=16)
def font(size: int) -> FreeTypeFont:
    """Return the font in a size, in pixels."""
    found = ImageFont.load_default(size)
    if not isinstance(found, FreeTypeFont):
        raise TypeError("Pillow was built without FreeType")
    return found


def readable(text: str) -> str:
    """Return what can be drawn of a text: accents apart from their letters, without what there is no letter for."""
    spelled = "".join(_SPELLED.get(letter, letter) for letter in unicodedata.normalize("NFC", text))
    apart = unicodedata.normalize("NFKD", spelled)
    kept: list[str] = []
    for letter in apart:
        drawn = letter in _MARKS and bool(kept) and kept[-1] != " "
        kept.append(letter if drawn or _has(letter) else " " if letter.isspace() else "")
    return " ".join("".join(kept).split())


def wrapped(text: str, size: int, width: float) -> list[str]:
    """Return readable text in lines that are not wider than `width` pixels; a word that is too long is broken."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _width(joined, size) <= width:
            lines[-1] = joined
            continue
        lines.append("")
        for letter in word:
            if letter not in _MARKS and lines[-1] and _width(lines[-1] + letter, size) > width:
                lines.append("")
            lines[-1] += letter
    return lines


def write(
    canvas: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    *,
    size: int,
    ink: Colour,
    paper: Colour,
    bold: bool = False,
) -> None:
    """Draw a line of readable text; `at` is where its baseline begins."""
    letters = _plain(text)
    stroke = size * 0.018 if bold else 0
    canvas.text(at, letters, ink, font(size), anchor="ls", stroke_width=stroke, stroke_fill=ink)
    place = -1
    for letter in text:
        if letter not in _MARKS:
            place += 1
            continue
        left = at[0] + _width(letters[:place], size)
        _accent(canvas, (left, at[1]), letters[place], letter, size=size, ink=ink, paper=paper)


def _accent(
    canvas: ImageDraw.ImageDraw,
    at: tuple[float, float],
    base: str,
    mark: str,
    *,
    size: int,
    ink: Colour,
    paper: Colour,
) -> None:
    left, top, right, _ = font(size).getbbox(base, anchor="ls")
    if base in "ij" and mark in _ABOVE:
        # The accent takes the place of the dot.
        body = font(size).getbbox("x", anchor="ls")[1]
        canvas.rectangle((at[0] + left - 1, at[1] + top - 2, at[0] + right + 1, at[1] + body - 2), paper)
        top = body
    middle = at[0] + (left + right) / 2
    start = at[1] + (top - size * _GAP if mark in _ABOVE else 0)
    mask = _mask(mark, size)
    canvas.bitmap((round(middle - mask.width / 2), round(start - mask.height / 2)), mask, ink)


@lru_cache(maxsize=256)
def _mask(mark: str, size: int) -> Image.Image:
    """Return an accent with smooth edges; it begins in the middle."""
    fine = size * _SMOOTH
    big = Image.new("L", (fine, fine))
    canvas = ImageDraw.Draw(big)
    half = fine * _WEIGHT / 2
    for stroke in _MARKS[mark]:
        points = [(fine / 2 + x * fine, fine / 2 - y * fine) for x, y in stroke]
        canvas.line(points, 255, round(2 * half), joint="curve")
        for x, y in (points[0], points[-1]):
            canvas.ellipse((x - half, y - half, x + half, y + half), 255)
    return big.resize((size, size), Image.Resampling.BOX)


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    missing = font(20).getmask("\uffff")
    found = font(20).getmask(letter)
    return letter == " " or (letter.isprintable() and (found.size, bytes(found)) != (missing.size, bytes(missing)))


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter not in _MARKS)


def _width(text: str, size: int) -> float:
    return font(size).getlength(_plain(text))
