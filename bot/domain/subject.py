"""What statements and cards are about."""

from datetime import datetime

from msgspec import Struct


class Subject(Struct, frozen=True):
    """A thing people make statements about: its kind ("session", "idea", …) and its id."""

    kind: str
    id: int


class Due(Struct, frozen=True):
    """A moment that was planned and has come.

    `key` is unique for all time; planning again under the same key moves the moment.
    """

    key: str
    community_id: int
    kind: str
    subject_id: int
    at: datetime


class Period(Struct, frozen=True):
    """A stretch of time: from `start` (included) to `end` (excluded), both aware."""

    start: datetime
    end: datetime
