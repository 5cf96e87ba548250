"""A week of a community with forty participants, and two restarts of the bot; in the end a plain model agrees."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.domain.tx import Tx
from bot.testing import Chat, Seen
from bot.testing.room_chat import RoomChat
from bot.testing.world import World, config_in
from tests.support.story import last
from tests.week.model import Week
from tests.week.players import CHOICES, SUPPORT, Players

PEOPLE = tuple(f"deelnemer-{number}" for number in range(1, 41))
MEETING, EVENING, OUTING = 1, 2, 3
IDEAS = ("we vaker samen eten?", "jongeren zelf kiezen wie hen helpt?", "er één vaste hulpverlener is?")
OF_ITS_OWN_ACCORD = {
    "moved": re.compile(r"Er is iets veranderd aan “Wat als"),
    "cancelled": re.compile(r"“Uitje” .* gaat niet door"),
    "day": re.compile(r"Morgen is “Wat als"),
    "hour": re.compile(r"Over .* begint “Wat als"),
    "late": re.compile(r"“Wat als.*” is al geweest"),
}
"""Direct messages that the bot sends of its own accord, by what they say."""


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A room of forty participants and a moderator."""
    world = World(config_in(tmp_path, names=(*PEOPLE, "moderator")))
    await world.start()
    yield world
    await world.close()


@pytest.mark.timeout(300)
async def test_a_week_ends_as_a_plain_model_says(world: World) -> None:
    week = Week()
    players = Players(RoomChat(world), week)
    chance = Random(20260901)  # noqa: S311 - the same week every time
    await on_tuesday_everybody_answers(players, chance)
    await on_wednesday_there_are_ideas(players, chance)
    await on_thursday_people_think_again(players, chance)
    await on_friday_they_meet(players)
    await players.until(7, "09:00")

    chat = players.chat
    assert direct_messages(chat) == week.told
    for number, answers in week.sessions.items():
        assert await attendees(players, number) == Counter(answers.standing.values())
        assert tally(titled(chat, answers.title)) == {choice: answers.counts[choice] for choice in CHOICES.values()}
    for idea in week.ideas.values():
        assert tally(titled(chat, idea.what_if, "ideas")) == {said: idea.count(said) for said in SUPPORT.values()}
    digest = [message.text for message in chat.seen(PEOPLE[0]) if "In dit overzicht" in message.text]
    assert len(digest) == 1
    assert all(words in digest[0] for words in ("Er is een verslag", "We hebben een kookgroep", *IDEAS))
    assert sum("Er is een verslag" in m.text for m in chat.seen(PEOPLE[0]) if "overzicht" not in m.text) == 1
    assert await world.database.read(left_lying) == {"outbox": 0, "card": 0, "parked_event": 0}


async def on_tuesday_everybody_answers(players: Players, chance: Random) -> None:
    """The moderator plans the week; all forty answer the first session, some quietly, some twice."""
    chat = players.chat
    await players.new_session("Wat als… (vervolg)", day="4 september", hours="10-12u", place="Utrecht", online="ja")
    await players.new_session("Avond", day="10 september", hours="19-21u", place="Assen", online="ja")
    await players.new_session("Uitje", day="12 september", hours="13-17u", place="Texel", online="ja")
    await players.command("moderator", "/instellen overzicht vrijdag 16:00")
    news = {"title": "Er is een verslag", "body": "Lees het rustig.", "when": "3 september 9:00"}
    await players.confirmed("moderator", "/aankondiging nieuw", news)
    for person in PEOPLE:
        if chance.random() < 0.2:
            await players.sign_up(person, MEETING, chance.choice(("place", "online", "maybe", "no")))
        else:
            await players.react(person, MEETING, chance.choice(tuple(CHOICES)))
    for person in chance.sample(PEOPLE, 12):
        await players.react(person, MEETING, chance.choice(tuple(CHOICES)))
    for person in chance.sample(PEOPLE, 15):
        await players.react(person, OUTING, chance.choice(tuple(CHOICES)))
    await chat.settled()


async def on_wednesday_there_are_ideas(players: Players, chance: Random) -> None:
    """Ideas come in and are supported; the session moves; the bot is away for a while and people go on."""
    chat, week = players.chat, players.week
    await players.until(1, "10:00")
    for person, what_if in zip(chance.sample(PEOPLE, len(IDEAS)), IDEAS, strict=True):
        await players.send_idea(person, what_if, "Nu gebeurt dat nog niet.")
    for number in week.ideas:
        fans = chance.sample(PEOPLE, 14)
        for person in fans:
            await players.support(person, number, chance.choice(tuple(SUPPORT)))
        await players.support_quietly(fans[0], number, "join")
        await chat.settled()
        for emoji in [where for where, _ in week.ideas[number].support[fans[1]]]:
            await players.support_no_more(fans[1], number, emoji)
    await players.confirmed("moderator", "/overzicht erbij We hebben een kookgroep.")
    for person in PEOPLE[:3]:
        await chat.say(person, "/herinneringen uit", to="bot")
        week.quiet.add(person)

    await players.until(1, "18:00")
    moved = {"hours": "14-16u", "place": "Amersfoort"}
    await players.confirmed("moderator", f"/sessie wijzig {MEETING}", moved, {})
    week.tell(week.sessions[MEETING].to_tell, "moved")

    await chat.stop_bot()
    for person in chance.sample(PEOPLE, 20):
        await players.react(person, EVENING, chance.choice(tuple(CHOICES)))
    for person in chance.sample(PEOPLE, 5):
        await players.sign_up(person, EVENING, "online")
    await chat.start_bot()
    await chat.settled()


async def on_thursday_people_think_again(players: Players, chance: Random) -> None:
    """The day before the session: news, reminders, second thoughts, and a card that somebody deletes."""
    chat, week = players.chat, players.week
    await players.until(2, "09:01")
    await players.until(2, "14:01")
    week.remind(MEETING, "day")
    for person in chance.sample(PEOPLE, 6):
        await players.sign_up(person, MEETING, "no")
    for person, answers in list(week.sessions[MEETING].said.items()):
        emoji = next((where for where in reversed(answers) if where in CHOICES), None)
        if emoji is not None and chance.random() < 0.4:
            await players.unreact(person, MEETING, emoji)
    await chat.settled()
    await chat.delete(players.card(MEETING))
    await chat.settled()
    week.sessions[MEETING].lose_card()
    for person in chance.sample(PEOPLE, 5):
        await players.react(person, MEETING, chance.choice(tuple(CHOICES)))
    await chat.settled()


async def on_friday_they_meet(players: Players) -> None:
    """A reminder an hour before; the bot is away when the session ends and the digest is due; an outing is off."""
    chat, week = players.chat, players.week
    await players.until(3, "13:01")
    week.remind(MEETING, "hour")
    await players.until(3, "15:30")
    await chat.stop_bot()
    await players.until(3, "17:00")
    await chat.start_bot()
    await chat.settled()
    for person in PEOPLE[5:8]:
        for emoji in ("📍", "💻"):
            await chat.react(person, players.card(MEETING), emoji)
    await chat.settled()
    week.tell(set(PEOPLE[5:8]), "late")
    await players.confirmed("moderator", f"/sessie afzeggen {OUTING} De boot vaart niet.")
    week.tell(week.sessions[OUTING].to_tell, "cancelled")


def direct_messages(chat: Chat) -> Counter[tuple[str, str]]:
    """Count what everybody was told by the bot of its own accord, by kind."""
    return Counter(
        (person, kind)
        for person in (*PEOPLE, "moderator")
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


def titled(chat: Chat, words: str, where: str = "announcements") -> Seen:
    """Return the one card in a channel that says something."""
    found = [m for m in chat.seen("moderator", where) if m.by_bot and m.offered and words in m.text]
    assert len(found) == 1, f"{len(found)} cards say {words!r}"
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
