"""What waits for an answer: interactions, until Discord takes none any more."""

import time
from collections.abc import Callable

from bot.platforms.discord.interactions.responding import Response

ANSWERED_WITHIN_S = 14.5 * 60
"""For how long an interaction can be answered; Discord says 15 minutes, and counts from earlier on."""


class Waiting:
    """The interactions that were taken in and not answered yet, by the event that each became."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Wait for answers; `clock` gives seconds."""
        self._clock = clock
        self._waiting: dict[str, tuple[float, Response]] = {}

    def add(self, event_id: str, response: Response) -> None:
        """Wait for the answer to an event; what waits too long is waited for no more."""
        now = self._clock()
        self._waiting = {key: one for key, one in self._waiting.items() if one[0] > now}
        self._waiting[event_id] = now + ANSWERED_WITHIN_S, response

    def take(self, event_id: str) -> Response | None:
        """Return where the answer to an event goes; None where it comes too late, or was not asked for so."""
        until, response = self._waiting.pop(event_id, (0.0, None))
        return response if until > self._clock() else None
