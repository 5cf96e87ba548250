"""One community on several platforms at once."""
