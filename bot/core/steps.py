"""Named steps of intake and delivery: the places where a crash must cost nothing.

A crash test hands in a function that ends the process at a step of its choice; the bot hands in one that
does nothing.
"""

from collections.abc import Callable

Step = Callable[[str], None]

NAMES = (
    "intake.begun",
    "intake.stated",
    "intake.settled",
    "intake.answered",
    "intake.moved",
    "intake.kept",
    "intake.shown",
    "card.found",
    "card.claimed",
    "card.posted",
    "card.recorded",
    "card.threaded",
    "card.seeded",
    "card.edited",
    "card.shown",
    "card.dated",
    "outbox.found",
    "outbox.claimed",
    "outbox.sent",
    "outbox.recorded",
    "reconcile.begun",
    "reconcile.read",
    "reconcile.stated",
    "reconcile.done",
    "due.handled",
    "due.kept",
)


def no_step(name: str) -> None:
    """Go on."""
