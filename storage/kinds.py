"""Rows of some kinds only: those that a cog takes care of. The others are left alone until theirs returns."""

import json
from collections.abc import Collection

OF_KINDS = "(? IS NULL OR kind IN (SELECT value FROM json_each(?)))"
"""A condition on the column `kind`; `parameters` gives what goes in it."""


def parameters(kinds: Collection[str] | None) -> tuple[str | None, str | None]:
    """Return the parameters of `OF_KINDS`; None is all kinds."""
    told = None if kinds is None else json.dumps(sorted(kinds))
    return told, told
