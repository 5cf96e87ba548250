"""Where the bot dies: at every named step in turn, at those first that it will come by, or at any moment."""

from collections import Counter
from collections.abc import Iterable
from random import Random

from bot.core import steps
from tests.torture.process import Kill

OF_CARDS = tuple(name for name in steps.NAMES if name.startswith("card."))
OF_PARCELS = tuple(name for name in steps.NAMES if name.startswith("outbox."))
OF_MOMENTS = ("due.handled", "due.kept", *OF_PARCELS)

UNPROVEN = ("card.posted", "outbox.sent")
"""After these the platform has something that the bot did not record."""


class Deaths:
    """Chooses where the bot dies next. `at` counts where it died."""

    def __init__(self, lot: Random, first_step: int) -> None:
        """Begin with a step by its number."""
        self.at: Counter[str] = Counter()
        self._lot = lot
        self._names = [*steps.NAMES[first_step:], *steps.NAMES[:first_step]]
        self._tried: Counter[str] = Counter()

    def choose(self, likely: set[str]) -> Kill | None:
        """Return where to die; None for a moment that the driver chooses. `likely` are steps that will be passed."""
        chance = self._lot.random()
        if chance < 0.6:
            names = self._names
            if likely and self._lot.random() < 0.7:
                names = [name for name in names if name in likely]
            least = min(names, key=lambda name: self._tried[name] + self.at[name])
            self._tried[least] += 1
            return Kill(least, self._lot.choice((1, 1, 1, 2)))
        return Kill(None, self._lot.randint(1, 60)) if chance < 0.8 else None


def likely_steps(words: Iterable[str]) -> set[str]:
    """Return the steps that the bot comes by because of what people do, in words."""
    verbs = {one.split()[0] for one in words}
    found = set(OF_CARDS) if verbs & {"announces", "sends", "posts", "deletes", "reposts"} else set()
    return found | (set(OF_PARCELS) if verbs & {"moves", "cancels", "posts"} else set())
