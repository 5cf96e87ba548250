"""What happens at some time and place, as a platform's own calendar can show it."""

from datetime import datetime

from msgspec import Struct


class Happening(Struct, frozen=True):
    """Something to come. The moments know their zone; `place` and `about` are data, as text in blocks is."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    about: str
