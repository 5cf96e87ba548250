"""Sessions: announcing them, and who comes."""

from cogs.sessions.cog import Sessions


def setup() -> Sessions:
    """Return the cog."""
    return Sessions()
