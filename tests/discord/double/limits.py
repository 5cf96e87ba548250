"""Rate limits: said with every answer, as Discord does, and kept by the double's own measure."""

import hashlib
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

PLENTY = 10_000
_UNCOUNTED = ("/interactions", "/webhooks")


@dataclass(frozen=True)
class Limit:
    """How many requests are taken within so many seconds, of real time: the bot's client waits in that."""

    count: int
    seconds: float


class Limits:
    """What is left of each limit; in the beginning there is plenty of all.

    `by_route` holds for each channel, guild or interaction apart, `everywhere` for all requests together, except for
    answers to interactions. `hit` is how many requests were refused, `hit_everywhere` how many of those by the latter.
    """

    def __init__(self) -> None:
        self.by_route: dict[tuple[str, str], Limit] = {}
        self.everywhere: Limit | None = None
        self.hit = 0
        self.hit_everywhere = 0
        self._windows: dict[str, tuple[float, int]] = {}
        self._taken: deque[float] = deque()

    def take(self, method: str, template: str, major: str) -> tuple[dict[str, str], dict[str, Any] | None]:
        """Count a request; return the headers of its answer, and what refuses it."""
        wait = None if template.startswith(_UNCOUNTED) else self._wait_everywhere()
        headers: dict[str, str] = {}
        if wait is not None:
            self.hit_everywhere += 1
            more, told = refusal(wait, everywhere=True)
        else:
            headers, wait = self._of_route(method, template, major)
            if wait is None:
                return headers, None
            more, told = refusal(wait)
        self.hit += 1
        return headers | more, told

    def _wait_everywhere(self) -> float | None:
        """Return for how long all requests are refused, by those that were taken in the time just past."""
        if self.everywhere is None:
            return None
        now = time.monotonic()
        while self._taken and now - self._taken[0] >= self.everywhere.seconds:
            self._taken.popleft()
        if len(self._taken) >= self.everywhere.count:
            return self._taken[0] + self.everywhere.seconds - now
        self._taken.append(now)
        return None

    def _of_route(self, method: str, template: str, major: str) -> tuple[dict[str, str], float | None]:
        """Count a request towards its own limit; return what is left of that, and for how long it is refused."""
        limit = self.by_route.get((method, template), Limit(PLENTY, 1.0))
        key = f"{method} {template} {major}"
        now = time.monotonic()
        began, used = self._windows.get(key, (now, 0))
        if now - began >= limit.seconds:
            began, used = now, 0
        refused = used >= limit.count
        used = used if refused else used + 1
        self._windows[key] = began, used
        left = began + limit.seconds - now
        headers = {
            "X-RateLimit-Limit": str(limit.count),
            "X-RateLimit-Remaining": str(limit.count - used),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": hashlib.md5(f"{method} {template}".encode(), usedforsecurity=False).hexdigest(),
        }
        return headers, left if refused else None


def refusal(after: float, *, everywhere: bool = False) -> tuple[dict[str, str], dict[str, Any]]:
    """Return headers and body that tell to wait."""
    headers = {"Retry-After": str(int(after) + 1), "X-RateLimit-Scope": "global" if everywhere else "user"}
    headers |= {"X-RateLimit-Global": "true"} if everywhere else {}
    return headers, {"code": 0, "message": "You are being rate limited.", "retry_after": after, "global": everywhere}
