"""News: announcements that are no session."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class NewsState(StrEnum):
    """Where an announcement stands."""

    PLANNED = "planned"
    POSTED = "posted"
    WITHDRAWN = "withdrawn"


class News(Struct, frozen=True):
    """An announcement as it is stored; `body` is running text with blank lines between its paragraphs.

    `post_at` is when it is or was posted.
    """

    id: int
    number: int
    title: str
    body: str
    state: NewsState
    post_at: datetime
