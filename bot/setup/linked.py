"""Which channels serve the community, as the database tells: what `watals check` looks at on each platform."""

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

from bot.setup.findings import Finding, warning
from storage import channels, communities
from storage.channels import Serving
from storage.database import read_only

_PURPOSES = {
    "announcements": "aankondigingen",
    "ideas": "ideeën",
    "moderation": "moderatie",
    "digests": "overzichten",
}
_NEEDED = ("announcements", "moderation")
START = "Start de bot een keer met `watals run`."


async def serving(database: Path, platform: str) -> Sequence[Serving] | None:
    """Return which channels on a platform serve the community; None where that is not known."""
    if not _is_there(database):
        return None
    try:
        async with read_only(database) as tx:
            community = await communities.first(tx)
            listed = [] if community is None else await channels.listed(tx, community.id)
            return [one for one in listed if one.platform == platform]
    except sqlite3.Error:
        return None


def lacking(served: Collection[Serving], kind: str, link: str) -> list[Finding]:
    """Return that no channel serves for what every community needs.

    `kind` is what people call a channel on the platform, `link` how a moderator links one for a {purpose}.
    """
    return [
        warning(f"Nog geen {kind} voor {_PURPOSES[purpose]}.", link.format(purpose=_PURPOSES[purpose]))
        for purpose in _NEEDED
        if not any(purpose in one.purposes for one in served)
    ]


def purposes_of(one: Serving) -> str:
    """Return, in words, what a channel serves for."""
    return ", ".join(word for purpose, word in _PURPOSES.items() if purpose in one.purposes)


def _is_there(database: Path) -> bool:
    return database.exists()
