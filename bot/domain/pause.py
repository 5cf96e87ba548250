"""How long to wait before trying again what failed."""

import random

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 60.0


def pause_after(failures: int, first_s: float = FIRST_PAUSE_S, longest_s: float = LONGEST_PAUSE_S) -> float:
    """Return seconds to wait after so many failures in a row: doubling, capped, with jitter."""
    return min(longest_s, first_s * 2.0 ** min(failures, 12)) * random.uniform(0.5, 1.0)  # noqa: S311
