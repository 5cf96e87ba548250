"""What `watals check` finds in the rooms the bot is in."""

import sqlite3
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.platforms.matrix import examining, refs
from bot.platforms.matrix.asking import Asker
from bot.platforms.matrix.examining import Seen
from bot.platforms.matrix.rooms import MODERATOR_LEVEL
from bot.setup.findings import Finding, right, warning, wrong
from storage import channels, communities, places
from storage.database import read_only

_PURPOSES = {
    "announcements": "aankondigingen",
    "ideas": "ideeën",
    "moderation": "moderatie",
    "digests": "overzichten",
}
_NEEDED = ("announcements", "moderation")
_LINK = "Laat een moderator in de kamer typen: !instellen kanaal {purpose}"
_RAISE = f"Maak de bot in die kamer moderator (niveau {MODERATOR_LEVEL}), bij de rechten van de kamer."
_START = "Start de bot een keer met `watals run`."
_INVITE = "Nodig de bot uit in de kamer, van een server of persoon die bij `invites` in de instellingen staat."


@dataclass(frozen=True, slots=True)
class _Serving:
    """A room that serves the community: what it was called last, and for what it serves."""

    name: str
    purposes: Collection[str]


async def rooms(asking: Asker, database: Path, joined: Sequence[str]) -> AsyncIterator[Finding]:
    """Yield how things stand in the rooms that serve the community, and where else the bot is.

    Raises PlatformError where the homeserver does not answer.
    """
    if not joined:
        yield warning("De bot is nog in geen enkele kamer.", _INVITE)
    serving = await _serving(database)
    if serving is None:
        yield warning("Nog niet te zien welke kamers voor de gemeenschap zijn: de bot heeft nog niet gedraaid.", _START)
        serving = {}
    for purpose in _NEEDED if serving or joined else ():
        if not any(purpose in room.purposes for room in serving.values()):
            yield warning(f"Nog geen kamer voor {_PURPOSES[purpose]}.", _LINK.format(purpose=_PURPOSES[purpose]))
    for room_id, room in serving.items():
        if room_id in joined:
            yield _of_room(await examining.look(asking, room_id), asking.account.user_id, room.purposes)
        else:
            yield wrong(f"“{room.name}” ({_words(room.purposes)}): de bot is niet in deze kamer.", _INVITE)
    if others := await _others(asking, [room for room in joined if room not in serving]):
        yield right(f"Ook in: {', '.join(others)}. Daar komt niets vanzelf.")


def _of_room(seen: Seen, me: str, purposes: Collection[str]) -> Finding:
    """Return whether the bot can do its work in a room."""
    room = seen.state
    name = f"“{room.label or room.room_id}” ({_words(purposes)}{', versleuteld' if seen.encrypted else ''})"
    if room.replacement:
        return warning(f"{name}: mensen zijn verhuisd naar een nieuwe kamer.", _INVITE)
    speaks = "m.room.encrypted" if seen.encrypted else "m.room.message"
    missing = [
        words
        for words, may in (
            ("schrijven", room.may_send(me, speaks)),
            ("reageren", room.may_send(me, "m.reaction")),
            ("eigen berichten weghalen", room.may_send(me, "m.room.redaction")),
        )
        if not may
    ]
    if missing:
        return wrong(f"{name}: de bot mag hier niet {' en niet '.join(missing)}.", _RAISE)
    if not room.may_redact(me):
        return warning(
            f"{name}: de bot mag schrijven en reageren, maar een oude keuze van iemand niet opruimen.", _RAISE
        )
    return right(f"{name}: de bot mag schrijven, reageren en opruimen.")


async def _others(asking: Asker, room_ids: Sequence[str]) -> list[str]:
    """Return what the other rooms are called; conversations with one person are counted only."""
    directs = await examining.directs(asking)
    names = [(await examining.look(asking, room)).state.label or room for room in room_ids if room not in directs]
    talks = sum(room in directs for room in room_ids)
    if talks:
        names.append(f"{talks} {'gesprek' if talks == 1 else 'gesprekken'} met één persoon")
    return names


async def _serving(database: Path) -> Mapping[str, _Serving] | None:
    """Return which rooms serve the community; None where that is not known."""
    try:
        async with read_only(database) as tx:
            community = await communities.first(tx)
            if community is None:
                return {}
            return {
                one.ref: _Serving(await places.called(tx, refs.PLATFORM, one.ref), one.purposes)
                for one in await channels.listed(tx, community.id)
                if one.platform == refs.PLATFORM
            }
    except sqlite3.Error:
        return None


def _words(purposes: Collection[str]) -> str:
    return ", ".join(word for purpose, word in _PURPOSES.items() if purpose in purposes)
