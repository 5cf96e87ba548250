"""The double's own time, and the ids it gives out."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class Clock:
    """Time that stands still until a test moves it, so that a slow machine lets nothing expire."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime.now(UTC)
        self._last_id = 0

    def advance(self, by: timedelta) -> None:
        self.now += by

    def new_id(self) -> str:
        """Return a snowflake: it says when it was made, and is greater than every one before."""
        milliseconds = int((self.now - EPOCH) / timedelta(milliseconds=1))
        self._last_id = max(milliseconds << 22, self._last_id + 1)
        return str(self._last_id)

    def age(self, snowflake: str) -> timedelta:
        return self.now - moment_of(snowflake)


def moment_of(snowflake: str) -> datetime:
    """Return when a snowflake was made."""
    return EPOCH + timedelta(milliseconds=int(snowflake) >> 22)


class RunningClock(Clock):
    """Time that goes by, as it does for everybody."""

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @now.setter
    def now(self, now: datetime) -> None:
        """Leave it as it is: nobody moves this time."""
