"""What people on Matrix see of the bot: its messages as they read now, and what is wrong with them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.platforms.matrix.markup import ASKED, KEY
from tests.matrix.person import Person
from tests.matrix.timeline import Message as Told
from tests.torture.stage import BOT, Message


@dataclass(frozen=True)
class _Said:
    """A message of the bot that somebody sees, and the key it was first sent under: an edit tells none."""

    told: Told
    key: str

    @property
    def by_itself(self) -> bool:
        """Whether it is no answer, and more than a file that goes with a message."""
        return ASKED not in self.told.content and ":file:" not in self.key


class Sight:
    """What is seen in the community's rooms, by their purpose, and in everybody's talk with the bot."""

    def __init__(self, people: Mapping[str, Person], rooms: Mapping[str, str], bot_id: str) -> None:
        """The last of `people` is in every room."""
        self._people = people
        self._rooms = rooms
        self._bot_id = bot_id
        self._names = {who.user_id: name for name, who in people.items()} | {bot_id: BOT}

    @property
    def moderator(self) -> Person:
        return list(self._people.values())[-1]

    def messages(self) -> list[Message]:
        """Return what the bot said by itself, oldest first, as it reads now."""
        found = [(said, where) for said, where in (*self._in_rooms(), *self._alone()) if said.by_itself]
        return [self._seen(said.told, where) for said, where in sorted(found, key=lambda one: one[0].told.at)]

    def wrong(self) -> list[str]:
        """Return in words what somebody sees twice, or cannot read."""
        found = []
        for name, who in self._people.items():
            keys = Counter(said.key for room in who.joined for said in self._said(who, room))
            found += [f"{name} sees {key} {times} times" for key, times in keys.items() if key and times > 1]
            found += [f"{name} cannot read {event_id}" for event_id in self._unreadable(who)]
        return found

    def card(self, who: Person, words: str) -> tuple[str, str]:
        """Return the room and the event of the card that says some words; raise LookupError where there is none."""
        for purpose in ("announcements", "ideas"):
            room = self._rooms[purpose]
            cards = [s.told for s in self._said(who, room) if s.key.startswith("card:") and words in s.told.body]
            if cards:
                return room, cards[-1].event_id
        raise LookupError(f"no card says {words!r}")

    def _in_rooms(self) -> Iterator[tuple[_Said, str]]:
        for purpose, room in self._rooms.items():
            for said in self._said(self.moderator, room):
                yield said, f"beside {purpose}" if said.told.thread else purpose

    def _alone(self) -> Iterator[tuple[_Said, str]]:
        for name, who in self._people.items():
            for room in who.dms(self._bot_id):
                for said in self._said(who, room):
                    yield said, f"to {name}"

    def _said(self, who: Person, room: str) -> list[_Said]:
        events = who.rooms[room].events
        return [
            _Said(told, events[told.event_id]["content"].get(KEY, ""))
            for told in who.messages(room)
            if told.sender == self._bot_id
        ]

    def _unreadable(self, who: Person) -> list[str]:
        return [
            event["event_id"]
            for room in who.joined
            for event in who.rooms[room].standing()
            if event["type"] == "m.room.encrypted" and event["sender"] == self._bot_id
        ]

    def _seen(self, told: Told, where: str) -> Message:
        reactions: dict[str, frozenset[str]] = {}
        for user, emoji in told.reactions:
            reactions[emoji] = reactions.get(emoji, frozenset()) | {self._names.get(user, user)}
        return Message(told.event_id, where, told.body.replace("\u2060", ""), reactions)
