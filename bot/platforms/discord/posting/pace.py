"""How often a message may be edited: Discord limits edits in a channel, and caps those of old messages."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import discord

from bot.platforms.discord import refs

OLD = timedelta(hours=1)
LONGEST = timedelta(hours=1)
QUICKER = 0.75
"""What an edit that passes makes of the time that was added: Discord does not say when its cap is over."""
_FRESH_EVERY = timedelta(seconds=1.5)
_OLD_EVERY = timedelta(seconds=30)

EDITS_IN_A_CHANNEL = 5
CHANNEL_PERIOD = timedelta(seconds=5)
"""Discord takes so many edits in a channel in so much time."""


class Pace:
    """The least time between two edits of each message: longer as it ages, and as Discord asks for patience.

    Messages in one channel share its edits: the more of them change, the less often each is edited. That is counted
    by a clock that nobody sets.
    """

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._monotonic = monotonic
        self._slowed: dict[str, timedelta] = {}
        self._spent_until: dict[int, float] = {}

    def every(self, message_ref: str) -> timedelta:
        """Return the least time between two edits of a message now."""
        channel_id, _ = refs.message_parts(message_ref)
        now, by_age = self._monotonic(), self._by_age(message_ref)
        by_channel = timedelta(seconds=self._spent_until.get(channel_id, now) - now)
        return max(by_age, by_channel, self._slowed.get(message_ref, by_age))

    def slow_down(self, message_ref: str, asked_s: float) -> None:
        """Take longer from now on for a message of which an edit was refused for `asked_s` seconds."""
        longer = max(self.every(message_ref) * 2, timedelta(seconds=asked_s))
        self._slowed[message_ref] = min(longer, LONGEST)

    def edited(self, message_ref: str) -> None:
        """Hear that an edit was taken: its channel takes so much less for now, and the next comes sooner again."""
        channel_id, _ = refs.message_parts(message_ref)
        each = (CHANNEL_PERIOD / EDITS_IN_A_CHANNEL).total_seconds()
        least = self._monotonic() - CHANNEL_PERIOD.total_seconds() + each
        self._spent_until[channel_id] = max(self._spent_until.get(channel_id, least), least) + each
        if message_ref in self._slowed:
            self._slowed[message_ref] *= QUICKER
            if self._by_age(message_ref) > self._slowed[message_ref]:
                del self._slowed[message_ref]

    def _by_age(self, message_ref: str) -> timedelta:
        _, message_id = refs.message_parts(message_ref)
        age = self._now() - discord.utils.snowflake_time(message_id)
        return _FRESH_EVERY if age < OLD else _OLD_EVERY
