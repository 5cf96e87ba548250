"""The Wat-als bot: one community, several chat platforms, one truth."""

__version__ = "0.1.0"
