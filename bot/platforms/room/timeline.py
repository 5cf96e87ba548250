"""The room's own truth: a file to which every happening is added as a line, and the state it makes.

A line is written before anything is told to anybody, so the timeline survives the end of the process. A torn
last line (the process ended while writing) never happened and is cut off.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from bot.platforms.room.model import Message, Thread, thread_channel

Record = Mapping[str, Any]


class State(Struct):
    """What the records add up to."""

    records: list[Record] = []
    messages: dict[str, Message] = {}
    channels: dict[str, list[Message]] = {}
    by_key: dict[str, str] = {}
    forms: dict[str, Record] = {}
    refs: set[str] = set()
    draft_channels: dict[str, str] = {}
    by_draft: dict[str, list[Message]] = {}
    threads: dict[str, Thread] = {}


class Timeline:
    """The happenings in a room, in order, numbered from 1."""

    def __init__(self, path: Path) -> None:
        """Open the timeline in `path`, which is made where it does not exist."""
        self.state = State()
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = _load(path, self.state)
        self._file: IO[bytes] = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(whole)
        self._file.seek(whole)
        self._watchers: list[Callable[[Record], None]] = []

    @property
    def last(self) -> int:
        """The number of the latest record."""
        return len(self.state.records)

    def watch(self, watcher: Callable[[Record], None]) -> None:
        """Call `watcher` with every record from now on, after it was kept."""
        self._watchers.append(watcher)

    def add(self, what: str, **values: Any) -> Record:
        """Keep a happening and return its record."""
        record = {"n": self.last + 1, "at": _now(), "what": what, **values}
        self._file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        _apply(self.state, record)
        for watcher in self._watchers:
            watcher(record)
        return record

    def since(self, number: int, most: int) -> list[Record]:
        """Return the records after a number, at most so many."""
        return self.state.records[number : number + most]

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _load(path: Path, state: State) -> int:
    """Read a file into the state; return how many bytes of it are whole records."""
    whole = 0
    if not path.exists():
        return whole
    with path.open("rb") as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                break
            _apply(state, json.loads(line))
            whole += len(line)
    return whole


def _apply(state: State, record: Record) -> None:
    state.records.append(record)
    if "ref" in record:
        state.refs.add(record["ref"])
    _APPLY.get(record["what"], _nothing)(state, record)


def _nothing(state: State, record: Record) -> None:
    """Leave the state as it is: some records only tell the bot something."""


def _posted(state: State, record: Record) -> None:
    fields = {name: record[name] for name in Message.__struct_fields__ if name in record}
    message = Message(**fields)
    state.messages[message.id] = message
    state.channels.setdefault(message.channel, []).append(message)
    if message.key is not None:
        state.by_key[message.key] = message.id
    if message.draft is not None:
        state.draft_channels[message.draft] = message.channel
        state.by_draft.setdefault(message.draft, []).append(message)
    thread = state.threads.get(message.channel)
    if thread is not None and message.private_to is None:
        thread.count += 1
        thread.last = message.n


def _edited(state: State, record: Record) -> None:
    message = state.messages[record["message"]]
    message.content = record["content"]
    message.choices = record["choices"]
    message.closed = record.get("closed", False)
    message.edited = True


def _reacted(state: State, record: Record) -> None:
    people = state.messages[record["message"]].reactions.setdefault(record["emoji"], [])
    if record["person"] not in people:
        people.append(record["person"])


def _unreacted(state: State, record: Record) -> None:
    reactions = state.messages[record["message"]].reactions
    people = reactions.get(record["emoji"], [])
    if record["person"] in people:
        people.remove(record["person"])
    if not people:
        reactions.pop(record["emoji"], None)


def _cleared(state: State, record: Record) -> None:
    state.messages[record["message"]].reactions.clear()


def _removed(state: State, record: Record) -> None:
    message = state.messages.pop(record["message"])
    if message.key is not None:
        state.by_key.pop(message.key, None)
    if message.draft is not None:
        state.by_draft[message.draft].remove(message)
    about = state.threads.get(message.thread or "")
    if about is not None and about.about is message and about.count > 0:
        _leave_the_way(message)
    else:
        _take_out(state, message)


def _leave_the_way(message: Message) -> None:
    """Keep of a message only that it was there: people talk about it, and must find their talk again."""
    message.gone = True
    message.content = {"blocks": []}
    message.choices = message.buttons = message.follow_ups = ()
    message.preview = None
    message.reactions.clear()


def _take_out(state: State, message: Message) -> None:
    said = state.channels[message.channel]
    del said[place(said, message.n)]
    thread = state.threads.get(message.channel)
    if thread is not None and message.private_to is None:
        thread.count -= 1
        thread.last = next((one.n for one in reversed(said) if one.private_to is None), 0)


def _thread_opened(state: State, record: Record) -> None:
    message = state.messages[record["message"]]
    thread_id = record.get("thread") or thread_channel(message.id)
    message.thread = thread_id
    thread = state.threads.get(thread_id)
    if thread is None:
        state.threads[thread_id] = Thread(thread_id, message.channel, message, record["title"])
        return
    if thread.about.gone:
        _take_out(state, thread.about)
    thread.about, thread.title = message, record["title"]


def _form_opened(state: State, record: Record) -> None:
    state.forms[record["form"]["draft"]] = record
    state.draft_channels[record["form"]["draft"]] = record["channel"]


def _draft_closed(state: State, record: Record) -> None:
    state.forms.pop(record["draft"], None)
    for message in messages_with_draft(state, record["draft"]):
        message.buttons = ()


def messages_with_draft(state: State, draft: str) -> Sequence[Message]:
    """Return the messages whose buttons belong to a draft."""
    return state.by_draft.get(draft, ())


def place(messages: Sequence[Message], number: int) -> int:
    """Return how many of a channel's messages have a lower number than this."""
    return bisect_left(messages, number, key=lambda message: message.n)


_APPLY: dict[str, Callable[[State, Record], None]] = {
    "posted": _posted,
    "edited": _edited,
    "reacted": _reacted,
    "unreacted": _unreacted,
    "cleared": _cleared,
    "removed": _removed,
    "form-opened": _form_opened,
    "draft-closed": _draft_closed,
    "thread-opened": _thread_opened,
}
