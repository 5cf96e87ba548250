"""What statements and cards are about."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing people make statements about: its kind ("session", "idea", …) and its id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Due:
    """A moment that was planned and has come.

    `key` is unique for all time; planning again under the same key moves the moment.
    """

    key: str
    community_id: int
    kind: str
    subject_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: from `start` (included) to `end` (excluded), both aware."""

    start: datetime
    end: datetime
