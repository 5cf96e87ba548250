"""From the timeline's records to what the bot takes in."""

from collections.abc import Callable, Mapping

from bot.api.events import (
    Author,
    Event,
    Invoked,
    MessageDeleted,
    Reacted,
    ReactionsCleared,
    Submitted,
    Typed,
    Unreacted,
)
from bot.platforms.room.model import BOT_ID, Person, account_key, direct_channel
from bot.platforms.room.timeline import Record


def author(people: Mapping[str, Person], person_id: str, locale: str | None = None) -> Author:
    """Return a person as the bot knows them."""
    person = people.get(person_id, Person(person_id, person_id))
    return Author(account_key(person.id), person.name, locale, person.moderator)


def source(message_ref: str, emoji: str) -> str:
    """Return what makes a reaction unique, beside its account: the message and the raw emoji."""
    return f"{message_ref}:{emoji}"


class Events:
    """Reads records as events; what the bot did itself is none."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._people = people
        self._read: dict[str, Callable[[str, Record], Event | None]] = {
            "posted": self._posted,
            "reacted": self._reacted,
            "unreacted": self._unreacted,
            "submitted": self._submitted,
            "invoked": self._invoked,
            "cleared": lambda event_id, record: ReactionsCleared(event_id, record["message"]),
            "removed": lambda event_id, record: MessageDeleted(event_id, record["message"]),
        }

    def read(self, record: Record) -> Event | None:
        """Return the event a record is, or None."""
        read = self._read.get(record["what"])
        return None if read is None else read(f"room:{record['n']}", record)

    def _posted(self, event_id: str, record: Record) -> Event | None:
        person = record["author"]
        if person == BOT_ID:
            return None
        direct = record["channel"] == direct_channel(person)
        who = author(self._people, person, record["locale"])
        return Typed(event_id, who, record["channel"], record["text"], direct)

    def _reacted(self, event_id: str, record: Record) -> Event | None:
        person, message, emoji = record["person"], record["message"], record["emoji"]
        if person == BOT_ID:
            return None
        return Reacted(event_id, message, emoji, author(self._people, person), source(message, emoji))

    def _unreacted(self, event_id: str, record: Record) -> Event | None:
        if record["by"] == BOT_ID:
            return None
        return Unreacted(event_id, account_key(record["person"]), source(record["message"], record["emoji"]))

    def _invoked(self, event_id: str, record: Record) -> Event:
        who = author(self._people, record["person"], record["locale"])
        direct = record["channel"] == direct_channel(record["person"])
        return Invoked(event_id, who, record["channel"], record["command"], record["input"], direct)

    def _submitted(self, event_id: str, record: Record) -> Event:
        who = author(self._people, record["person"], record["locale"])
        channel = record["channel"]
        direct = channel == direct_channel(record["person"])
        return Submitted(event_id, who, channel, record["draft"], record["button"], record["values"], direct)
