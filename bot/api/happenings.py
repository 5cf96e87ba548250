"""What happens at some time and place, as a platform's own calendar can show it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Happening:
    """Something to come. The moments know their zone; `place` and `about` are data, as text in blocks is."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    about: str
