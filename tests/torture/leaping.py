"""How time passes: by leaps after which nothing else falls due for a while, and with a clock that may be wrong."""

from datetime import UTC, timedelta
from random import Random

from tests.torture.clock import SharedTime
from tests.torture.model import Community

CALM = timedelta(minutes=90)
"""So long nothing else falls due after a leap: until then the bot must have caught up."""

SOON = timedelta(hours=30)
"""What falls due within this time may be leapt to."""

OFTEN, SELDOM = 0.6, 0.3


class GaveUpError(Exception):
    """Something never came to an end; the words say what."""


def next_leap(lot: Random, community: Community, time: SharedTime) -> tuple[timedelta, timedelta]:
    """Choose how much time passes, and how much the bot's clock is off from then on."""
    off = time.off
    if lot.random() < SELDOM:
        off = timedelta(minutes=lot.choice((0, 0, -180, -45, 45, 180, 300)))
    edges = sorted(edge.astimezone(UTC) for edge in community.edges())
    coming = [edge for edge in edges if time.bots < edge < time.bots + SOON]
    for _ in range(1000):
        leap = timedelta(minutes=lot.randint(1, 60 * lot.choice((1, 6, 20))))
        if coming and lot.random() < OFTEN:
            leap = coming[0] - time.now - off + timedelta(seconds=lot.randint(5, 100))
        bots = time.now + leap + off
        if leap > timedelta(0) and not any(bots < edge <= bots + CALM for edge in edges):
            return leap, off
    raise GaveUpError(f"no time to leap to: {edges}")
