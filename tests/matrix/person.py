"""A person on Matrix: nothing but HTTP, and none of the bot's own code."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import uuid4

from bot.demo.homeserver import Homeserver, Registered
from tests.matrix.http import Client, Content
from tests.matrix.timeline import Event, Message, Timeline

PATIENCE_S = 30
LONG_POLL_MS = 10_000
PAGE = 30
FILTER = json.dumps(
    {"presence": {"types": []}, "room": {"timeline": {"limit": PAGE}, "ephemeral": {"types": []}}},
    separators=(",", ":"),
)
Found = TypeVar("Found")
_NUMBERS = count(1)


class Person(Client):
    """Does what a person does with a client, and sees what they would see.

    What it knows is from its last look (`look`, `wait_for`): `messages`, `state`, `joined` and `invites` ask nobody.
    """

    def __init__(self, url: str, account: Registered, name: str = "") -> None:
        super().__init__(url, account)
        self.name = name
        self.rooms: defaultdict[str, Timeline] = defaultdict(Timeline)
        self.joined: set[str] = set()
        self.invites: dict[str, list[Event]] = {}  # by room: the state that came with the invitation
        self.account_data: dict[str, Content] = {}
        self._since: str | None = None
        self._looking = asyncio.Lock()

    async def come_back(self) -> "Person":
        """Return who this is, later on: still in the same rooms, with nothing of what was said in them."""
        back = Person(self.url, self.account, self.name)
        back.joined, back.account_data, back._since = set(self.joined), dict(self.account_data), self._since
        await back.look()
        for room, timeline in [*self.rooms.items(), *back.rooms.items()]:
            back.rooms[room] = Timeline(state={**back.rooms[room].state, **timeline.state})
        back.invites.clear()
        return back

    # Looking

    async def look(self, timeout_ms: int = 0) -> None:
        """Take in what happened since the last look; with a timeout, wait that long for something to happen.

        Two at once would be told the same twice, so one waits for the other, as in any client.
        """
        async with self._looking:
            asked = {"filter": FILTER, "timeout": str(timeout_ms)} | ({"since": self._since} if self._since else {})
            told = await self.call("GET", "/v3/sync", query=asked)
            await self._take_all(told)

    async def wait_for(self, found: Callable[[], Found]) -> Found:
        """Look until something is found, and return it; raise AssertionError, with all one sees, if it never is."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.look()
                while not (seen := found()):
                    await self.look(LONG_POLL_MS)
                return seen
        except TimeoutError:
            raise AssertionError(f"{self.user_id} waited in vain. What they see:\n{self._all()}") from None

    def messages(self, room: str) -> list[Message]:
        """Return the messages of a room that stand, oldest first, edited and with their reactions."""
        return self.rooms[room].messages()

    def message(self, room: str, event_id: str) -> Message | None:
        """Return one message as it reads now, or None if it is not there or was taken back."""
        return next((one for one in self.messages(room) if one.event_id == event_id), None)

    def state(self, room: str, kind: str, key: str = "") -> Content | None:
        """Return the content of a state event as it stands."""
        event = self.rooms[room].state.get((kind, key))
        return event["content"] if event else None

    def dms(self, user: str) -> list[str]:
        """Return the rooms I am in that are my direct messages with somebody."""
        return [room for room in self.account_data.get("m.direct", {}).get(user, ()) if room in self.joined]

    # Talking

    async def say(
        self,
        room: str,
        body: str,
        *,
        thread: str | None = None,
        reply_to: str | None = None,
        formatted: str | None = None,
        mentions: Sequence[str] = (),
    ) -> str:
        """Say something, in a thread (by its root) or in reply to a message; return the event id."""
        content = _text(body, formatted) | ({"m.mentions": {"user_ids": [*mentions]}} if mentions else {})
        if thread:
            content["m.relates_to"] = {
                "rel_type": "m.thread",
                "event_id": thread,
                "is_falling_back": reply_to is None,
                "m.in_reply_to": {"event_id": reply_to or thread},
            }
        elif reply_to:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": reply_to}}
        return await self.send_event(room, "m.room.message", content)

    async def edit(self, room: str, event_id: str, body: str, *, formatted: str | None = None) -> str:
        """Replace what a message of mine says; return the edit's event id."""
        new = _text(body, formatted)
        relation = {"rel_type": "m.replace", "event_id": event_id}
        content = _text(f"* {body}", formatted) | {"m.new_content": new, "m.relates_to": relation}
        return await self.send_event(room, "m.room.message", content)

    async def react(self, room: str, event_id: str, key: str) -> str:
        """React to a message; return the reaction's event id, with which it is taken back."""
        relation = {"rel_type": "m.annotation", "event_id": event_id, "key": key}
        return await self.send_event(room, "m.reaction", {"m.relates_to": relation})

    async def redact(self, room: str, event_id: str, reason: str | None = None) -> str:
        """Take a message or a reaction away; return the redaction's event id."""
        path = f"{_room(room)}/redact/{quote(event_id, safe='')}/{uuid4().hex}"
        return str((await self.call("PUT", path, {"reason": reason} if reason else {}))["event_id"])

    async def send_event(self, room: str, kind: str, content: Content) -> str:
        """Send any event, also one that makes no sense; return its id."""
        told = await self.call("PUT", f"{_room(room)}/send/{quote(kind, safe='')}/{uuid4().hex}", content)
        return str(told["event_id"])

    # Rooms

    async def create_room(
        self,
        name: str = "",
        *,
        version: str | None = None,
        public: bool = False,
        space: bool = False,
        direct: bool = False,
        invite: Sequence[str] = (),
        power_levels: Content | None = None,
        creation_content: Content | None = None,
        initial_state: Iterable[Content] = (),
    ) -> str:
        """Make a room, or a space, and return its id."""
        preset = "public_chat" if public else "trusted_private_chat" if direct else "private_chat"
        told: dict[str, Any] = {
            "preset": preset,
            "is_direct": direct,
            "invite": [*invite],
            "initial_state": [*initial_state],
            "creation_content": ({"type": "m.space"} if space else {}) | dict(creation_content or {}),
            "power_level_content_override": power_levels or {},
        }
        told |= ({"name": name} if name else {}) | ({"room_version": version} if version else {})
        room = str((await self.call("POST", "/v3/createRoom", told))["room_id"])
        self.joined.add(room)
        return room

    async def open_dm(self, user: str) -> str:
        """Begin a direct message with somebody, as clients do; return the room."""
        room = await self.create_room(direct=True, invite=[user])
        await self._remember_dm(user, room)
        return room

    async def accept_invites(self) -> list[str]:
        """Join every room one is invited to; return them. Direct ones are kept as such."""
        await self.look()
        accepted = dict(self.invites)
        for room, state in accepted.items():
            invitation = next(one for one in state if one.get("state_key") == self.user_id)
            await self.join(room)
            if invitation["content"].get("is_direct"):
                await self._remember_dm(invitation["sender"], room)
        return [*accepted]

    async def join(self, room: str) -> None:
        await self.call("POST", f"/v3/join/{quote(room, safe='')}", {})
        self.joined.add(room)
        self.invites.pop(room, None)

    async def leave(self, room: str) -> None:
        await self.call("POST", f"{_room(room)}/leave", {})
        self.joined.discard(room)
        self.invites.pop(room, None)

    async def invite(self, room: str, user: str) -> None:
        await self.call("POST", f"{_room(room)}/invite", {"user_id": user})

    async def kick(self, room: str, user: str, reason: str = "") -> None:
        await self.call("POST", f"{_room(room)}/kick", {"user_id": user, "reason": reason})

    async def set_state(self, room: str, kind: str, content: Content, key: str = "") -> str:
        """Set a room's state; return the event id."""
        path = f"{_room(room)}/state/{quote(kind, safe='')}/{quote(key, safe='')}"
        return str((await self.call("PUT", path, content))["event_id"])

    async def set_power(self, room: str, user: str, level: int) -> None:
        """Give somebody a power level. Creators of a room of version 12 have none, and are refused one."""
        levels = await self.call("GET", f"{_room(room)}/state/m.room.power_levels")
        levels["users"] = levels.get("users", {}) | {user: level}
        await self.set_state(room, "m.room.power_levels", levels)

    async def upgrade(self, room: str, version: str) -> str:
        """Replace a room by one of another version; return the new room."""
        told = await self.call("POST", f"{_room(room)}/upgrade", {"new_version": version})
        new = str(told["replacement_room"])
        self.joined.add(new)
        return new

    async def _take_all(self, told: Event) -> None:
        """Take in a sync answer."""
        rooms = told.get("rooms", {})
        for room, part in [*rooms.get("join", {}).items(), *rooms.get("leave", {}).items()]:
            await self._take(room, part)
        self.joined = (self.joined | set(rooms.get("join", {}))) - set(rooms.get("leave", {}))
        self.invites |= {room: part["invite_state"]["events"] for room, part in rooms.get("invite", {}).items()}
        for room in (*rooms.get("join", {}), *rooms.get("leave", {})):
            self.invites.pop(room, None)
        self.account_data |= {data["type"]: data["content"] for data in told.get("account_data", {}).get("events", ())}
        self._since = told["next_batch"]

    async def _take(self, room: str, part: Event) -> None:
        """Take in a room's part of a sync answer, and what it left out."""
        timeline = self.rooms[room]
        timeline.take_state(part.get("state", {}).get("events", ()))
        came = part.get("timeline", {})
        if came.get("limited"):
            timeline.take(await self._left_out(room, came["prev_batch"]))
        timeline.take(came.get("events", ()))

    async def _left_out(self, room: str, before: str) -> list[Event]:
        """Return the events from the last look, or the beginning, until a sync answer began; oldest first."""
        found: list[Event] = []
        until = {"to": self._since} if self._since and self.rooms[room].events else {}
        start: str | None = before
        while start:
            asked = {"dir": "b", "from": start, "limit": str(PAGE), **until}
            told = await self.call("GET", f"{_room(room)}/messages", query=asked)
            found += told["chunk"]
            start = told.get("end") if told["chunk"] else None
        return found[::-1]

    async def _remember_dm(self, user: str, room: str) -> None:
        direct = dict(self.account_data.get("m.direct", {}))
        direct[user] = [*direct.get(user, ()), room]
        await self.call("PUT", f"/v3/user/{quote(self.user_id, safe='')}/account_data/m.direct", direct)
        self.account_data["m.direct"] = direct

    def _all(self) -> str:
        lines = [f"invited to: {[*self.invites]}"]
        for room in self.joined:
            lines.append(f"{room} {self.state(room, 'm.room.name')}")
            lines += [
                f"    {one.sender} {one.thread and '(thread)'} {one.body!r} {sorted(one.reactions)}"
                for one in self.messages(room)
            ]
        return "\n".join(lines)


async def arrive(homeserver: Homeserver, name: str) -> Person:
    """Make an account that no earlier test has, shown by this name; return who has it, to be used as a context."""
    account = await homeserver.register(f"{name}-{next(_NUMBERS)}", displayname=name)
    return Person(homeserver.url, account, name)


def _room(room: str) -> str:
    return f"/v3/rooms/{quote(room, safe='')}"


def _text(body: str, formatted: str | None) -> dict[str, Any]:
    rich = {"format": "org.matrix.custom.html", "formatted_body": formatted} if formatted is not None else {}
    return {"msgtype": "m.text", "body": body, **rich}
