"""Listening to the homeserver: what it tells becomes what the bot takes in, and what must be followed is followed."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from heapq import merge

import structlog

from bot.api.errors import FatalError
from bot.api.events import ChannelEvent, Event
from bot.platforms.matrix import signing, spaces
from bot.platforms.matrix.client import Client
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.doors import Doors
from bot.platforms.matrix.pulse import Pulse
from bot.platforms.matrix.reading import Reader
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.signing import Signing
from bot.platforms.matrix.sync import News, Raw, RoomNews, news, patiently
from bot.platforms.matrix.watching import Watch

LOST = (
    "De sleutels van de bot op Matrix zijn weg: in de map met gegevens ontbreekt het bestand waarin ze staan, of het "
    "is van een ander apparaat. Versleutelde berichten kan de bot zo niet lezen. Meld de bot opnieuw aan, dan krijgt "
    "hij nieuwe sleutels: watals init"
)

_log = structlog.get_logger(__name__)


class Listener:
    """Listens. Who takes in what it hears sets `ready` once the first of it, with the state of every room, is in."""

    def __init__(self, client: Client, rooms: Rooms, directs: Directs, doors: Doors, reader: Reader) -> None:
        self.ready = asyncio.Event()
        self.pulse = Pulse()
        self._client = client
        self._me = client.account.user_id
        self._rooms = rooms
        self._directs = directs
        self._doors = doors
        self._reader = reader
        self._watch = Watch(self._me, rooms, directs)

    async def listen(self, token: str | None) -> AsyncGenerator[tuple[News, list[Event]]]:
        """Yield what happens after `token`, with what it means; without one, from now on."""
        await patiently(self._unlock)
        await patiently(self._directs.load)
        try:
            async for told in news(self._client, self._me, token, self.pulse):
                yield told, await self._events(told)
        finally:
            self.pulse.stop()

    async def _unlock(self) -> None:
        """Make the bot's device known, and vouched for. Raises FatalError where its keys are lost.

        Uploading before that look would replace the keys that people's clients know the device by.
        """
        account, olm = self._client.account, self._client.nio.olm
        found = await signing.examine(self._client.call, olm, account)
        if found is Signing.LOST:
            raise FatalError(LOST)
        await self._client.exchange_keys()
        if found is not Signing.READY:
            found = await signing.ensure_signed(self._client.call, olm, account)
        if found is not Signing.READY:
            _log.warning("matrix_device_not_vouched_for", signing=found.value)

    async def _events(self, told: News) -> list[Event]:
        """Return what a piece of news means, and follow what the bot has to follow at once."""
        for room in told.rooms:
            self._rooms.apply(room.room_id, room.state)
        happened: list[Event] = []
        for room_id, event in as_it_happened(told.rooms):
            happened += await self._means(room_id, event, began=told.began)
        about: list[ChannelEvent] = []
        for left in told.left:
            about += self._watch.out(left.room_id, left.timeline, told.token)
        for room_id, state in told.invites.items():
            self._doors.answer(room_id, state)
        if told.first:
            for room_id, state in (await patiently(self._client.invited)).items():
                self._doors.answer(room_id, state)
            await patiently(self._directs.find_made)
            about += self._watch.at_start(told.token)
        about += await spaces.names(self._client, self._rooms, told)
        self._follow_moves(told)
        return [*about, *self._watch.moves(), *happened]

    async def _means(self, room_id: str, event: Raw, *, began: bool) -> Sequence[Event]:
        try:
            if "state_key" in event:
                return self._watch.state(room_id, event)
            return [] if began else await patiently(lambda: self._reader.read(room_id, event))
        except FatalError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever anybody may send, the reading goes on
            _log.error("matrix_event_not_read", event_id=event.get("event_id"), exc_info=error)
            return []

    def _follow_moves(self, told: News) -> None:
        """Go where people moved to; the homeserver lets in who was in the old room, or somebody has to invite."""
        for room in told.rooms:
            known = self._rooms.at(room.room_id)
            fresh = told.first or any(event.get("type") == "m.room.tombstone" for event in room.timeline)
            if fresh and known.replacement and known.replacement not in self._rooms.joined:
                self._doors.follow(known.replacement)


def as_it_happened(rooms: Sequence[RoomNews]) -> Iterator[tuple[str, Raw]]:
    """Yield what is new in all rooms, with where it is, in the order of time.

    The homeserver tells room by room; but who answers in company and then thinks again with the bot alone, means the
    later of both. In a room its own order holds, whatever the clock of somebody's server says.
    """
    for _, room_id, event in merge(*map(_timed, rooms), key=lambda one: one[0]):
        yield room_id, event


def _timed(room: RoomNews) -> Iterator[tuple[int, str, Raw]]:
    latest = 0
    for event in room.timeline:
        at = event.get("origin_server_ts")
        latest = max(latest, at) if isinstance(at, int) else latest
        yield latest, room.room_id, event
