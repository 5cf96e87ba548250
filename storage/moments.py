"""How moments are written down: UTC, fixed width, so that text order is time order."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

PUT_OFF_AT_MOST = timedelta(hours=1)
"""Nothing is put off for longer. What waits for a moment further off was put off by a clock that was ahead."""


def to_text(moment: datetime) -> str:
    """Write an aware moment as UTC text with milliseconds; raise ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a stored moment must know its zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def from_text(text: str, zone: ZoneInfo | None = None) -> datetime:
    """Read a stored moment, in UTC or in the given zone."""
    return datetime.fromisoformat(text).astimezone(zone or UTC)
