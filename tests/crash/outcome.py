"""What must be true in the end, however often the bot was killed: a plain model of the community's state."""

import json
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.api import content as contents
from bot.api.fitting import fit
from bot.app import room_settings
from bot.core.registry import Registry, load_cogs
from bot.core.scopes import scope_for
from bot.domain.tx import Tx
from bot.platforms.room.adapter import Room
from bot.platforms.room.model import BOT_ID, Message, thread_channel
from bot.testing.world import COGS, config_in
from storage import cards, communities, ideas, rsvps, sessions
from storage.database import Database
from storage.ideas import Order
from tests.crash.community import CANCELLED, CLEARED, KEPT, NEW, NEW_IDEA, OPEN, OVER, OVER_TOO, REASON
from tests.support.calendar_room import CalendarRoom

CHOICES = {"📍": "place", "💻": "online", "🤔": "maybe", "❌": "no"}

RSVPS = {
    CANCELLED: [("Ouder", "place"), ("Jongere", "online"), ("Professional", "maybe"), ("Moderator", "no")],
    OPEN: [("Professional", "online"), ("Ouder", "no"), ("Moderator", "place"), ("Jongere", "online")],
    OVER: [],
    OVER_TOO: [],
    NEW: [("Ouder", "online"), ("Professional", "place"), ("Jongere", "maybe")],
    CLEARED: [("Ouder", "place"), ("Jongere", "no"), ("Professional", "online")],
}
STATES = {
    CANCELLED: "cancelled",
    OPEN: "announced",
    OVER: "over",
    OVER_TOO: "over",
    NEW: "announced",
    CLEARED: "announced",
}
TOLD = {"ouder", "jongere", "professional"}
"""Who hears that the session is cancelled: all but who said no."""


@dataclass
class CardSeen:
    """A card as the database has it, with what its message should say by the state that is stored."""

    card: cards.Card
    wanted: dict[str, object]
    seeds: list[str]


@dataclass
class Stored:
    """What the database holds in the end."""

    rsvps: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    ideas: list[str] = field(default_factory=list)
    support: tuple[int, int] = (0, 0)
    cards: list[CardSeen] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seen: list[str] = field(default_factory=list)


async def check(folder: Path) -> None:
    """Fail where the end state is not what people did, each thing once."""
    config = config_in(folder)
    database = await Database.open(config.database)
    try:
        stored = await database.read(_stored)
    finally:
        await database.close()
    with closing(CalendarRoom(room_settings(config))) as room:
        _check_state(stored)
        _check_cards(stored, room)
        assert set(room.shown) == {f"session:{n}" for n, state in STATES.items() if state == "announced"}
        _check_messages(room)
        _check_commands(stored, room)


async def _stored(tx: Tx) -> Stored:
    stored = Stored()
    community = await communities.first(tx)
    assert community is not None
    for number in STATES:
        session = await sessions.by_number(tx, community.id, number)
        assert session is not None
        stored.states[number] = session.state.value
        coming = await rsvps.attendees(tx, session.id)
        stored.rsvps[number] = [(who.name, who.choice.value) for who in coming]
    listed = await ideas.listed(tx, community.id, Order.NEWEST, 20)
    stored.ideas = [idea.what_if for idea, _ in listed]
    stored.support = next((counts.support, counts.join) for idea, counts in listed if idea.number == 1)
    stored.seen = [row["event_id"] for row in await tx.all("SELECT event_id FROM seen")]
    for table in ("parked_event", "draft"):
        stored.counts[table] = await tx.value(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - our own table names
    for row in await tx.all("SELECT state, COUNT(*) AS many FROM outbox WHERE kind <> 'tidy' GROUP BY state"):
        stored.counts[f"outbox {row['state']}"] = row["many"]
    stored.counts["due"] = await tx.value("SELECT COUNT(*) FROM due")
    registry = Registry(load_cogs(COGS))
    for row in await tx.all("SELECT id FROM card ORDER BY id"):
        stored.cards.append(await _card(tx, registry, row["id"]))
    return stored


async def _card(tx: Tx, registry: Registry, card_id: int) -> CardSeen:
    card = await cards.get(tx, card_id)
    cog = registry.by_subject[card.subject.kind]
    view = await cog.card(await scope_for(registry, cog, tx, card.community_id, datetime.now(UTC)), card.subject)
    seeds = [choice.emoji for choice in view.choices]
    return CardSeen(card, json.loads(contents.to_json(fit(view.content))), seeds)


def _check_state(stored: Stored) -> None:
    assert stored.states == STATES
    for number, answers in RSVPS.items():
        assert sorted(stored.rsvps[number]) == sorted(answers), f"session {number}: {stored.rsvps[number]}"
        # Who reacted to a card that the bot did not know yet comes after those it knows of.
        assert number == NEW or stored.rsvps[number] == answers, f"session {number}"
    assert stored.ideas.count(NEW_IDEA) == 1
    assert len(stored.ideas) == 6
    assert stored.support == (2, 1)
    assert stored.counts["parked_event"] == 0
    assert stored.counts["draft"] == 0
    assert stored.counts["due"] == 4, "the reminders and the end of the new session and the next digest, each once"
    assert {name for name in stored.counts if name.startswith("outbox")} == {"outbox sent"}


def _check_cards(stored: Stored, room: Room) -> None:
    messages = room.timeline.state.messages
    on_timeline = Counter(message.key for message in messages.values() if _is_card(message))
    assert on_timeline == {seen.card.key: 1 for seen in stored.cards}
    assert len(stored.cards) == 9
    for seen in stored.cards:
        assert seen.card.shown == seen.card.wanted
        assert seen.card.message_ref is not None
        assert seen.card.thread_ref == thread_channel(seen.card.message_ref)
        message = messages[seen.card.message_ref]
        assert message.key == seen.card.key
        assert message.content == seen.wanted, _text(message)
        if seen.card.state == "open" and seen.seeds:
            assert [emoji for emoji, people in message.reactions.items() if BOT_ID in people and emoji in seen.seeds]
            assert {emoji for emoji, people in message.reactions.items() if BOT_ID in people} == set(seen.seeds)
    for number, answers in RSVPS.items():
        text = next(_text(message) for message in messages.values() if message.card and _is_of(message, number))
        for emoji, choice in CHOICES.items():
            many = sum(1 for _, answer in answers if answer == choice)
            assert any(line.startswith(emoji) and line.endswith(f": {many}") for line in text.splitlines()), text


def _check_messages(room: Room) -> None:
    keyed = [message for message in room.timeline.state.messages.values() if message.key and not _is_card(message)]
    told = Counter(message.channel.partition(":")[::2] for message in keyed if REASON in _text(message))
    assert {person: many for (kind, person), many in told.items() if kind == "dm"} == dict.fromkeys(TOLD, 1)
    assert [many for (kind, _), many in told.items() if kind == "thread"] == [1], "said once beside its card"
    digests = [message for message in keyed if message.key and message.key.startswith("digest:")]
    parts = [tuple(int(number) for number in str(message.key).split(":")[2::2]) for message in digests]
    many = Counter(number for number, _ in parts)
    assert set(many) == {1, 2}, "one that the moderator posted, and one that came by itself"
    assert parts == [(number, part) for number in (1, 2) for part in range(1, many[number] + 1)]
    assert len(parts) > 2
    assert sum(KEPT in _text(message) for message in digests) == 1
    others = [message for message in keyed if message not in digests and REASON not in _text(message)]
    assert not others, [(message.key, message.channel, _text(message)) for message in others]


def _check_commands(stored: Stored, room: Room) -> None:
    records = room.timeline.state.records
    asked = [r for r in records if r["what"] == "submitted" or (r["what"] == "posted" and r["author"] != BOT_ID)]
    assert sorted(stored.seen) == sorted(f"room:{record['n']}" for record in asked)
    asked_in = Counter(record["channel"] for record in asked)
    private = [m for m in room.timeline.state.messages.values() if m.author == BOT_ID and m.private_to is not None]
    answered_in = Counter(message.channel for message in private)
    assert all(answered_in[channel] <= asked_in[channel] for channel in answered_in)


def _is_card(message: Message) -> bool:
    return message.key is not None and message.key.startswith("card:")


def _is_of(message: Message, number: int) -> bool:
    return f"Dag {number}" in _text(message)


def _text(message: Message) -> str:
    return contents.plain(contents.from_json(json.dumps(message.content)))
