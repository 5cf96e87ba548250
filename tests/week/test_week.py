"""A week of a community with forty participants, and two restarts of the bot; in the end a plain model agrees."""

import re
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.testing.room_chat import RoomChat
from bot.testing.world import World, config_in
from tests.week.model import Week
from tests.week.players import Players

PEOPLE = tuple(f"deelnemer-{number}" for number in range(1, 41))
MEETING, EVENING, OUTING = 1, 2, 3
KINDS = {
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


@pytest.mark.timeout(240)
async def test_a_week_ends_as_a_plain_model_says(world: World) -> None:
    week = Week()
    players = Players(RoomChat(world), week)
    chance = Random(20260901)
    await monday_starts_it_all(players, chance)
    await the_next_day_brings_ideas(players, chance)
    await the_third_day_people_think_again(players, chance)
    await the_day_of_the_meeting(players)
    await players.until(7, "09:00")

    chat = players.chat
    assert sent_of_its_own_accord(chat) == week.told
    for number in week.sessions:
        assert attendees(await told(chat, f"/sessie deelnemers {number}")) == Counter(week.sessions[number].standing)
    for number in (MEETING, EVENING, OUTING):
        assert tally(titled(chat, week.sessions[number].title)) == dict(week.sessions[number].counts)
    for idea in week.ideas.values():
        counts = {"Ik steun dit": idea.count("support"), "Ik wil meedoen": idea.count("join")}
        assert tally(titled(chat, idea.what_if, "ideas"), words=True) == counts
    posted = [message for message in chat.seen(PEOPLE[0]) if message.by_bot and not message.private]
    assert [beginning(message) for message in posted] == ORDER_OF_MESSAGES
    assert await world.database.read(left_lying) == {}
