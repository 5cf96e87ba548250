"""News: announcements that are no session."""

from cogs.news.cog import NewsCog


def setup() -> NewsCog:
    """Return the cog."""
    return NewsCog()
