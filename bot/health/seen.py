"""What is seen of a running bot at one moment: figures, and no words, names or ids of people."""

from datetime import datetime

from msgspec import Struct

from bot.api.platform import Health
from storage.backlog import Backlog


class PlatformSeen(Struct, frozen=True):
    """A platform at this moment.

    `away_s`: for how long it is not connected; None where it is. `stuck_s`: for how long something waits there while
    nothing is taken in; None where nothing waits. `parcel_s`, `card_s`: how long the longest waits that could be sent
    or shown, None where none does. `events` were taken in since the bot started, the last at `last_event_at`.
    """

    name: str
    health: Health
    away_s: float | None
    stuck_s: float | None
    parcel_s: float | None
    card_s: float | None
    events: int
    last_event_at: datetime | None


class Seen(Struct, frozen=True):
    """A running bot at this moment.

    `backlog` is None, and `writes` false, where the database does not answer. `failing` are the tasks that fail over
    and over; `late_s` the seconds that the event loop was late, all together; `errors` what was logged as an error,
    by its kind.
    """

    version: str
    started_at: datetime
    now: datetime
    platforms: tuple[PlatformSeen, ...]
    backlog: Backlog | None
    writes: bool
    commits: int
    failing: tuple[str, ...]
    late_s: float
    errors: dict[str, int]
