"""The open windows: who looks at the room, and what each is told when something happens."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from bot.platforms.room import wire
from bot.platforms.room.model import Message, Person, RoomChannel
from bot.platforms.room.timeline import Record, State, messages_with_draft
from bot.platforms.room.wire import Json

MOST_FRAMES_WAITING = 1000
"""A window that is this far behind is dropped; it comes back by itself and gets everything anew."""


class Window(Struct, eq=False):
    """One open page and who sits behind it."""

    person: Person
    locale: str = "nl"
    frames: asyncio.Queue[Json | None] = field(default_factory=asyncio.Queue)
    ended: bool = False

    def tell(self, frame: Json) -> None:
        """Queue a frame; a window that cannot keep up is told to end."""
        if self.frames.qsize() >= MOST_FRAMES_WAITING:
            self.end()
        elif not self.ended:
            self.frames.put_nowait(frame)

    def end(self) -> None:
        """Close the window's line, after what is queued."""
        if not self.ended:
            self.ended = True
            self.frames.put_nowait(None)


class Hub:
    """Tells every window what it may see."""

    def __init__(
        self, community: str, state: State, channels: Sequence[RoomChannel], people: Mapping[str, Person]
    ) -> None:
        self._community = community
        self._state = state
        self._channels = channels
        self._people = people
        self.windows: set[Window] = set()

    def welcome(self, window: Window) -> Json:
        """Return everything a window needs to begin."""
        channels = wire.visible_channels(self._channels, window.person)
        forms = [r["form"] for r in self._state.forms.values() if r["person"] == window.person.id]
        return {
            "type": "welcome",
            "community": self._community,
            "me": _person(window.person),
            "people": [_person(person) for person in self._people.values()],
            "channels": channels,
            "messages": {
                channel["id"]: wire.history(self._state, channel["id"], window.person, self._people)
                for channel in channels
            },
            "threads": [
                wire.thread(thread) for thread in self._state.threads.values() if self.may_see(window.person, thread.id)
            ],
            "forms": forms,
        }

    def rename(self, community: str) -> None:
        """Let every window begin anew where the community is called something else now."""
        if community != self._community:
            self._community = community
            self.people_changed()

    def people_changed(self) -> None:
        """Let every window begin anew: people may see other channels now."""
        for window in self.windows:
            window.person = self._people[window.person.id]
            window.tell(self.welcome(window))

    def history(self, window: Window, channel: str, *, before: int | None = None, after: int | None = None) -> Json:
        """Return another page of a channel the window may see."""
        return wire.history(self._state, channel, window.person, self._people, before=before, after=after)

    def may_see(self, person: Person, channel: str) -> bool:
        """Whether a person sees a channel; a thread is seen by who sees the channel it is beside."""
        thread = self._state.threads.get(channel)
        beside = channel if thread is None else thread.channel
        return any(shown["id"] == beside for shown in wire.visible_channels(self._channels, person))

    def may_see_message(self, person: Person, message: Message) -> bool:
        """Whether a person sees a message."""
        return message.private_to in {None, person.id} and self.may_see(person, message.channel)

    def typing(self, person_id: str, channel: str, *, on: bool) -> None:
        """Tell a person that the bot is busy with what they asked."""
        for window in self.windows:
            if window.person.id == person_id:
                window.tell({"type": "typing", "channel": channel, "on": on})

    def happened(self, record: Record) -> None:
        """Tell every window what a record changes for it."""
        for window in self.windows:
            for frame in self._frames(window, record):
                window.tell(frame)

    def _frames(self, window: Window, record: Record) -> Iterable[Json]:
        match record["what"]:
            case "posted":
                yield from self._posted(window, self._state.messages[record["id"]])
            case "edited" | "reacted" | "unreacted" | "cleared":
                yield from self._message(window, "changed", self._state.messages[record["message"]])
            case "removed" if self._could_see(window.person, record):
                yield from self._removed(window, record)
            case "thread-opened":
                yield from self._thread_opened(window, record)
            case "form-opened" if record["person"] == window.person.id:
                yield {"type": "form", "form": record["form"]}
            case "draft-closed" if record["person"] == window.person.id:
                yield {"type": "form-closed", "draft": record["draft"]}
                for message in messages_with_draft(self._state, record["draft"]):
                    yield from self._message(window, "changed", message)

    def _could_see(self, person: Person, removed: Record) -> bool:
        return self.may_see(person, removed["channel"]) and removed["private_to"] in {None, person.id}

    def _posted(self, window: Window, message: Message) -> Iterable[Json]:
        yield from self._message(window, "message", message)
        if message.private_to is None:
            yield from self._thread(window, message.channel)

    def _removed(self, window: Window, record: Record) -> Iterable[Json]:
        thread = self._state.threads.get(record.get("thread") or "")
        if thread is not None and thread.about.gone and thread.about.id == record["message"]:
            yield from self._message(window, "changed", thread.about)
            return
        yield {"type": "removed", "message": record["message"], "channel": record["channel"]}
        yield from self._thread(window, record["channel"])

    def _thread_opened(self, window: Window, record: Record) -> Iterable[Json]:
        message = self._state.messages[record["message"]]
        if not self.may_see_message(window.person, message):
            return
        if record.get("replaces") is not None:
            yield {"type": "removed", "message": record["replaces"], "channel": message.channel}
        yield from self._thread(window, message.thread or "")
        yield from self._message(window, "changed", message)

    def _thread(self, window: Window, channel: str) -> Iterable[Json]:
        """Tell how a thread stands, where the channel is one."""
        thread = self._state.threads.get(channel)
        if thread is not None and self.may_see(window.person, channel):
            yield {"type": "thread", "thread": wire.thread(thread)}

    def _message(self, window: Window, kind: str, message: Message) -> Iterable[Json]:
        if self.may_see_message(window.person, message):
            yield {"type": kind, "message": wire.message(message, window.person, self._people)}


def _person(person: Person) -> Json:
    return {"id": person.id, "name": person.name, "moderator": person.moderator}
