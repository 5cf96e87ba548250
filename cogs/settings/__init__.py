"""Settings: what a community is called, which channel serves for what, who its moderators are."""

from cogs.settings.cog import Settings


def setup() -> Settings:
    """Return the cog."""
    return Settings()
