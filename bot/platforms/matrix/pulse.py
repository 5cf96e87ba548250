"""Whether the homeserver goes on telling what happens: when it last did, and how long that took."""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

SILENT_AFTER_S = 90.0
"""An idle homeserver answers every half minute; one that says nothing for so long has lost us."""


class Pulse:
    """Times what the homeserver tells. `silent_s` and `answer_s` are None before it told anything."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._told_at: float | None = None
        self._failed = False
        self.answer_s: float | None = None

    @property
    def silent_s(self) -> float | None:
        """Seconds since the homeserver last told what is new."""
        return None if self._told_at is None else self._monotonic() - self._told_at

    @property
    def connected(self) -> bool:
        """Whether it told that not long ago, and the last try did not fail or end."""
        return self.silent_s is not None and self.silent_s < SILENT_AFTER_S and not self._failed

    def stop(self) -> None:
        """Hear that nobody listens any more, until something is told again."""
        self._failed = True

    async def time(self, asked: Awaitable[T]) -> T:
        """Wait for what the homeserver tells, and return it."""
        began = self._monotonic()
        try:
            told = await asked
        except Exception:
            self.stop()
            raise
        self._failed = False
        self._told_at = self._monotonic()
        self.answer_s = self._told_at - began
        return told
