"""Bots as they may be seen."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from bot.api.platform import Health
from bot.health.seen import PlatformSeen, Seen
from storage.backlog import Backlog, Cards, Parcels
from storage.outbox import Lane

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
QUIET = Backlog((), (), {}, {}, {}, 0, None, 0, 4096)


def platform(name: str = "matrix", **changed: Any) -> PlatformSeen:
    """Return a platform that is well, but for what is said."""
    well = PlatformSeen(name, Health(connected=True), None, None, None, None, 3, NOW - timedelta(minutes=3))
    return replace(well, **changed)


def seen(*platforms: PlatformSeen, **changed: Any) -> Seen:
    """Return a bot that is well, but for what is said; of its backlog too."""
    backlog = {name: changed.pop(name) for name in list(changed) if name in Backlog.__struct_fields__}
    well = Seen(
        version="0.1.0",
        started_at=NOW - timedelta(hours=2),
        now=NOW,
        platforms=platforms or (platform(),),
        backlog=replace(QUIET, **backlog),
        writes=True,
        commits=5,
        failing=(),
        late_s=0.5,
        errors={},
    )
    return replace(well, **changed)


BUSY = seen(
    platform("room", health=Health(connected=True, waiting=2)),
    platform("matrix", health=Health(True, 4.0, 30.0), parcel_s=12.0, card_s=2.5),
    platform("discord", health=Health(connected=False), away_s=70.0, stuck_s=3.0, last_event_at=None),
    parcels=(Parcels("matrix", Lane.DIGEST, "claimed", 7), Parcels("elsewhere", Lane.TIDY, "failed", 1)),
    cards=(Cards("matrix", "stale", 2), Cards("discord", "uncertain", 1)),
    happenings={"discord": 4},
    away={"discord": 1},
    stopped_lately={"matrix": 2},
    overdue=1,
    overdue_since=NOW - timedelta(minutes=1),
    parked=3,
    errors={"task_failed": 2, "aiohttp": 1},
)
