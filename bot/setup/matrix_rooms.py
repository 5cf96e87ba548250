"""What `watals check` finds in the rooms the bot is in."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from bot.platforms.matrix import examining, refs
from bot.platforms.matrix.asking import Asker
from bot.platforms.matrix.examining import Seen
from bot.platforms.matrix.rooms import MODERATOR_LEVEL
from bot.setup.findings import Finding, right, warning, wrong
from bot.setup.linked import START, lacking, purposes_of, serving

_LINK = "Laat een moderator in de kamer typen: !instellen kanaal {purpose}"
_RAISE = f"Maak de bot in die kamer moderator (niveau {MODERATOR_LEVEL}), bij de rechten van de kamer."
_INVITE = "Nodig de bot uit in de kamer, van een server of persoon die bij `invites` in de instellingen staat."


async def rooms(asking: Asker, database: Path, joined: Sequence[str]) -> AsyncIterator[Finding]:
    """Yield how things stand in the rooms that serve the community, and where else the bot is.

    Raises PlatformError where the homeserver does not answer.
    """
    if not joined:
        yield warning("De bot is nog in geen enkele kamer.", _INVITE)
    served = await serving(database, refs.PLATFORM)
    if served is None:
        yield warning("Nog niet te zien welke kamers voor de gemeenschap zijn: de bot heeft nog niet gedraaid.", START)
        served = []
    for finding in lacking(served, "kamer", _LINK) if served or joined else ():
        yield finding
    for room in served:
        if room.ref in joined:
            yield _of_room(await examining.look(asking, room.ref), asking.account.user_id, purposes_of(room))
        else:
            yield wrong(f"“{room.name}” ({purposes_of(room)}): de bot is niet in deze kamer.", _INVITE)
    known = {room.ref for room in served}
    if others := await _others(asking, [room for room in joined if room not in known]):
        yield right(f"Ook in: {', '.join(others)}. Daar komt niets vanzelf.")


def _of_room(seen: Seen, me: str, purposes: str) -> Finding:
    """Return whether the bot can do its work in a room."""
    room = seen.state
    name = f"“{room.label or room.room_id}” ({purposes}{', versleuteld' if seen.encrypted else ''})"
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
