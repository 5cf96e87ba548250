"""Wall-clock time in a zone, and the two nights a year on which it is not one moment."""

from datetime import UTC, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from msgspec import Struct


class WallTime(Enum):
    """How often a wall-clock time is shown by the clocks of a zone."""

    ONCE = "once"
    SKIPPED = "skipped"
    REPEATED = "repeated"


class Moment(Struct, frozen=True):
    """An instant: `at` is aware and in the zone asked for; `wall_time` says whether it was the only reading."""

    at: datetime
    wall_time: WallTime


def zone_named(name: str) -> ZoneInfo:
    """Give the zone with this name ("Europe/Amsterdam"); raises ValueError where there is none."""
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        # A name of a folder ("Europe") or a name that is no path at all is refused in other ways than an unknown one.
        raise ValueError(f"{name!r} is no time zone") from None


def resolve(wall: datetime, zone: ZoneInfo) -> Moment:
    """Give the instant that `wall`, a naive wall-clock time, is in `zone`.

    A skipped time (the clocks go forward over it) moves forward by the length of the gap; of a repeated time (the
    clocks go back over it) the first, in summer time, is taken. `Moment.wall_time` names both cases, so that the
    caller can ask. Raises ValueError when `wall` already has a zone.
    """
    if wall.tzinfo is not None:
        raise ValueError("resolve() takes a wall-clock time without a zone")
    first = wall.replace(tzinfo=zone, fold=0)
    before, after = first.utcoffset(), first.replace(fold=1).utcoffset()
    if before is None or after is None or before == after:
        return Moment(first, WallTime.ONCE)
    if before > after:
        return Moment(first, WallTime.REPEATED)
    # With fold=0 the offset from before the gap applies; by way of UTC that lands after the gap, moved by its length.
    return Moment(first.astimezone(UTC).astimezone(zone), WallTime.SKIPPED)
