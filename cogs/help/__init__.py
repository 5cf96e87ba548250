"""Help: what the reader can do, read off the commands themselves."""

from cogs.help.cog import Help


def setup() -> Help:
    """Return the cog."""
    return Help()
