"""Figures and names in words, for operators."""

_TITLES = {"room": "De chat"}


def title(platform: str) -> str:
    """Return what an operator calls a platform."""
    return _TITLES.get(platform, platform.capitalize())


def many(count: int, one: str, more: str) -> str:
    """Return how many there are."""
    return f"{count} {one if count == 1 else more}"


def duration(seconds: float) -> str:
    """Return how long something takes, as roughly as people say it: "3 minuten"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return many(whole, "seconde", "seconden")
    if whole < 60 * 60:
        return many(whole // 60, "minuut", "minuten")
    if whole < 48 * 60 * 60:
        return f"{whole // 3600} uur"
    return many(whole // 86400, "dag", "dagen")
