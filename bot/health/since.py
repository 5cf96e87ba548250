"""Since when things are as they are, by a clock that nobody sets."""

import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Since(Generic[K]):
    """Remembers for how long each thing has been so without interruption, as far as one looked."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._since: dict[K, float] = {}

    def look(self, things: Iterable[K]) -> Mapping[K, float]:
        """Take in what is so now; return for how many seconds that has been so, of each."""
        now = self._monotonic()
        self._since = {thing: self._since.get(thing, now) for thing in things}
        return {thing: now - since for thing, since in self._since.items()}
