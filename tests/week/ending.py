"""How the week ends: what people see and what the bot keeps, held against the plain model."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain.tx import Tx
from bot.testing import Chat, Seen
from tests.support.story import last
from tests.week.players import CHOICES, CLIENTS, SUPPORT, Players
from tests.week.script import IDEAS

OF_ITS_OWN_ACCORD = {
    "moved": re.compile(r"Er is iets veranderd aan “Wat als"),
    "cancelled": re.compile(r"“Uitje” .* gaat niet door"),
    "day": re.compile(r"Morgen is “Wat als"),
    "hour": re.compile(r"Over .* begint “Wat als"),
    "late": re.compile(r"“Wat als.*” is al geweest"),
    "undecided": re.compile(r"Bij “Uitje” zagen we twee antwoorden"),
}
"""Direct messages that the bot sends of its own accord, by what they say."""

NOTHING_LEFT = {"outbox": 0, "card": 0, "parked_event": 0}
"""What `left_lying` says when all is done."""


async def check(players: Players) -> None:
    """Raise AssertionError where somebody sees something else than what the model says."""
    chat, week = players.chat, players.week
    assert direct_messages(chat, (*players.people, "moderator")) == week.told
    listed = {number: await attendees(players, number) for number in week.sessions}
    assert listed == {number: answers.counts for number, answers in week.sessions.items()}
    for person in (*players.people[:CLIENTS], "moderator"):
        for answers in week.sessions.values():
            card = titled(chat, person, answers.title)
            assert tally(card) == {choice: answers.counts[choice] for choice in CHOICES.values()}
        for idea in week.ideas.values():
            card = titled(chat, person, idea.what_if, "ideas")
            assert tally(card) == {said: idea.count(said) for said in SUPPORT.values()}
        said = [message.text for message in chat.seen(person)]
        digest = [text for text in said if "In dit overzicht" in text]
        assert len(digest) == 1
        assert all(words in digest[0] for words in ("Er is een verslag", "We hebben een kookgroep", *IDEAS))
        assert sum("Er is een verslag" in text for text in said if "overzicht" not in text) == 1


def direct_messages(chat: Chat, people: Sequence[str]) -> Counter[tuple[str, str]]:
    """Count what everybody was told by the bot of its own accord, by kind."""
    return Counter(
        (person, kind)
        for person in people
        for message in chat.seen(person, "bot")
        for kind, words in OF_ITS_OWN_ACCORD.items()
        if message.by_bot and words.search(message.text)
    )


async def attendees(players: Players, number: int) -> Counter[str]:
    """Count who answered what by the moderator's list, turning its pages to the end."""
    chat = players.chat
    await players.command("moderator", f"/sessie deelnemers {number}")
    pages = [last(chat, "moderator", "moderation")]
    while "Meer" in pages[-1].follow_ups:
        await chat.follow("moderator", pages[-1], "Meer")
        await chat.settled()
        pages.append(last(chat, "moderator", "moderation"))
    found: Counter[str] = Counter()
    for page in pages:
        answer = ""
        for line in page.text.splitlines():
            answer = meaning(line) or answer
            found[answer] += line.startswith("• Deelnemer")
    return +found


def tally(card: Seen) -> dict[str, int]:
    """Return the counts on a card, by what they count."""
    lines = (re.fullmatch(r"\S+ (.+): (\d+)", line) for line in card.text.splitlines())
    return {what: int(found[2]) for found in lines if found and (what := meaning(found[1]))}


def meaning(words: str) -> str | None:
    """Return which answer or support words begin with."""
    beginnings = {
        "Ik kom": "place",
        "Ik doe online": "online",
        "Misschien": "maybe",
        "Ik kan niet": "no",
        "Ik steun": "support",
        "Ik wil meedoen": "join",
    }
    return next((what for beginning, what in beginnings.items() if words.startswith(beginning)), None)


def titled(chat: Chat, person: str, words: str, where: str = "announcements") -> Seen:
    """Return the one card in a channel on which somebody sees these words."""
    found = [m for m in chat.seen(person, where) if m.by_bot and m.offered and words in m.text]
    assert len(found) == 1, f"{len(found)} cards say {words!r} to {person}"
    return found[0]


async def left_lying(tx: Tx) -> dict[str, int]:
    """Count what was not sent, shown or settled, or cannot be proven to have been."""
    lying = {
        "outbox": "SELECT COUNT(*) FROM outbox WHERE state NOT IN ('sent', 'expired')",
        "card": "SELECT COUNT(*) FROM card WHERE state NOT IN ('open', 'closed', 'gone')"
        " OR (state <> 'gone' AND shown < wanted)",
        "parked_event": "SELECT COUNT(*) FROM parked_event",
    }
    return {what: int(await tx.value(sql)) for what, sql in lying.items()}
