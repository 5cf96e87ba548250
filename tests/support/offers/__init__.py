"""A small cog whose messages offer all that a message can."""

from tests.support.offers.cog import Offers


def setup() -> Offers:
    """Return the cog."""
    return Offers()
