"""Time zones as people name them."""

from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

LIKELY = (
    "Europe/Amsterdam",
    "Europe/Brussels",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Athens",
    "Europe/Warsaw",
    "Europe/Istanbul",
    "Africa/Casablanca",
    "America/Curacao",
    "America/Aruba",
    "America/Paramaribo",
    "UTC",
)
"""Where a community like this one may live, nearest first."""


def zone_called(said: str) -> ZoneInfo:
    """Give the zone by its name or by its city alone, however it is capitalised; raise ValueError for any other."""
    name = _names().get(said.strip().replace(" ", "_").casefold())
    if name is None:
        raise ValueError(f"{said!r} is no time zone")
    return ZoneInfo(name)


@lru_cache
def _names() -> dict[str, str]:
    # What "localtime" means depends on the machine.
    names = available_timezones() - {"localtime"}
    cities = [name for name in names if "/" in name]
    last = [name.rpartition("/")[2].casefold() for name in cities]
    alone = {city: name for city, name in zip(last, cities, strict=True) if last.count(city) == 1}
    return {**alone, **{name.casefold(): name for name in names}}
