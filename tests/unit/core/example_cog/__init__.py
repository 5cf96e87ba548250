"""A small cog that does what tests of the machinery need."""

from tests.unit.core.example_cog.cog import Example


def setup() -> Example:
    """Return the cog."""
    return Example()
