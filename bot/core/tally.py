"""What was taken in since the bot started, in figures."""

from collections import Counter
from datetime import datetime


class Tally:
    """Counts what happens on each platform, by its name."""

    def __init__(self) -> None:
        self.events: Counter[str] = Counter()
        self.last_event_at: dict[str, datetime] = {}

    def take(self, platform: str, events: int, now: datetime) -> None:
        """Hear that so many events of a platform were taken in, at once."""
        self.events[platform] += events
        if events:
            self.last_event_at[platform] = now
