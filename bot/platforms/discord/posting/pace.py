"""How often a message may be edited: Discord caps edits of old messages, and nobody watches those closely."""

from collections.abc import Callable
from datetime import datetime, timedelta

import discord

from bot.platforms.discord import refs

FRESH = timedelta(minutes=10)
OLD = timedelta(hours=1)
LONGEST = timedelta(hours=1)
QUICKER = 0.75
"""What an edit that passes makes of the time that was added: Discord does not say when its cap is over."""
_FRESH_EVERY = timedelta(seconds=1)
_RECENT_EVERY = timedelta(seconds=5)
_OLD_EVERY = timedelta(seconds=30)


class Pace:
    """The least time between two edits of each message: longer as it ages, and as Discord asks for patience."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._slowed: dict[str, timedelta] = {}

    def every(self, message_ref: str) -> timedelta:
        """Return the least time between two edits of a message now."""
        _, message_id = refs.message_parts(message_ref)
        age = self._now() - discord.utils.snowflake_time(message_id)
        by_age = _FRESH_EVERY if age < FRESH else _RECENT_EVERY if age < OLD else _OLD_EVERY
        return max(by_age, self._slowed.get(message_ref, by_age))

    def slow_down(self, message_ref: str, asked_s: float) -> None:
        """Take longer from now on for a message of which an edit was refused for `asked_s` seconds."""
        longer = max(self.every(message_ref) * 2, timedelta(seconds=asked_s))
        self._slowed[message_ref] = min(longer, LONGEST)

    def speed_up(self, message_ref: str) -> None:
        """Take less long again for a message of which an edit was taken, step by step."""
        if message_ref in self._slowed:
            self._slowed[message_ref] *= QUICKER
            if self.every(message_ref) > self._slowed[message_ref]:
                del self._slowed[message_ref]
