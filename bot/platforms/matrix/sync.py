"""Reading the homeserver on and on, from a place of our own: nothing is skipped, nothing ends the reading."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

import structlog
from msgspec import Struct
from msgspec.structs import replace
from nio import InviteInfo, InviteMemberEvent, RoomInfo

from bot.api.errors import PlatformError, Refused, RetryLater
from bot.domain.pause import pause_after
from bot.platforms.matrix.client import (
    SIGNED_OUT,
    Client,
    MatrixError,
    SignedOutError,
    StaleTokenError,
    SyncResponse,
)
from bot.platforms.matrix.late import Late
from bot.platforms.matrix.pulse import Pulse

Raw = Mapping[str, Any]
T = TypeVar("T")
_log = structlog.get_logger(__name__)


class RoomNews(Struct, frozen=True):
    """What is new in a room: its state before `timeline`, and what happened since in order."""

    room_id: str
    state: Sequence[Raw]
    timeline: Sequence[Raw]


class News(Struct, frozen=True):
    """What a homeserver told at once. `token` is how far it has then been read: less far where a key is waited for.

    `first` says that it came with the state of every room; `began` that there was no place to go on from, so what
    is in it happened before the bot was there. `gap` says that something may be missing.
    """

    token: str
    rooms: Sequence[RoomNews]
    invites: Mapping[str, Sequence[Raw]]
    left: Sequence[RoomNews]
    first: bool
    began: bool
    gap: bool


async def news(client: Client, me: str, token: str | None, pulse: Pulse) -> AsyncIterator[News]:
    """Yield what happens after `token`, for ever; of what is not kept when the bot dies, the homeserver tells again.

    Raises SignedOutError where the account was signed out. Every other trouble is waited out.
    """
    reading, late = _Reading(client, me), Late(client)
    first, lost = True, False
    while True:
        try:
            response = await patiently(
                lambda: pulse.time(client.sync(token, full_state=first, within_s=late.rest_s))  # noqa: B023
            )
        except StaleTokenError as error:
            _log.error("matrix_lost_its_place", error=str(error))
            token, lost = None, True
            continue
        told, missed = await reading.rooms(response, token)
        late.forget(response.rooms.leave)
        freed = [RoomNews(room_id, [], [event]) for room_id, event in late.release()]
        if token is not None:
            told = [replace(room, timeline=late.hold(room.room_id, room.timeline, token)) for room in told]
        yield News(
            token=late.since or response.next_batch,
            rooms=[*freed, *told],
            invites={room_id: _invite(info) for room_id, info in response.rooms.invite.items()},
            left=[_as_told(client, room_id, info) for room_id, info in response.rooms.leave.items()],
            first=first,
            began=token is None,
            gap=missed or lost,
        )
        await reading.exchange_keys()
        token, first, lost = response.next_batch, False, False


async def patiently(ask: Callable[[], Awaitable[T]], *, tries: int | None = None) -> T:
    """Return what is asked for, however often the homeserver fails; only a clear no is raised.

    Raises Refused, StaleTokenError, SignedOutError; after so many `tries`, what the last of them raised.
    """
    failures = 0
    while True:
        tries = None if tries is None else tries - 1
        try:
            return await ask()
        except (StaleTokenError, Refused):
            raise
        except PlatformError as error:
            if isinstance(error, MatrixError) and error.code in SIGNED_OUT:
                raise SignedOutError from error
            if tries == 0:
                raise
            pause = error.after if isinstance(error, RetryLater) else pause_after(failures)
            failures += 1
            _log.warning("matrix_waits", seconds=round(pause, 1), error=str(error))
        await asyncio.sleep(pause)


class _Reading:
    """Makes whole what the homeserver tells in part."""

    def __init__(self, client: Client, me: str) -> None:
        self._client = client
        self._me = me

    async def exchange_keys(self) -> None:
        """Do what encryption asks for; what fails comes round again."""
        try:
            await self._client.exchange_keys()
        except PlatformError as error:
            _log.warning("matrix_keys_wait", error=str(error))

    async def rooms(self, response: SyncResponse, since: str | None) -> tuple[list[RoomNews], bool]:
        """Return what is new in each room, whole; and whether something of it cannot be had."""
        told, missed = [], False
        for room_id, info in response.rooms.join.items():
            news = _as_told(self._client, room_id, info)
            if info.timeline.limited and since is not None:
                try:
                    earlier = await self._left_out(news, info.timeline.prev_batch, since)
                except Refused as error:
                    _log.warning("matrix_gap_not_readable", room=room_id, error=str(error))
                    earlier, missed = [], True
                news = RoomNews(room_id, news.state, [*earlier, *news.timeline])
            told.append(self._since_invited(news))
        return told, missed

    def _since_invited(self, news: RoomNews) -> RoomNews:
        """Return the news of a room, without what was said before the bot was invited into it."""
        entered = self._entered(news.timeline)
        if entered is None:
            return news
        before_that = _states(news.timeline[:entered])
        return RoomNews(news.room_id, [*news.state, *before_that], news.timeline[entered:])

    def _entered(self, timeline: Sequence[Raw]) -> int | None:
        """Return where the bot was invited into a room that it has just entered: what was said before is not for it."""
        invited = None
        for number, event in enumerate(timeline):
            if event.get("type") != "m.room.member" or event.get("state_key") != self._me:
                continue
            membership = _membership(event.get("content"))
            was = _membership(before(event))
            if membership == "invite":
                invited = number
            elif membership == "join" and was != "join":
                return number if invited is None else invited
        return None

    async def _left_out(self, news: RoomNews, start: str | None, since: str) -> list[Raw]:
        """Return what a shortened timeline left out of what is for the bot, in order.

        That is all since the last sync; of a room that the bot has just entered all since it was invited, which may be
        longer ago.
        """
        entered = self._entered(news.timeline)
        if entered is None:
            return await self._gap(news.room_id, start, since)
        join = news.timeline[entered]
        if _membership(join.get("content")) == "join" and _membership(before(join)) == "invite":
            return await self._gap(news.room_id, start, None)
        return []

    async def _gap(self, room_id: str, start: str | None, end: str | None) -> list[Raw]:
        """Return what happened in a room before `start`, in order: since `end`, or else since the bot was invited.

        A page that fails is asked for again, never skipped.
        """
        found: list[Raw] = []
        while start is not None:
            page = await patiently(lambda: self._client.page_back(room_id, start, end))  # noqa: B023 - awaited here
            found += [self._client.read(room_id, event.source) for event in page.chunk]
            reached = end is None and any(self._invites(event.source) for event in page.chunk)
            start = page.end if page.chunk and not reached else None
        return found[::-1]

    def _invites(self, event: Raw) -> bool:
        """Whether an event invites the bot."""
        mine = event.get("type") == "m.room.member" and event.get("state_key") == self._me
        return mine and _membership(event.get("content")) == "invite"


def _as_told(client: Client, room_id: str, info: RoomInfo) -> RoomNews:
    timeline = [client.read(room_id, event.source) for event in info.timeline.events]
    return RoomNews(room_id, [event.source for event in info.state], timeline)


def _invite(info: InviteInfo) -> list[Raw]:
    """Return the state that came with an invitation; nio takes the content of memberships out of it."""
    return [
        {**event.source, "content": event.content} if isinstance(event, InviteMemberEvent) else event.source
        for event in info.invite_state
    ]


def before(event: Raw) -> object:
    """Return what a state event says its content was before it, where it says so."""
    unsigned = event.get("unsigned")
    return unsigned.get("prev_content") if isinstance(unsigned, Mapping) else None


def _states(events: Sequence[Raw]) -> list[Raw]:
    return [event for event in events if "state_key" in event]


def _membership(content: object) -> str:
    value = content.get("membership") if isinstance(content, Mapping) else None
    return value if isinstance(value, str) else ""
