"""Reminders: a word before a session, to those who said they come."""

from cogs.reminders.cog import Reminders


def setup() -> Reminders:
    """Return the cog."""
    return Reminders()
