"""What somebody means who answers in words: with any of the usual words, in either language."""

from collections.abc import Sequence

from msgspec import Struct

from bot.api.answers import FollowUp
from bot.api.kinds import Option
from bot.core.waiting import Check, Decision, Menu, Question, Waiting
from bot.domain.finding import fold

YES = frozenset({"ja", "j", "jawel", "yes", "y", "ok", "oke", "okay", "✅", "👍"})
NO = frozenset({"nee", "n", "no", "❌", "👎"})
STOP = frozenset({"stop", "annuleren", "annuleer", "cancel"})
BACK = frozenset({"terug", "back"})
SKIP = frozenset({"-", "–", "—", "overslaan", "skip", "⏭️"})
SKIP_ALL = frozenset({"klaar", "done"})
EMPTY = frozenset({"leeg", "empty"})
_WORDS = YES | NO | STOP | BACK | SKIP | SKIP_ALL | EMPTY
_KEYCAP = "\ufe0f\u20e3"


class Pressed(Struct, frozen=True):
    """What was said is as good as this button of a form or preview, with these fields filled in."""

    button: str
    input: dict[str, str] = {}


def read(waiting: Waiting, text: str) -> Pressed | FollowUp | None:
    """Return what somebody means; None where it is no answer to what was asked."""
    word = said(text)
    if word in STOP:
        return Pressed("cancel")
    match waiting:
        case Question():
            return _answer(waiting, text, word)
        case Check():
            return _checked(waiting, word)
        case Decision():
            return _decided(waiting, word)
        case Menu():
            return _way_on(waiting, word)


def said(text: str) -> str:
    """Return what was said as it is compared: "Ja!" is "ja", and 2️⃣ is "2"."""
    word = fold(text.strip()[:100])
    return (word.rstrip("!.") or word).removesuffix(_KEYCAP)


def is_reply(text: str) -> bool:
    """Whether this can only be meant as an answer to something."""
    return said(text) in _WORDS or number(said(text)) is not None


def is_no(text: str) -> bool:
    """Whether this says no."""
    return said(text) in NO


def number(word: str) -> int | None:
    """Return the number somebody typed, "#3" and "3." as well as "3"; None for anything else."""
    digits = word.removeprefix("#").removesuffix(".").removesuffix(")")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None


def are_numbers(options: Sequence[Option]) -> bool:
    """Whether the things to choose from have numbers of their own, by which they are chosen."""
    return all(number(option.value) is not None for option in options)


def _answer(question: Question, text: str, word: str) -> Pressed:
    if word in BACK:
        return Pressed("back")
    if word in SKIP:
        return Pressed("next", {} if question.filled else {question.name: ""})
    if word in SKIP_ALL and not question.required:
        return Pressed("rest", {} if question.filled else {question.name: ""})
    if word in EMPTY and not question.required:
        return Pressed("next", {question.name: ""})
    return Pressed("next", {question.name: _value(question, text, word)})


def _value(question: Question, text: str, word: str) -> str:
    """Return what was typed; where there was something to choose from, the value of what was chosen."""
    if question.kind == "flag":
        return "ja" if word in YES else "nee" if word in NO else text
    if question.kind != "choice":
        return text
    called = [option for option in question.options if said(option.label).startswith(word)]
    if len(called) == 1 and said(called[0].label) == word:
        return called[0].value
    chosen = number(word)
    if chosen is None or are_numbers(question.options) or not 1 <= chosen <= len(question.options):
        return text
    return question.options[chosen - 1].value


def _checked(check: Check, word: str) -> Pressed | None:
    if word in YES:
        return Pressed("next")
    if word in BACK:
        return Pressed("back")
    return _pressed_number(_place(word, check.labels))


def _pressed_number(place: int | None) -> Pressed | None:
    return None if place is None else Pressed(str(place))


def _decided(decision: Decision, word: str) -> Pressed | None:
    if word in YES:
        return Pressed("confirm")
    if word in NO:
        return Pressed("cancel")
    return Pressed("back") if word in BACK and decision.answers else None


def _way_on(menu: Menu, word: str) -> FollowUp | None:
    place = _place(word, [one.label for one in menu.follow_ups])
    return None if place is None else menu.follow_ups[place - 1]


def _place(word: str, labels: Sequence[str]) -> int | None:
    """Return which of some numbered things is meant, by its number or by its label."""
    chosen = number(word)
    if chosen is not None:
        return chosen if 1 <= chosen <= len(labels) else None
    called = [place for place, label in enumerate(labels, 1) if said(label) == word]
    return called[0] if len(called) == 1 else None
