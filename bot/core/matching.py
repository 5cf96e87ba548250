"""Which of the things to choose from somebody means by what they typed so far."""

from collections.abc import Sequence

from bot.api.kinds import Option
from bot.domain.finding import fold, rank


def matching(typed: str, options: Sequence[Option]) -> list[Option]:
    """Return the options in whose value or label each typed word is, best first; equally good ones stay in order."""
    wanted = typed.strip().removeprefix("#")
    ranked = [(0 if fold(option.value) == fold(wanted) else rank(wanted, option.label), option) for option in options]
    found = [(place, option) for place, option in ranked if place is not None]
    return [option for _, option in sorted(found, key=lambda each: each[0])]
