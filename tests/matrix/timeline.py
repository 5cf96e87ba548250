"""What somebody sees in a room, put together from its raw events as a client would."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Event = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """A message as it reads now: its last edit, the reactions that stand."""

    event_id: str
    sender: str
    msgtype: str
    body: str
    formatted: str | None
    content: Event  # of the last edit, where it was edited; with the relation of the first
    thread: str  # event id of the thread's root; "" in the main timeline
    reply_to: str  # "" if it answers no message
    reactions: frozenset[tuple[str, str]]  # who, key
    edits: int
    at: int  # milliseconds since 1970


@dataclass
class Timeline:
    """One room: every event that somebody saw of it in the order of the homeserver, and its state now."""

    events: dict[str, Event] = field(default_factory=dict)
    state: dict[tuple[str, str], Event] = field(default_factory=dict)
    _messages: list[Message] | None = None  # put together when it is asked for, until something comes
    _reactions: dict[str, list[Event]] | None = None

    def take(self, events: Iterable[Event]) -> None:
        """Add what came; what is known already stays where it is."""
        for event in events:
            self.events.setdefault(event["event_id"], event)
            self._messages = self._reactions = None
            if "state_key" in event:
                self.take_state([event])

    def take_state(self, events: Iterable[Event]) -> None:
        for event in events:
            self.state[event["type"], event["state_key"]] = event

    @property
    def members(self) -> set[str]:
        """Who is in the room now."""
        return {
            user
            for (kind, user), event in self.state.items()
            if kind == "m.room.member" and event["content"].get("membership") == "join"
        }

    def standing(self) -> list[Event]:
        """Return the events that nobody took back."""
        gone = {_redacts(event) for event in self.events.values() if event["type"] == "m.room.redaction"}
        return [
            event
            for event in self.events.values()
            if event["event_id"] not in gone and "redacted_because" not in event.get("unsigned", {})
        ]

    def messages(self) -> list[Message]:
        """Return the messages that stand, oldest first."""
        if self._messages is None:
            self._messages = self._put_together()
        return self._messages

    def reactions_to(self, event_id: str) -> list[Event]:
        """Return the reactions to a message that stand, oldest first."""
        if self._reactions is None:
            self._reactions = defaultdict(list)
            for event in self.standing():
                relation = _relation(event)
                if event["type"] == "m.reaction" and relation.get("rel_type") == "m.annotation":
                    self._reactions[relation["event_id"]].append(event)
        return self._reactions.get(event_id, [])

    def _put_together(self) -> list[Message]:
        standing = self.standing()
        edits: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for event in standing:
            if _is_edit(event):
                edits[_relation(event)["event_id"], event["sender"]].append(event)
        return [
            _message(event, edits[event["event_id"], event["sender"]], self.reactions_to(event["event_id"]))
            for event in standing
            if event["type"] == "m.room.message" and not _is_edit(event)
        ]


def _message(event: Event, edits: list[Event], reactions: list[Event]) -> Message:
    content = edits[-1]["content"]["m.new_content"] if edits else event["content"]
    relation = _relation(event)
    return Message(
        event_id=event["event_id"],
        sender=event["sender"],
        msgtype=content.get("msgtype", ""),
        body=content.get("body", ""),
        formatted=content.get("formatted_body"),
        content=content | ({"m.relates_to": relation} if relation else {}),
        thread=relation["event_id"] if relation.get("rel_type") == "m.thread" else "",
        reply_to="" if relation.get("is_falling_back") else relation.get("m.in_reply_to", {}).get("event_id", ""),
        reactions=frozenset((one["sender"], _relation(one)["key"]) for one in reactions),
        edits=len(edits),
        at=event["origin_server_ts"],
    )


def _relation(event: Event) -> Event:
    relation = event["content"].get("m.relates_to")
    return relation if isinstance(relation, dict) else {}


def _is_edit(event: Event) -> bool:
    return _relation(event).get("rel_type") == "m.replace" and isinstance(event["content"].get("m.new_content"), dict)


def _redacts(event: Event) -> str | None:
    return event.get("redacts") or event["content"].get("redacts")
