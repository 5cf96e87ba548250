"""Holding what people see and what the bot keeps against the model, and telling the differences in words."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.torture.model import CHOICES, SUPPORT, Community, Idea, Line, Session
from tests.torture.stage import BOT, Entry, Message
from tests.week.ending import tally

LOST, DOUBLED, STALE, UNCERTAIN = "lost", "doubled", "stale", "uncertain"

KINDS = {
    "moved": re.compile(r"Er is iets veranderd aan “(Dag \d+)”"),
    "cancelled": re.compile(r"“(Dag \d+)” op .* gaat niet door"),
    "day": re.compile(r"(?:Morgen|Vandaag) is “(Dag \d+)”"),
    "hour": re.compile(r"Over .* begint “(Dag \d+)”"),
    "undecided": re.compile(r"Bij “(Dag \d+)” zagen we twee antwoorden"),
    "session": re.compile(r"\A(Dag \d+)\n"),
    "news": re.compile(r"\A(Nieuws \d+)\n"),
    "idea": re.compile(r"\AWat als (we luisteren naar \d+)\?"),
}
DIGEST = re.compile(r"\AOverzicht van .*\n\n(Voorwoord \d+)?")
KEPT = "Bewaard "
"""What was kept for a digest may fill a part of it that has no beginning and no end."""

CLOSING = "Heb je zelf een idee? Typ"
CONTACT = "Vragen of meedenken? "
"""How the last part of a digest begins, where nothing else of it is left for that part."""


@dataclass(frozen=True)
class Difference:
    """Something that is otherwise than it must be."""

    kind: str
    words: str


def numbers(database: Path) -> dict[str, int]:
    """Return the numbers of sessions and ideas by what they are called."""
    with closing(sqlite3.connect(database)) as found:
        rows = found.execute("SELECT title, number FROM session UNION ALL SELECT what_if, number FROM idea").fetchall()
    many = Counter(title for title, _ in rows)
    assert max(many.values(), default=1) == 1, f"made twice: {many}"
    return dict(rows)


def compare(community: Community, seen: Sequence[Message], database: Path) -> list[Difference]:
    """Return all differences."""
    return [
        *_lines(community, seen),
        *_cards(community, seen),
        *_kept(community, seen, database),
        *_stored(community, database),
        *_left(database),
    ]


def compare_calendar(community: Community, entries: Sequence[Entry], now: datetime) -> Iterator[Difference]:
    """Yield what a platform's calendar shows otherwise. What has begun is left to the platform."""
    announced = [one for one in community.sessions.values() if one.state == "announced"]
    begun = {one.title for one in announced if one.starts <= now}
    wanted = Counter(
        Entry(one.title, one.starts.astimezone(UTC), one.ends.astimezone(UTC), f"{one.place} en online")
        for one in announced
        if one.title not in begun
    )
    shown = Counter(one for one in entries if one.title not in begun)
    for entry in wanted - shown:
        yield Difference(LOST, f"the calendar does not show {entry}")
    for entry in shown - wanted:
        yield Difference(DOUBLED if entry in wanted else STALE, f"the calendar shows {entry}")


def _lines(community: Community, seen: Sequence[Message]) -> Iterator[Difference]:
    """Yield what is missing and what is there too often, as people see it."""
    there: Counter[Line] = Counter(line for message in seen for line in _read(message))
    for line in sorted({*there, *community.lines}):
        wanted, found = community.lines[line], there[line]
        if found != wanted:
            kind = LOST if found < wanted else DOUBLED
            yield Difference(kind, f"{' / '.join(line)}: {found} times instead of {wanted}")


def _read(message: Message) -> Iterator[Line]:
    if message.where == "announcements" and (found := DIGEST.search(message.text)):
        yield message.where, "digest", found[1] or "week"
    elif kind := next(
        ((kind, found[1]) for kind, words in KINDS.items() if (found := words.search(message.text))), None
    ):
        yield message.where, *kind
    elif CLOSING not in message.text and KEPT not in message.text and not message.text.startswith(CONTACT):
        yield message.where, "unknown", message.text
    if message.where == "announcements" and CLOSING in message.text:
        yield message.where, "end of digest", ""


def _cards(community: Community, seen: Sequence[Message]) -> Iterator[Difference]:
    for session in community.sessions.values():
        if session.state != "draft" and ("announcements", "session", session.title) in community.lines:
            for card in _of(seen, "session", session.title):
                yield from _session(session, card)
    for idea in community.ideas.values():
        for card in _of(seen, "idea", idea.what_if):
            yield from _idea(idea, card)


def _of(seen: Sequence[Message], kind: str, code: str) -> list[Message]:
    public = [one for one in seen if one.where in {"announcements", "ideas"} and not DIGEST.search(one.text)]
    return [one for one in public if (found := KINDS[kind].search(one.text)) and found[1] == code]


def _session(session: Session, card: Message) -> Iterator[Difference]:
    counts = {choice: session.answers.counts[choice] for choice in CHOICES.values()}
    if tally(card) != counts:
        yield Difference(STALE, f"the card of {session.title} counts {tally(card)} instead of {counts}")
    facts = [f"{session.starts:%H:%M} - {session.ends:%H:%M}", session.place]
    states = {"cancelled": "Deze sessie gaat niet door.", "over": "Deze sessie is geweest."}
    facts += [states[session.state]] if session.state in states else []
    for fact in [one for one in facts if one not in card.text]:
        yield Difference(STALE, f"the card of {session.title} does not say {fact!r}")
    if session.state != "announced":
        return
    who = {(person, emoji) for person in session.answers.said for emoji in session.answers.reactions(person)}
    yield from _reactions(session.title, card, who, tuple(CHOICES))


def _idea(idea: Idea, card: Message) -> Iterator[Difference]:
    counts = {choice: idea.count(choice) for choice in SUPPORT.values()}
    if tally(card) != counts:
        yield Difference(STALE, f"the card of {idea.what_if} counts {tally(card)} instead of {counts}")
    if idea.note not in card.text:
        yield Difference(STALE, f"the card of {idea.what_if} does not say {idea.note!r}")
    who = {(person, where) for person, theirs in idea.support.items() for where in theirs if where in SUPPORT}
    yield from _reactions(idea.what_if, card, who, tuple(SUPPORT))


def _reactions(name: str, card: Message, people: set[tuple[str, str]], seeds: Sequence[str]) -> Iterator[Difference]:
    there = {(person, emoji) for emoji, who in card.reactions.items() for person in who}
    wanted = people | {(BOT, emoji) for emoji in seeds}
    for person, emoji in sorted(wanted - there):
        yield Difference(LOST, f"{person}'s {emoji} is not on the card of {name}")
    for person, emoji in sorted(there - wanted):
        yield Difference(STALE, f"{person}'s {emoji} is still on the card of {name}")


def _kept(community: Community, seen: Sequence[Message], database: Path) -> Iterator[Difference]:
    """Yield what was kept for a digest and neither waits nor came in one, once."""
    with closing(sqlite3.connect(database)) as found:
        waiting = [body for (body,) in found.execute("SELECT body FROM digest_item WHERE digest_number IS NULL")]
    posted = [message.text for message in seen if message.where == "announcements"]
    for words in sorted(community.kept):
        times = sum(words in text for text in (*waiting, *posted))
        if times != 1:
            yield Difference(DOUBLED if times else LOST, f"{words}: {times} times in a digest or waiting for one")


def _stored(community: Community, database: Path) -> Iterator[Difference]:
    """Yield where answers and support are kept otherwise."""
    with closing(sqlite3.connect(database)) as found:
        rsvps = found.execute(
            "SELECT session.title, LOWER(account.name), choice FROM rsvp"
            " JOIN session ON session.id = rsvp.session_id JOIN account USING (member_id)"
        ).fetchall()
        support = found.execute(
            "SELECT idea.what_if, LOWER(account.name), choice FROM support"
            " JOIN idea ON idea.id = support.idea_id JOIN account USING (member_id)"
        ).fetchall()
        states = dict(found.execute("SELECT title, state FROM session").fetchall())
    said = {(one.title, *answer) for one in community.sessions.values() for answer in one.answers.standing.items()}
    yield from _sets("answer", said, set(rsvps))
    stood = {
        (f"{one.what_if}?", person, choice)
        for one in community.ideas.values()
        for person, theirs in one.support.items()
        for choice in theirs.values()
    }
    yield from _sets("support", stood, set(support))
    for title, state in states.items():
        wanted = community.sessions[title].state if title in community.sessions else "unknown"
        if wanted != state:
            yield Difference(LOST, f"{title} is {state} instead of {wanted}")


def _sets(what: str, wanted: set[tuple[str, str, str]], there: set[tuple[str, str, str]]) -> Iterator[Difference]:
    for one in sorted(wanted - there):
        yield Difference(LOST, f"{what} not kept: {one}")
    for one in sorted(there - wanted):
        yield Difference(STALE, f"{what} kept that does not stand: {one}")


def _left(database: Path) -> Iterator[Difference]:
    """Yield what did not end well."""
    with closing(sqlite3.connect(database)) as found:
        for key, state, error in found.execute(
            "SELECT key, state, error FROM outbox WHERE state IN ('failed', 'uncertain')"
        ):
            yield Difference(UNCERTAIN if state == "uncertain" else LOST, f"parcel {key} is {state}: {error}")
        for card, state, error in found.execute(
            "SELECT id, state, error FROM card WHERE state IN ('failed', 'uncertain', 'gone') AND NOT EXISTS ("
            "SELECT 1 FROM card AS anew WHERE anew.id > card.id AND card.state = 'gone' AND anew.kind = card.kind"
            " AND anew.subject_id = card.subject_id AND anew.channel_id = card.channel_id)"
        ):
            yield Difference(UNCERTAIN if state == "uncertain" else LOST, f"card {card} is {state}: {error}")
        for event, error in found.execute("SELECT event_id, error FROM parked_event"):
            yield Difference(LOST, f"event {event} is parked: {error}")
