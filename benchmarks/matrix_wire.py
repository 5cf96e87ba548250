"""A homeserver that is none: what it would tell at each sync, handed to nio as if it had come over a line."""

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from nio import AsyncClient

from benchmarks.crowd import Deed

ME, ROOM = "@watals:thuis.example", "!sessies:thuis.example"
A_SYNC = 100
"""Events in a sync: as many as the bot asks for."""

Raw = dict[str, Any]


def card_event(card: int) -> str:
    """Return the event that is a card."""
    return f"$kaart{card}-7ZqVnqGVqGXH0o0l4Vw6JtJ5f1k2m3n4o5p6q7r8s9t"


def user_of(person: int) -> str:
    """Return the account of a person."""
    return f"@persoon{person}:thuis.example"


def syncs(deeds: Sequence[Deed]) -> list[str]:
    """Return what a homeserver tells of these deeds, sync by sync; first of the room itself."""
    events = _events(deeds)
    parts = iter(lambda: list(islice(events, A_SYNC)), [])
    known: set[str] = set()
    told = [_sync(0, _state(), [])]
    for number, part in enumerate(parts, start=1):
        new = dict.fromkeys(event["sender"] for event in part if event["sender"] not in known)
        known.update(new)
        told.append(_sync(number, [_member(user) for user in new], part))
    return told


def answer(client: AsyncClient, told: Sequence[str]) -> None:
    """Let a client hear these syncs, one after the other, and get an answer to whatever else it asks.

    As over a line, others have their turn before each answer; after the last there is none.
    """
    left = iter(told)

    async def send(method: str, path: str, *_: Any, **__: Any) -> "_Answer":
        await asyncio.sleep(0)
        if "/sync" not in path or "invalid" in path:  # the bot asks for its invitations by a sync of no room
            return _Answer(_other(path))
        text = next(left, None)
        if text is None:
            await asyncio.Event().wait()
        return _Answer(text or "")

    client.send = send


class _Answer:
    """What aiohttp gives for an answer, as far as anybody looks at it."""

    status = 200
    content_type = "application/json"
    content_disposition = None

    def __init__(self, text: str) -> None:
        self._text = text

    async def json(self, **_: Any) -> Any:
        return json.loads(self._text)


def _other(path: str) -> str:
    if "/event/" in path:
        return json.dumps({"type": "m.room.message", "sender": ME, "content": {"msgtype": "m.text", "body": "Dag"}})
    return json.dumps({"one_time_key_counts": {"signed_curve25519": 50}, "device_keys": {}})


def _sync(number: int, state: Sequence[Raw], timeline: Sequence[Raw]) -> str:
    room = {
        "state": {"events": state},
        "timeline": {"events": timeline, "limited": False, "prev_batch": f"p{number}"},
        "account_data": {"events": []},
        "ephemeral": {"events": []},
        "unread_notifications": {"notification_count": 0, "highlight_count": 0},
        "summary": {},
    }
    told = {
        "next_batch": f"s{number + 1}",
        "rooms": {"join": {ROOM: room}},
        "device_one_time_keys_count": {"signed_curve25519": 50},
        "device_unused_fallback_key_types": ["signed_curve25519"],
        "device_lists": {"changed": [], "left": []},
    }
    return json.dumps(told, ensure_ascii=False)


def _events(deeds: Sequence[Deed]) -> Iterator[Raw]:
    standing: dict[tuple[int, int, str], str] = {}
    for number, deed in enumerate(deeds):
        event_id, what = f"$gebeurtenis{number}-0o0l4Vw6JtJ5f1k2m3n4o5p6q7r8s9t", (deed.person, deed.card, deed.emoji)
        if deed.made:
            standing[what] = event_id
            relation = {"rel_type": "m.annotation", "event_id": card_event(deed.card), "key": deed.emoji}
            yield _event(event_id, number, deed.person, "m.reaction", {"m.relates_to": relation})
        else:
            redacts = standing.pop(what)
            content = {"redacts": redacts}
            yield {**_event(event_id, number, deed.person, "m.room.redaction", content), "redacts": redacts}


def _event(event_id: str, number: int, person: int, kind: str, content: Raw) -> Raw:
    return {
        "type": kind,
        "event_id": event_id,
        "sender": user_of(person),
        "origin_server_ts": 1_760_000_000_000 + number,
        "content": content,
        "unsigned": {"age": 20, "membership": "join"},
    }


def _state() -> list[Raw]:
    told: Mapping[str, Raw] = {
        "m.room.create": {"room_version": "11"},
        "m.room.power_levels": {"users": {ME: 100}, "users_default": 0},
        "m.room.name": {"name": "Sessies"},
    }
    return [*(_state_event(ME, kind, "", content) for kind, content in told.items()), _member(ME)]


def _member(user: str) -> Raw:
    name = user[1:].partition(":")[0].capitalize()
    return _state_event(user, "m.room.member", user, {"membership": "join", "displayname": name})


def _state_event(sender: str, kind: str, key: str, content: Raw) -> Raw:
    return {
        "type": kind,
        "event_id": f"$staat-{kind}-{key}",
        "sender": sender,
        "state_key": key,
        "origin_server_ts": 1_750_000_000_000,
        "content": content,
        "unsigned": {"age": 1_000},
    }
