"""Matrix as the bot sees it: a platform like any other."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog

from bot.api.answers import Reply
from bot.api.errors import Gone, PlatformError, Refused, RetryLater
from bot.api.events import Author, Batch, StandingReaction
from bot.api.happenings import Happening
from bot.api.platform import Desk, Health, Outgoing, Traits
from bot.platforms.matrix import refs
from bot.platforms.matrix.account import load
from bot.platforms.matrix.ahead import together
from bot.platforms.matrix.answering import Answers
from bot.platforms.matrix.client import Client, Forbidden
from bot.platforms.matrix.direct import Directs
from bot.platforms.matrix.doors import Doors
from bot.platforms.matrix.listening import Listener
from bot.platforms.matrix.markup import message_content, replacement
from bot.platforms.matrix.names import Names
from bot.platforms.matrix.own import OwnMessages
from bot.platforms.matrix.paths import relations_path, room_path
from bot.platforms.matrix.posting import Poster
from bot.platforms.matrix.reading import Reader
from bot.platforms.matrix.rooms import Rooms

KEY_WINDOW = timedelta(hours=23)
"""Synapse forgets transaction ids after 24 hours."""

READY_WITHIN_S = 10.0
FINISH_WITHIN_S = 3.0

_log = structlog.get_logger(__name__)


class Matrix:
    """Rooms of a homeserver; see `bot.api.platform.Platform` for what each method promises."""

    name = refs.PLATFORM

    def __init__(self, client: Client, welcome: Sequence[str], *, encrypted_direct: bool) -> None:
        """Make the platform of a signed-in account.

        `welcome` names the servers and the people whose invitations are accepted; `encrypted_direct` says whether
        the rooms that the bot makes to talk with one person are encrypted.
        """
        self._client = client
        self._me = client.account.user_id
        self._rooms = Rooms()
        self._own = OwnMessages(client)
        self._names = Names(client)
        self._directs = Directs(client, self._rooms, encrypted=encrypted_direct)
        self._doors = Doors(client, self._rooms, self._directs, welcome)
        reader = Reader(client, self._rooms, self._directs, self._own, self._names)
        self._listener = Listener(client, self._rooms, self._directs, self._doors, reader)
        self._poster = Poster(client, self._own)
        self._answers = Answers(client, self._directs, self._poster)
        self._served_anew = asyncio.Event()

    @classmethod
    async def open(cls, folder: Path, welcome: Sequence[str], *, encrypted_direct: bool = True) -> "Matrix":
        """Open the account that is kept in a folder; raise FatalError where it cannot be used."""
        return cls(Client(load(folder), folder), welcome, encrypted_direct=encrypted_direct)

    async def close(self) -> None:
        """Show the answers that wait, as far as that goes quickly, and close the connections."""
        try:
            async with asyncio.timeout(FINISH_WITHIN_S):
                await self._answers.finish()
        except TimeoutError:
            _log.warning("answers_left", waiting=self._answers.waiting)
        await self._client.close()

    @property
    def user_id(self) -> str:
        """Who the bot is on its homeserver."""
        return self._me

    @property
    def traits(self) -> Traits:
        """What Matrix can do. A key counts for nothing on another device than the one it was used on."""
        since = datetime.now(UTC) - self._client.account.signed_in_at
        window = min(KEY_WINDOW, max(since, timedelta()))
        return Traits(key_window=window, can_look=True, tidies=True, forms=False)

    @property
    def health(self) -> Health:
        """How it is doing, by how the reading of the homeserver goes on."""
        pulse = self._listener.pulse
        return Health(pulse.connected, pulse.silent_s, pulse.answer_s, self._answers.waiting)

    @property
    def waiting(self) -> int:
        """How many answers are not shown yet, and how many rooms not entered."""
        return self._answers.waiting + self._doors.waiting

    async def run(self, desk: Desk) -> None:
        """Show answers, and go into rooms that are to serve; `desk` is not asked: here nobody sees one type."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._answers.run())
            group.create_task(self._doors.run())
            group.create_task(self._enter_served())

    async def batches(self, cursor: str | None) -> AsyncGenerator[Batch]:
        """Yield what happens after `cursor`; without one, from now on."""
        async with aclosing(together(self._heard(cursor))) as batches:
            async for batch in batches:
                yield batch
                self._listener.ready.set()

    async def _heard(self, cursor: str | None) -> AsyncGenerator[Batch]:
        async with aclosing(self._listener.listen(cursor)) as heard:
            async for told, events in heard:
                yield Batch(self.name, events, told.token, told.gap)

    async def show(self, reply: Reply) -> None:
        """Show an answer as soon as it can be."""
        self._answers.put(reply)

    async def send(self, channel_ref: str, message: Outgoing, key: str) -> str:
        """Post a message in a room, or in a thread of it."""
        await self._until_ready()
        room_id, thread = refs.parts(channel_ref)
        return await self._post(room_id, thread, message, key)

    async def send_direct(self, account_key: str, message: Outgoing, key: str) -> str:
        """Send a direct message; who left the conversation is left in peace."""
        await self._until_ready()
        room_id = await self._directs.room_with(refs.user_of(account_key), asked=False)
        return await self._post(room_id, None, message, key)

    async def find(self, target: str, key: str, since: datetime) -> str | None:
        """Look through what the bot said since then."""
        await self._until_ready()
        if target.startswith(refs.account_key("@")):
            rooms = self._directs.rooms_of(refs.user_of(target))
        else:
            rooms = [refs.parts(target)[0]]
        for room_id in rooms:
            with _as_things_are():
                found = await self._look(room_id, key, since)
            if found is not None:
                return found
        return None

    async def edit(self, message_ref: str, message: Outgoing) -> None:
        """Replace what a message says."""
        room_id, event_id = await self._place_of(message_ref)
        content = replacement(event_id, message.content)
        with _as_things_are():
            await self._client.send(room_id, "m.room.message", content, f"edit:{uuid4()}")

    def edit_every(self, message_ref: str) -> timedelta:
        """Return a second: old messages are edited as often as new ones."""
        return timedelta(seconds=1)

    async def delete(self, message_ref: str) -> None:
        """Take a message of the bot away."""
        room_id, event_id = await self._place_of(message_ref)
        try:
            await self._client.redact(room_id, event_id)
        except Gone:
            return

    async def open_thread(self, message_ref: str, title: str, earlier: str | None = None) -> str:
        """Return the thread of a message: here there is one under every message, as soon as somebody uses it."""
        return message_ref

    async def keep_happening(self, channel_ref: str, key: str, happening: Happening | None) -> None:
        """Do nothing: Matrix has no calendar."""

    async def know_moderators(self, account_keys: Collection[str]) -> None:
        """Do nothing: whom the community made moderators, the bot itself remembers."""

    async def know_channels(self, channel_refs: Collection[str]) -> None:
        """Remember which rooms serve the community, and go into those the bot is not in."""
        self._rooms.served = frozenset(channel_refs)
        self._served_anew.set()

    async def know_name(self, community: str) -> None:
        """Do nothing: rooms have names of their own."""

    async def react(self, message_ref: str, emoji: str) -> None:
        """Put the bot's own reaction on a message."""
        room_id, event_id = await self._place_of(message_ref)
        with _as_things_are():
            await self._client.react(room_id, event_id, emoji, uuid4().hex)

    async def take_away(self, message_ref: str, emoji: str, account_key: str) -> None:
        """Take somebody's reaction away, where the bot has the power."""
        room_id, event_id = await self._place_of(message_ref)
        user = refs.user_of(account_key)
        async for page in self._client.pages(relations_path(room_id, event_id, "m.annotation", "m.reaction")):
            for reaction in page:
                if reaction.get("sender") == user and _emoji(reaction) == emoji:
                    await self._client.redact(room_id, reaction["event_id"])

    async def reactions(self, message_ref: str) -> AsyncIterator[Sequence[StandingReaction]]:
        """Yield the standing reactions in pages; raise Gone where the message was taken away."""
        room_id, event_id = await self._place_of(message_ref)
        message = await self._client.call("GET", room_path(room_id, "event", event_id))
        if "redacted_because" in message.get("unsigned", {}):
            raise Gone(f"{message_ref} was taken away")
        async for page in self._client.pages(relations_path(room_id, event_id, "m.annotation", "m.reaction")):
            yield [await self._standing(room_id, reaction) for reaction in page if _emoji(reaction) is not None]

    async def _standing(self, room_id: str, reaction: Mapping[str, Any]) -> StandingReaction:
        sender, event_id = reaction["sender"], reaction["event_id"]
        if sender == self._me:  # a bot that started anew does not know of it
            self._own.remember_reaction(event_id, reaction["content"])
        at = datetime.fromtimestamp(reaction["origin_server_ts"] / 1000, UTC)
        author = Author(refs.account_key(sender), await self._names.of(room_id, sender))
        return StandingReaction(author, str(_emoji(reaction)), event_id, at, mine=sender == self._me)

    async def _enter_served(self) -> None:
        await self._listener.ready.wait()
        while True:
            await self._served_anew.wait()
            self._served_anew.clear()
            self._doors.enter_served()

    async def _post(self, room_id: str, thread: str | None, message: Outgoing, key: str) -> str:
        content = message_content(message.content, notice=False, key=key)
        with _as_things_are():
            event_id = await self._poster.post(room_id, thread, content, message.content, key)
        return refs.message_ref(room_id, event_id)

    async def _look(self, room_id: str, key: str, since: datetime) -> str | None:
        start: str | None = None
        while True:
            page = await self._client.page_back(room_id, start, None)
            for event in page.chunk:
                if event.sender == self._me and self._client.is_sent_under(key, room_id, event.source):
                    return refs.message_ref(room_id, event.event_id)
            oldest = min((event.server_timestamp for event in page.chunk), default=0)
            if not page.chunk or page.end is None or oldest < since.timestamp() * 1000:
                return None
            start = page.end

    async def _until_ready(self) -> None:
        """Wait until what happened while the bot was away is taken in: what stands now is compared with that.

        Before the homeserver has told of its rooms nothing can be encrypted either. Raises RetryLater where that takes
        too long.
        """
        try:
            async with asyncio.timeout(READY_WITHIN_S):
                await self._listener.ready.wait()
        except TimeoutError:
            raise RetryLater(READY_WITHIN_S) from None

    async def _place_of(self, message_ref: str) -> tuple[str, str]:
        await self._until_ready()
        room_id, event_id = refs.parts(message_ref)
        if event_id is None:
            raise Refused(f"{message_ref} is no message")
        return room_id, event_id


@contextmanager
def _as_things_are() -> Iterator[None]:
    """Let what the homeserver forbids be tried again: the bot may be let in again, or get its power back."""
    try:
        yield
    except Forbidden as error:
        raise PlatformError(str(error)) from error


def _emoji(reaction: Mapping[str, Any]) -> str | None:
    relation = reaction.get("content", {}).get("m.relates_to", {})
    key = relation.get("key")
    return key if isinstance(key, str) else None
