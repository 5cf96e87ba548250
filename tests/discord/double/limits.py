"""Rate limits: said with every answer, as Discord does, and kept by the double's own measure."""

import hashlib
import time
from dataclasses import dataclass
from typing import Any

PLENTY = 10_000


@dataclass(frozen=True)
class Limit:
    """How many requests are taken within so many seconds, of real time: the bot's client waits in that."""

    count: int
    seconds: float


class Limits:
    """What is left of each limit; in the beginning there is plenty of all."""

    def __init__(self) -> None:
        self.by_route: dict[tuple[str, str], Limit] = {}
        self.hit = 0
        self._windows: dict[str, tuple[float, int]] = {}

    def take(self, method: str, template: str, major: str) -> tuple[dict[str, str], float | None]:
        """Count a request; return the headers of its answer, and for how long it is refused."""
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
        self.hit += refused
        return headers, left if refused else None


def refusal(after: float, *, everywhere: bool = False) -> tuple[dict[str, str], dict[str, Any]]:
    """Return headers and body that tell to wait."""
    headers = {"Retry-After": str(int(after) + 1), "X-RateLimit-Scope": "global" if everywhere else "user"}
    headers |= {"X-RateLimit-Global": "true"} if everywhere else {}
    return headers, {"message": "You are being rate limited.", "retry_after": after, "global": everywhere}
