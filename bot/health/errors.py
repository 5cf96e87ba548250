"""Counting what is logged as an error, by its kind."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_KIND = re.compile(r"[a-z][a-z0-9_]{0,60}")
OTHER = "other"


class ErrorCounter(logging.Handler):
    """Counts errors. Ours are called by their event ("parcel_ended"), those of a library by its name ("aiohttp")."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        told = record.msg.get("event") if isinstance(record.msg, dict) else record.name.partition(".")[0]
        kind = told if isinstance(told, str) and _KIND.fullmatch(told) else OTHER
        self.counts[kind] += 1


@contextmanager
def counted_errors() -> Iterator[Counter[str]]:
    """Count errors until the end, by their kind."""
    counter = ErrorCounter()
    root = logging.getLogger()
    root.addHandler(counter)
    try:
        yield counter.counts
    finally:
        root.removeHandler(counter)
