"""News: announcements that are no session."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NewsState(StrEnum):
    """Where an announcement stands."""

    PLANNED = "planned"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class News:
    """An announcement as it is stored; `body` is running text with blank lines between its paragraphs.

    `post_at` is when it is or was posted.
    """

    id: int
    number: int
    title: str
    body: str
    state: NewsState
    post_at: datetime
