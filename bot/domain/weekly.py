"""A moment that comes back every week on the wall clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.domain.wallclock import resolve

_WEEK = timedelta(weeks=1)


class Weekly(Struct, frozen=True):
    """A weekday (0 is Monday) and a time of day: 10:00 stays 10:00 when the clocks change.

    In the week in which the clocks skip that time, the moment comes as much later as they skip; where they show it
    twice, it comes the first time.
    """

    weekday: int
    at: time

    def next_after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the first such moment after an aware one, in the zone."""
        return next(at for at in self._around(moment, zone) if at.astimezone(UTC) > moment.astimezone(UTC))

    def last_until(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the last such moment that is not after an aware one, in the zone."""
        return [at for at in self._around(moment, zone) if at.astimezone(UTC) <= moment.astimezone(UTC)][-1]

    def _around(self, moment: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Yield the moments from a week or more before to a week or more after, in order."""
        day = moment.astimezone(zone).date()
        first = day + timedelta(days=(self.weekday - day.weekday()) % 7)
        for weeks in range(-2, 3):
            yield resolve(datetime.combine(first + weeks * _WEEK, self.at), zone).at
