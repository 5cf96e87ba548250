"""How many rows a list may have."""

ALL = -1
"""As a limit: no limit."""
