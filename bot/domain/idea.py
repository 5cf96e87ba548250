"""Ideas that begin with "Wat als…"."""

import re
from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class IdeaStatus(StrEnum):
    """What is being done with an idea."""

    NEW = "new"
    TALKED_ABOUT = "talked-about"
    PICKED_UP = "picked-up"
    DONE = "done"
    NOT_NOW = "not-now"


class Support(StrEnum):
    """What a member can say about an idea: support it, or join the work on it."""

    SUPPORT = "support"
    JOIN = "join"


SUPPORT_EMOJI = {Support.SUPPORT: "👍", Support.JOIN: "🙋"}

_OPENING = re.compile(r"\s*(?:wat\s+als|what\s+if)\b[\s.…,:]*", re.IGNORECASE)
_WE = re.compile(r"(?:we|wij)\b", re.IGNORECASE)
_NOW = re.compile(r"\s*(?:nu|now)\s*[:….]+\s*", re.IGNORECASE)


class Idea(Struct, frozen=True):
    """An idea as it is stored; `what_if` is what follows on "Wat als"."""

    id: int
    number: int
    what_if: str
    now: str
    theme: str | None
    status: IdeaStatus
    status_note: str | None
    created_at: datetime


class SupportCounts(Struct, frozen=True):
    """How many members support an idea, and how many want to work on it."""

    support: int = 0
    join: int = 0


def what_if_clause(typed: str) -> str:
    """Return what follows on "Wat als", as a question.

    People are asked to go on after "Wat als we…"; some type those words again, some begin anew. "eerst
    luisteren", "we eerst luisteren?" and "Wat als we eerst luisteren?" are one idea.
    """
    opening = _OPENING.match(typed)
    clause = typed[opening.end() :] if opening else typed
    clause = " ".join(clause.split())
    if not opening and not _WE.match(clause):
        clause = f"we {clause}"
    return clause if clause.endswith(("?", "!", ".")) else f"{clause}?"


def says_nothing(clause: str) -> bool:
    """Whether what follows on "Wat als" is no more than its first word."""
    rest = _WE.sub("", clause, count=1)
    return not any(character.isalnum() for character in rest)


def without_now(typed: str) -> str:
    """Return what goes wrong today without a label "Nu:"; a sentence that begins with "Nu" stays whole."""
    label = _NOW.match(typed)
    rest = typed[label.end() :].strip() if label else ""
    return rest or typed.strip()
