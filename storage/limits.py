"""How many rows a list may have, and where keys that begin alike end."""

ALL = -1
"""As a limit: no limit."""

LAST_CHARACTER = "\U0010ffff"
"""No key goes on after its prefix with anything that sorts behind this."""
