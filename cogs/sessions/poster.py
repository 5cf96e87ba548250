"""A picture of a session to forward to people who are not in the chat: a pure function of what is stored."""

from functools import lru_cache
from io import BytesIO

from msgspec import Struct
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from bot.api import content as contents
from bot.api.cog import Texts
from bot.api.content import File
from bot.domain.community import Community
from bot.domain.session import Session
from cogs.sessions import words
from cogs.sessions.lettering import Colour, font, readable, wrapped

WIDTH, HEIGHT = 1080, 1350
MARGIN = 84
BAND = 132

PAPER: Colour = (253, 250, 244)
INK: Colour = (27, 38, 49)
TONE: Colour = (11, 83, 94)

SHADES = 16

SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
"""How much smaller the letters become until everything fits."""


class _Line(Struct, frozen=True):
    text: str
    size: int
    above: int = 0
    tone: Colour = INK
    bold: bool = False

    def letters(self, scale: float) -> FreeTypeFont:
        """Return the font of this line on a picture of this scale."""
        return font(round(self.size * scale), bold=self.bold)


def poster(t: Texts, session: Session, community: Community) -> File:
    """Return the picture as a PNG file; its label says everything that is on it."""
    lines = _lines(t, session, community)
    said = " ".join(_sentence(text) for text in (community.name, *(line.text for line in lines)))
    return contents.file(t("poster-name", number=session.number), "image/png", _drawn(community.name, lines), said)


def _lines(t: Texts, session: Session, community: Community) -> list[_Line]:
    told = session.details
    reach = told.contact or community.contact
    facts = (
        (t("fact-day"), t.date(told.starts_at)),
        (t("fact-time"), words.hours(t, told)),
        (t("fact-where"), words.where(t, told)),
    )
    lines = [_Line(told.title, 76, bold=True)]
    for label, value in facts:
        lines += [_Line(label, 32, above=44, tone=TONE, bold=True), _Line(value, 46, above=4)]
    lines.append(_Line(t("poster-join"), 46, above=84, tone=TONE, bold=True))
    lines += [_Line(t("poster-mail", email=reach.email), 42, above=10)] if reach.email else []
    lines += [_Line(t("poster-phone", phone=reach.phone), 42, above=10)] if reach.phone else []
    return lines if reach else [*lines, _Line(t("poster-ask"), 42, above=10)]


def _drawn(name: str, lines: list[_Line]) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, 0, WIDTH, BAND), TONE)
    head = font(38)
    for text in wrapped(readable(name), head, WIDTH - 2 * MARGIN)[:1]:
        canvas.text((MARGIN, BAND / 2), text, PAPER, head, anchor="lm")
    scale = next((scale for scale in SCALES if _height(lines, scale) <= HEIGHT - BAND - 2 * MARGIN), SCALES[-1])
    top = float(BAND + MARGIN)
    for line in lines:
        letters = line.letters(scale)
        top += line.above * scale
        for text in wrapped(readable(line.text), letters, WIDTH - 2 * MARGIN):
            canvas.text((MARGIN, top + letters.size), text, line.tone, letters, anchor="ls")
            top += _step(letters)
    written = BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """Return the shades between the paper and each ink: with these few colours the file stays small."""
    shades = [
        round(light + (dark - light) * step / (SHADES - 1))
        for ink in (INK, TONE)
        for step in range(SHADES)
        for light, dark in zip(PAPER, ink, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(shades)
    return palette


def _height(lines: list[_Line], scale: float) -> float:
    sized = [(line, line.letters(scale)) for line in lines]
    return sum(
        line.above * scale + _step(letters) * len(wrapped(readable(line.text), letters, WIDTH - 2 * MARGIN))
        for line, letters in sized
    )


def _step(letters: FreeTypeFont) -> float:
    """Return how far apart the lines stand, in pixels."""
    return letters.size * 1.28


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", ":")) else f"{text}."
