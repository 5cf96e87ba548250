"""Finding things by words people type: without regard for capitals, accents or the order of the words."""

import re
import unicodedata
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SHORTEST_STEM = 4


def fold(text: str) -> str:
    """Return text as it is compared: small letters, no accents, single blanks."""
    return " ".join(_ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().split())


def words(text: str) -> list[str]:
    """Return the words of a text, as they are compared."""
    return _WORD.findall(fold(text))


def rank(typed: str, text: str) -> int | None:
    """Return how well a text answers to what was typed, 0 is best; None where a word of it is nowhere in the text.

    A text that begins so comes first, then words that begin so, then words with it inside.
    """
    whole = fold(text)
    wanted, found = words(typed), _WORD.findall(whole)
    if not wanted and fold(typed) not in whole:
        return None
    if not all(any(part in word for word in found) for part in wanted):
        return None
    if whole.startswith(fold(typed)):
        return 0
    return 1 if all(any(word.startswith(part) for word in found) for part in wanted) else 2


def mentions(typed: str, text: str) -> bool:
    """Whether each typed word is in a text, begun or in another form of it."""
    found = words(text)
    return all(any(_same_stem(part, word) for word in found) for part in words(typed))


def likeness(one: str, other: str) -> float:
    """Return how much two words are alike, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _same_stem(part: str, word: str) -> bool:
    """Whether two words begin alike for two thirds of the first: "aanmelden" is in "aanmelding"."""
    return word.startswith(part[: max(_SHORTEST_STEM, -(-len(part) * 2 // 3))])
