"""Words of commands as Discord takes them: names in its own letters, each in the languages it knows."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from bot.api.fitting import shortened
from bot.api.shapes import Words

DEFAULT = "nl"
"""The language of who reads none that the bot speaks."""
LOCALES = {"nl": ("nl",), "en": ("en-US", "en-GB")}
"""What Discord calls the languages of the bot."""

NAME_LIMIT = 32
DESCRIPTION_LIMIT = 100

_NOT_IN_A_NAME = re.compile(r"[^\w'-]+")


def slug(text: str) -> str:
    """Return a text as a name in Discord's sense: small letters and digits, without blanks; "" where none is left."""
    name = _NOT_IN_A_NAME.sub("-", unicodedata.normalize("NFC", text.lower())).strip("-_'")
    return name[:NAME_LIMIT].rstrip("-_'")


def language_of(locale: str) -> str | None:
    """Return the language of the bot that Discord calls so; None where the bot does not speak it."""
    return next((language for language, locales in LOCALES.items() if locale in locales), None)


def in_locales(words: Words, limit: int) -> dict[str, str]:
    """Return words by what Discord calls their language, none longer than `limit`."""
    return {locale: shortened(word, limit) for language, word in words.items() for locale in LOCALES.get(language, ())}


def without_clashes(named: Sequence[tuple[str, Words]]) -> list[tuple[str, Mapping[str, str]]]:
    """Return names with their translations, by locale; one that is another's name too stays untranslated."""
    taken = {language: {name for name, _ in named} for language in LOCALES}
    kept: list[tuple[str, Mapping[str, str]]] = []
    for name, words in named:
        free: dict[str, str] = {}
        for language, word in words.items():
            if word == name or word not in taken[language]:
                taken[language].add(word)
                free[language] = word
        kept.append((name, in_locales(free, NAME_LIMIT)))
    return kept
