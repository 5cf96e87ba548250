"""Digests: what is coming and what is new, gathered from every cog."""

from cogs.digests.cog import Digests


def setup() -> Digests:
    """Return the cog."""
    return Digests()
