"""Ideas that begin with "Wat als…": sending them in, and supporting them."""

from cogs.ideas.cog import Ideas


def setup() -> Ideas:
    """Return the cog."""
    return Ideas()
